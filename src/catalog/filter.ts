/**
 * The filter language of search, recommendations, copy selections and exports: `{"all": [{"price": {"lte": 80}},
 * {"attr.colour": {"in": ["red"]}}]}`. This file is the language: its type, and the schema that reads it and says
 * precisely where it is wrong. What a filter means is in filter-condition.ts.
 */
import { z } from 'zod'
import { attributeNameSchema } from './product.ts'
import {
  attributeValuesSchema,
  categorySchema,
  filterLimits,
  rangeSchema,
  statusSchema,
  wordsSchema,
  type NumberRange,
} from './filter-values.ts'

export type AttributeTest =
  { readonly in: readonly (string | number | boolean)[] } | { readonly exists: boolean } | NumberRange

/** Normal form: parsing it again gives the same, so it can be stored as JSON. `{"all": []}` keeps every product. */
export type ProductFilter =
  | { readonly all: readonly ProductFilter[] }
  | { readonly any: readonly ProductFilter[] }
  | { readonly not: ProductFilter }
  /** Some variant costs that much, in major units ("80" is 80 euros). */
  | { readonly price: NumberRange }
  | { readonly stock: { readonly in: boolean } }
  /** Case and blanks do not matter; "A > B" and ["A", "B"] are the same path. */
  | { readonly category: { readonly under: readonly string[] } | { readonly is: readonly string[] } }
  | { readonly brand: { readonly in: readonly string[] } }
  | { readonly tag: { readonly in: readonly string[] } }
  | { readonly status: { readonly in: readonly Status[] } }
  /** "en" keeps "en-GB" too. */
  | { readonly locale: { readonly in: readonly string[] } }
  | { readonly id: { readonly in: readonly string[] } }
  /** Numbers are compared as the catalogue states them, without regard to units. */
  | { readonly [name: `attr.${string}`]: AttributeTest }

type Status = 'active' | 'draft' | 'archived'

/** Reads a filter; several keys in one object mean all of them, `eq` and bare values become `in`. */
export const productFilterSchema = z
  .record(z.string(), z.unknown())
  .transform((input, context): ProductFilter => {
    const reader: FilterReader = {
      conditions: 0,
      report: (path, message) => context.addIssue({ code: 'custom', path: [...path], message }),
    }
    return readFilter(input, [], 1, reader) ?? z.NEVER
  })
  .meta({
    description:
      'all, any, not over price, stock, category, brand, tag, status, locale, id and attr.<name>; see docs/filters.md',
    examples: [
      { all: [{ price: { lte: 80 } }, { stock: { in: true } }, { 'attr.colour': { in: ['red'] } }] },
    ],
  })

type Path = readonly (string | number)[]

interface FilterReader {
  conditions: number
  report(path: Path, message: string): void
}

/** Undefined after a complaint; reading goes on, so that every mistake is named at once. */
function readFilter(
  input: unknown,
  path: Path,
  depth: number,
  reader: FilterReader,
): ProductFilter | undefined {
  if (depth > filterLimits.depth) {
    reader.report(path, `filters nest at most ${String(filterLimits.depth)} deep`)
    return undefined
  }
  const object = z.record(z.string(), z.unknown()).safeParse(input)
  if (!object.success || Array.isArray(input)) {
    reader.report(path, 'must be an object such as {"price": {"lte": 80}}')
    return undefined
  }
  const parts = Object.entries(object.data).map(([key, value]) =>
    readPart(key, value, [...path, key], depth, reader),
  )
  const [only] = parts
  return parts.length === 1 ? only : joined('all', parts)
}

