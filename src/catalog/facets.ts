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
  const facets = new Map<string, Set<FacetValue>>()
  const add = (name: string, value: FacetValue) => {
    const values = facets.get(name)
    if (values) values.add(value)
    else facets.set(name, new Set([value]))
  }
  if (product.brand !== null) add('brand', foldText(product.brand))
  for (const tag of product.tags) add('tag', foldText(tag))
  for (const prefix of localePrefixes(product.locale)) add('locale', prefix)
  const prefixes = categoryPrefixes(product.category)
  for (const prefix of prefixes) add('category', prefix)
  const path = prefixes.at(-1)
  if (path !== undefined) add('category.path', path)
  add('currency', product.currency)
  const unit = 10 ** minorDigits(product.currency)
  const addAttributes = (attributes: Readonly<Record<string, Attribute>>) => {
    for (const [name, { value }] of Object.entries(attributes)) {
      add('attr', name)
      for (const one of Array.isArray(value) ? value : [value]) addAttributeValue(`attr.${name}`, one, add)
    }
  }
  addAttributes(product.attributes)
  for (const variant of product.variants) {
    // Both are exact: the nearest double of n / 100 is what "12.99" parses to.
    if (variant.priceMinor !== null) add('price', variant.priceMinor / unit)
    addAttributes(variant.attributes)
    for (const [option, value] of Object.entries(variant.options)) {
      const name = attributeName(option)
      if (name === undefined) continue
      add('attr', name)
      addAttributeValue(`attr.${name}`, value, add)
    }
  }
  return Object.fromEntries([...facets].map(([name, values]) => [name, [...values]]))
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

function addAttributeValue(
  name: string,
  value: FacetValue,
  add: (name: string, value: FacetValue) => void,
): void {
  if (typeof value !== 'string') {
    add(name, value)
    return
  }
  const text = foldText(value)
  if (text.length > facetTextChars) return
  add(name, text)
  const number = spelledNumber(text)
  if (number !== undefined) add(name, number)
}
