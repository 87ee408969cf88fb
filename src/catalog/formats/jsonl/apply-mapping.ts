/**
 * One foreign JSON object to our friendly JSON shape, as a mapping file says.
 */
import { isJsonObject, type JsonObject, propertyOf } from './json-value.ts'
import { everyElement, type JsonPath, type MappedPrice, type MappedSource, type Mapping } from './mapping.ts'

/** What a path finds is passed on as it is; whether it fits the field is for the product schema to say. */
export function applyMapping(mapping: Mapping, row: JsonObject): JsonObject {
  const { id, title, category, images, tags, price, compareAtPrice, ...others } = mapping.fields
  const mapped: [string, unknown][] = [
    ['id', oneValue(id, row)],
    ['title', oneValue(title, row)],
    ...Object.entries(others).map(([name, source]): [string, unknown] => [
      name,
      source && oneValue(source, row),
    ]),
    ['category', category && levels(category, row)],
    ['images', images && unlessEmpty(allValues(images, row))],
    ['tags', tags && unlessEmpty(allValues(tags, row))],
    ...priceField('price', price, row),
    ...priceField('compareAtPrice', compareAtPrice, row),
    ['attributes', attributes(mapping, row)],
    ['source', kept(mapping, row)],
  ]
  return Object.fromEntries(mapped.filter(([, value]) => value !== undefined))
}

/** Every value the path leads to, in order; absent and null lead nowhere. */
export function valuesAt(path: JsonPath, row: unknown): unknown[] {
  return path.reduce<unknown[]>(
    (found, step) =>
      found
        .flatMap((value) => stepInto(value, step))
        .filter((value) => value !== undefined && value !== null),
    [row],
  )
}

function stepInto(value: unknown, step: string | number): unknown[] {
  if (step === everyElement) return Array.isArray(value) ? value : []
  if (typeof step === 'number') return Array.isArray(value) ? [value[step]] : []
  return isJsonObject(value) ? [propertyOf(value, step)] : []
}

function allValues(source: MappedSource, row: JsonObject): unknown[] {
  if ('constant' in source) return [source.constant]
  const { values } = source
  const found = source.paths.flatMap((path) => valuesAt(path, row)).flat()
  return values === undefined ? found : found.map((value) => values[String(value)] ?? value)
}

function oneValue(source: MappedSource, row: JsonObject): unknown {
  return allValues(source, row)[0]
}

/** A single text may itself be a path ("Home > Kitchen"); several are levels. */
function levels(source: MappedSource, row: JsonObject): unknown {
  const found = allValues(source, row).filter((value) => value !== '')
  return found.length === 1 ? found[0] : unlessEmpty(found)
}

function priceField(
  name: 'price' | 'compareAtPrice',
  price: MappedPrice | undefined,
  row: JsonObject,
): [string, unknown][] {
  if (price === undefined) return []
  const [value] = valuesAt(price.path, row)
  return [[price.unit === 'minor' ? `${name}Minor` : name, value]]
}

function attributes(mapping: Mapping, row: JsonObject): unknown {
  const { from, fields = {} } = mapping.attributes ?? {}
  const base = from === undefined ? undefined : valuesAt(from, row)[0]
  if (base !== undefined && !isJsonObject(base)) return base
  const named = Object.entries(fields).map(([name, source]): [string, unknown] => {
    const found = allValues(source, row)
    return [name, found.length > 1 ? found : found[0]]
  })
  return base === undefined && named.length === 0 ? undefined : { ...base, ...Object.fromEntries(named) }
}

function kept(mapping: Mapping, row: JsonObject): JsonObject | undefined {
  const present = mapping.keep.filter(
    (name) => propertyOf(row, name) !== undefined && propertyOf(row, name) !== null,
  )
  if (present.length === 0) return undefined
  return Object.fromEntries(
    present.map((name) => {
      const value = propertyOf(row, name)
      return [name, typeof value === 'string' ? value : JSON.stringify(value)]
    }),
  )
}

function unlessEmpty(values: readonly unknown[]): readonly unknown[] | undefined {
  return values.length === 0 ? undefined : values
}