function readPart(
  key: string,
  value: unknown,
  path: Path,
  depth: number,
  reader: FilterReader,
): ProductFilter | undefined {
  if (key === 'all' || key === 'any') return readList(key, value, path, depth, reader)
  if (key === 'not') {
    const inner = readFilter(value, path, depth + 1, reader)
    return inner && { not: inner }
  }
  reader.conditions += 1
  if (reader.conditions === filterLimits.conditions + 1) {
    reader.report(path, `a filter has at most ${String(filterLimits.conditions)} conditions`)
  }
  if (reader.conditions > filterLimits.conditions) return undefined
  if (isAttributeKey(key)) return readAttribute(key, value, path, reader)
  switch (key) {
    case 'price':
      return wrap(check(rangeSchema, value, path, reader), (price) => ({ price }))
    case 'stock':
      return wrap(check(z.strictObject({ in: z.boolean() }), value, path, reader), (stock) => ({ stock }))
    case 'category':
      return wrap(check(categorySchema, value, path, reader), (category) => ({ category }))
    case 'brand':
      return wrap(check(wordsSchema, value, path, reader), (brand) => ({ brand }))
    case 'tag':
      return wrap(check(wordsSchema, value, path, reader), (tag) => ({ tag }))
    case 'status':
      return wrap(check(statusSchema, value, path, reader), (status) => ({ status }))
    case 'locale':
      return wrap(check(wordsSchema, value, path, reader), (locale) => ({ locale }))
    case 'id':
      return wrap(check(wordsSchema, value, path, reader), (id) => ({ id }))
    default:
      reader.report(path, `is not a field; use ${fields.join(', ')} or attr.<name>`)
      return undefined
  }
}

const fields = [
  'all',
  'any',
  'not',
  'price',
  'stock',
  'category',
  'brand',
  'tag',
  'status',
  'locale',
  'id',
] as const

function readList(
  key: 'all' | 'any',
  value: unknown,
  path: Path,
  depth: number,
  reader: FilterReader,
): ProductFilter | undefined {
  if (!Array.isArray(value)) {
    reader.report(path, 'must be a list of filters')
    return undefined
  }
  if (key === 'any' && value.length === 0) {
    reader.report(path, 'must hold at least one filter')
    return undefined
  }
  if (value.length > filterLimits.conditions) {
    reader.report(path, `must hold at most ${String(filterLimits.conditions)} filters`)
    return undefined
  }
  return joined(
    key,
    value.map((item: unknown, index) => readFilter(item, [...path, index], depth + 1, reader)),
  )
}

function joined(
  key: 'all' | 'any',
  parts: readonly (ProductFilter | undefined)[],
): ProductFilter | undefined {
  const good = parts.filter((part) => part !== undefined)
  if (good.length < parts.length) return undefined
  return key === 'all' ? { all: good } : { any: good }
}

function readAttribute(
  key: `attr.${string}`,
  value: unknown,
  path: Path,
  reader: FilterReader,
): ProductFilter | undefined {
  const name = attributeNameSchema.safeParse(key.slice('attr.'.length))
  if (!name.success) {
    reader.report(path, `the attribute name ${name.error.issues[0]?.message ?? 'is not valid'}`)
    return undefined
  }
  // The keys decide what is meant, so that the complaint is about that and not about every alternative.
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  if (keys.includes('exists')) {
    return wrap(check(z.strictObject({ exists: z.boolean() }), value, path, reader), (test) => ({
      [key]: test,
    }))
  }
  if (keys.some((bound) => bound === 'gte' || bound === 'gt' || bound === 'lte' || bound === 'lt')) {
    return wrap(check(rangeSchema, value, path, reader), (test) => ({ [key]: test }))
  }
  return wrap(check(attributeValuesSchema, value, path, reader), (test) => ({ [key]: test }))
}

function isAttributeKey(key: string): key is `attr.${string}` {
  return key.startsWith('attr.')
}

function check<T>(schema: z.ZodType<T>, value: unknown, path: Path, reader: FilterReader): T | undefined {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    reader.report([...path, ...issue.path.filter((step) => typeof step !== 'symbol')], issue.message)
  }
  return undefined
}

function wrap<T>(value: T | undefined, build: (value: T) => ProductFilter): ProductFilter | undefined {
  return value === undefined ? undefined : build(value)
}
