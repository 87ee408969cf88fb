/**
 * What filters look at: one flat record per product, derived from the product and all its variants, so that a filter
 * never joins and reads the same in SQL (`products.facets`, a GIN index) and in memory.
 */
import { attributeName } from './formats/fields/attribute-value.ts'
import { minorDigits } from './formats/fields/money.ts'
import type { Attribute, Product } from './product.ts'

export type FacetValue = string | number | boolean

/**
 * Facet name → its values, without repeats. Texts are folded (`foldText`). The names:
 * `brand`, `tag`; `currency`; `price` (major units, one number per distinct variant price);
 * `locale` and `category` (every prefix: "en", "en-gb"; "home", "home > kitchen"), `category.path` (the whole path);
 * `attr.<name>` (values of the product, of its variants and of variant options), `attr` (names that are present).
 */
export type Facets = Readonly<Record<string, readonly FacetValue[]>>

/** A longer text is prose rather than a property; it is not offered to filters. */
export const facetTextChars = 500

export function deriveFacets(product: Product): Facets {
  const facets: Record<string, FacetValue[]> = {}
  const add = (name: string, value: FacetValue) => {
    const values = (facets[name] ??= [])
    if (!values.includes(value)) values.push(value)
  }
  if (product.brand !== null) add('brand', foldText(product.brand))
  for (const tag of product.tags) add('tag', foldText(tag))
  for (const prefix of localePrefixes(product.locale)) add('locale', prefix)
  const prefixes = categoryPrefixes(product.category)
  for (const prefix of prefixes) add('category', prefix)
  const path = prefixes.at(-1)
  if (path !== undefined) add('category.path', path)
  add('currency', product.currency)
  addAttributes(product.attributes, add)
  const unit = 10 ** minorDigits(product.currency)
  for (const variant of product.variants) {
    // Exact: n / 100 is the double nearest to it, which is also what "12.99" parses to.
    if (variant.priceMinor !== null) add('price', variant.priceMinor / unit)
    addAttributes(variant.attributes, add)
    for (const [option, value] of Object.entries(variant.options)) {
      const name = attributeName(option)
      if (name !== undefined) addAttributeValue(name, value, add)
    }
  }
  return facets
}

/** Compatibility form, lower case, single blanks: "  Dark\tBLUE " and "dark blue" are one value. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

/** ["Home", "Kitchen"] → ["home", "home > kitchen"]. */
export function categoryPrefixes(category: readonly string[]): string[] {
  const folded = category
    .flatMap((segment) => segment.split('>'))
    .map(foldText)
    .filter((segment) => segment !== '')
  return folded.map((_, depth) => folded.slice(0, depth + 1).join(' > '))
}

/** A text that spells a plain decimal number is also that number, so that ranges reach it. */
export function spelledNumber(text: string): number | undefined {
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : undefined
}

function localePrefixes(locale: string): string[] {
  const subtags = locale.toLowerCase().split('-')
  return subtags.map((_, depth) => subtags.slice(0, depth + 1).join('-'))
}

type Add = (name: string, value: FacetValue) => void

function addAttributes(attributes: Readonly<Record<string, Attribute>>, add: Add): void {
  for (const [name, { value }] of Object.entries(attributes)) {
    if (!Array.isArray(value)) addAttributeValue(name, value, add)
    else for (const one of value) addAttributeValue(name, one, add)
  }
}

function addAttributeValue(name: string, value: FacetValue, add: Add): void {
  add('attr', name)
  const facet = `attr.${name}`
  if (typeof value !== 'string') {
    add(facet, value)
    return
  }
  const text = foldText(value)
  if (text.length > facetTextChars) return
  add(facet, text)
  const number = spelledNumber(text)
  if (number !== undefined) add(facet, number)
}
