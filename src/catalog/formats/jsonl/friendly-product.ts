/**
 * Our JSON Lines shape to a product draft. It is the product model itself, plus the forms people naturally write:
 * `"price": 129.99`, `"category": "Home > Kitchen"`, `"attributes": {"capacity": "1.7 l"}`, and a product without
 * `variants` that is sold as it is. docs/catalog-formats.md describes the shape for readers.
 */
import type { Attribute } from '../../product.ts'
import type { CatalogDefaults } from '../catalog-format.ts'
import { attributeName, parseAttribute } from '../fields/attribute-value.ts'
import { type Complaints, createComplaints } from '../fields/product-draft.ts'
import { isJsonObject, type JsonObject, propertyOf, textOf } from './json-value.ts'

/** A draft nobody has checked: what it holds is decided by `productSchema`. */
export interface UncheckedDraft {
  readonly draft: Readonly<Record<string, unknown>>
  readonly complaints: Complaints
}

const productFields = new Set([
  ...[
    'id',
    'locale',
    'title',
    'brand',
    'category',
    'description',
    'shortDescription',
    'status',
    'url',
    'currency',
  ],
  ...['images', 'image', 'tags', 'attributes', 'variants', 'source'],
])
const variantFields = new Set([
  ...[
    'id',
    'sku',
    'title',
    'options',
    'attributes',
    'price',
    'priceMinor',
    'compareAtPrice',
    'compareAtPriceMinor',
    'cost',
    'costMinor',
  ],
  ...['stock', 'stockUnits', 'gtin', 'mpn'],
])
/** Fields of a variant that a product without `variants` may carry itself. */
const loneVariantFields = new Set([...variantFields].filter((name) => !productFields.has(name)))

export function friendlyProduct(row: JsonObject, defaults: CatalogDefaults): UncheckedDraft {
  const complaints = createComplaints(defaults)
  const field = (name: string): unknown => propertyOf(row, name) ?? undefined
  const locale = field('locale') ?? defaults.locale
  const currency = statedCurrency(row, defaults)
  const context = { complaints, locale: typeof locale === 'string' ? locale : defaults.locale, currency }
  const variants = field('variants')
  const draft = {
    id: idText(field('id')),
    locale,
    title: field('title'),
    brand: field('brand'),
    category: pathOf(field('category')),
    description: emptyAsAbsent(field('description')),
    shortDescription: emptyAsAbsent(field('shortDescription')),
    status: field('status'),
    url: emptyAsAbsent(field('url')),
    currency,
    images: imagesOf(field('images') ?? field('image')),
    tags: tagsOf(field('tags')),
    attributes: attributesOf(field('attributes'), 'attributes', context),
    variants:
      variants === undefined
        ? [loneVariant(row, context)]
        : Array.isArray(variants)
          ? variants.map((variant: unknown, index) =>
              friendlyVariant(variant, `variants.${String(index)}`, context),
            )
          : variants,
    source: sourceOf(row, variants === undefined),
  }
  return { draft, complaints }
}

interface Context {
  readonly complaints: Complaints
  readonly locale: string
  readonly currency: string
}

/** The currency field, else the currency of a price given as an object, else the default. */
function statedCurrency(row: JsonObject, defaults: CatalogDefaults): string {
  const stated = propertyOf(row, 'currency') ?? undefined
  if (typeof stated === 'string') return stated.trim().toUpperCase()
  const variants = propertyOf(row, 'variants')
  const first: unknown = Array.isArray(variants) ? variants[0] : row
  const price = isJsonObject(first) ? propertyOf(first, 'price') : undefined
  const ofPrice = isJsonObject(price) ? propertyOf(price, 'currency') : undefined
  return typeof ofPrice === 'string' ? ofPrice.trim().toUpperCase() : defaults.currency
}

function loneVariant(row: JsonObject, context: Context): unknown {
  const carried = Object.entries(row).filter(([name]) => loneVariantFields.has(name))
  const id = idText(propertyOf(row, 'sku')) ?? idText(propertyOf(row, 'id'))
  return friendlyVariant({ ...Object.fromEntries(carried), id }, '', context)
}

function friendlyVariant(variant: unknown, path: string, context: Context): unknown {
  if (!isJsonObject(variant)) return variant
  const field = (name: string): unknown => propertyOf(variant, name) ?? undefined
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const unknownField = path === '' ? undefined : Object.keys(variant).find((name) => !variantFields.has(name))
  if (unknownField !== undefined) context.complaints.add(at(unknownField), 'a variant has no such field')
  const cost = field('costMinor') ?? priceOf(field('cost'), at('cost'), context)
  return {
    id: idText(field('id')) ?? idText(field('sku')),
    title: emptyAsAbsent(field('title')),
    options: optionsOf(field('options')),
    attributes: attributesOf(field('attributes'), at('attributes'), context),
    priceMinor: field('priceMinor') ?? priceOf(field('price'), at('price'), context),
    compareAtPriceMinor:
      field('compareAtPriceMinor') ?? priceOf(field('compareAtPrice'), at('compareAtPrice'), context),
    ...(cost === null ? {} : { costMinor: cost }),
    stockUnits: field('stockUnits') ?? stockOf(field('stock'), at('stock'), context),
    gtin: emptyAsAbsent(idText(field('gtin'))),
    mpn: emptyAsAbsent(idText(field('mpn'))),
  }
}

/** `129.99`, `"129.99"`, `"129.99 USD"` or `{"amount": 129.99, "currency": "USD"}`. */
function priceOf(price: unknown, path: string, { complaints, currency }: Context): number | null {
  if (price === undefined) return null
  const amount = isJsonObject(price) ? propertyOf(price, 'amount') : price
  const ownCurrency = isJsonObject(price) ? propertyOf(price, 'currency') : undefined
  if (typeof amount !== 'number' && typeof amount !== 'string') {
    complaints.add(path, 'must be a number, a text such as "129.99" or {"amount", "currency"}')
    return null
  }
  const text =
    typeof ownCurrency === 'string' ? `${String(amount)} ${ownCurrency.trim().toUpperCase()}` : String(amount)
  return complaints.price(text, path, currency)
}

function stockOf(stock: unknown, path: string, { complaints }: Context): unknown {
  return typeof stock === 'string' ? complaints.units(stock, path) : stock
}

function attributesOf(given: unknown, path: string, { complaints, locale }: Context): unknown {
  if (given === undefined || !isJsonObject(given)) return given
  const typed: [string, unknown][] = []
  const labels = new Map<string, string>()
  for (const [label, value] of Object.entries(given)) {
    const name = attributeName(label)
    const attribute = attributeOf(value, locale)
    if (attribute === undefined) continue
    const clash = name === undefined ? undefined : labels.get(name)
    if (name === undefined) complaints.add(`${path}.${label}`, 'is no attribute name')
    else if (clash !== undefined)
      complaints.add(`${path}.${label}`, `is the same attribute as ${clash}: ${name}`)
    else typed.push([name, attribute])
    if (name !== undefined) labels.set(name, label)
  }
  return Object.fromEntries(typed)
}

/** Text is read for units; numbers, booleans and lists are taken as they are; objects are already typed. */
function attributeOf(value: unknown, locale: string): unknown {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'string') return parseAttribute(value, locale)
  if (typeof value === 'number' || typeof value === 'boolean')
    return { value, unit: null } satisfies Attribute
  if (Array.isArray(value)) return value.length === 0 ? undefined : { value, unit: null }
  return value
}

/** "Home > Kitchen" or ["Home", "Kitchen"]. */
function pathOf(category: unknown): unknown {
  return typeof category === 'string' ? splitText(category, '>') : category
}

function tagsOf(tags: unknown): unknown {
  return typeof tags === 'string' ? splitText(tags, ',') : tags
}

function splitText(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function imagesOf(images: unknown): unknown {
  if (images === undefined || images === '') return undefined
  const list: readonly unknown[] = Array.isArray(images) ? images : [images]
  return list.map((image) => (typeof image === 'string' ? { url: image } : image))
}

function optionsOf(options: unknown): unknown {
  if (!isJsonObject(options)) return options
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  )
}

/** Numbers are accepted as ids because many systems number their products. */
function idText(id: unknown): unknown {
  return typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : (id ?? undefined)
}

function emptyAsAbsent(value: unknown): unknown {
  return value === '' ? undefined : value
}

/** The `source` object and every field nobody here knows, as text. */
function sourceOf(row: JsonObject, isLone: boolean): unknown {
  const given = propertyOf(row, 'source')
  if (given !== undefined && given !== null && !isJsonObject(given)) return given
  const unmapped = Object.entries(row).filter(
    ([name]) => !productFields.has(name) && !(isLone && loneVariantFields.has(name)),
  )
  const kept = unmapped.flatMap(([name, value]) => {
    const text = textOf(value)
    return text === undefined ? [] : [[name, text] as const]
  })
  return given === undefined && kept.length === 0 ? undefined : { ...given, ...Object.fromEntries(kept) }
}
