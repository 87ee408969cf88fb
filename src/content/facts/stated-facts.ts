/** The catalogue row as facts: names, attributes, and per variant its options, attributes, prices and stock. */
import { createHash } from 'node:crypto'
import type { Attribute, Product } from '../../catalog/product.ts'
import { distrustOfText, nameWordsMax } from '../check/intrusion/quarantine.ts'
import { cleanText, isReadable } from './clean-text.ts'
import type { Dictionary, DictionaryEntry } from './dictionary/dictionary-entry.ts'
import type { Fact } from './fact.ts'
import { isBareNumbers } from './sayable.ts'

/** Beyond this many variants a sheet keeps the first ones: copy never lists more, and a prompt must stay bounded. */
export const VARIANTS_ON_SHEET = 60

interface Source {
  readonly product: Product
  /** Time of the product row, ISO 8601. */
  readonly asOf: string
  readonly dictionary: Dictionary
}

export function statedFacts(source: Source): Fact[] {
  return [...identityFacts(source.product, source.asOf), ...attributeFacts(source), ...variantFacts(source)]
}

/** What the ids of a variant's facts begin with: short and stable, whatever characters its own id holds. */
export function variantPrefix(externalId: string): string {
  return `v_${variantKey(externalId)}`
}

/** Eight hexadecimal digits of the SHA-256 of a variant's own id. */
export function variantKey(externalId: string): string {
  return createHash('sha256').update(externalId).digest('hex').slice(0, 8)
}

/** What was given as a name and is none (an order, a speech) stays on the sheet under an id of its own, unsayable. */
function identityFacts(product: Product, asOf: string): Fact[] {
  const subject = `product:${product.id}`
  const given = (id: string, attribute: string, text: string) =>
    stated(`${id}_given`, subject, `${attribute}_given`, text, null, asOf)
  const title = cleanText(product.title)
  const isTitle = isName(title, product.locale, nameWordsMax.title)
  const brand = cleanText(product.brand ?? '')
  const levels = product.category.map(cleanText).filter(isReadable)
  const names = levels.filter((level) => isName(level, product.locale, nameWordsMax.category))
  const facts = [stated('p_title', subject, 'title', isTitle ? title : standIn(product), null, asOf)]
  if (!isTitle && isReadable(title)) facts.push(given('p_title', 'title', title))
  if (isName(brand, product.locale, nameWordsMax.brand))
    facts.push(stated('p_brand', subject, 'brand', brand, null, asOf))
  else if (isReadable(brand)) facts.push(given('p_brand', 'brand', brand))
  names.forEach((level, index) => {
    const isLeaf = index === names.length - 1
    facts.push(
      stated(
        isLeaf ? 'p_category' : `p_category_${String(index + 1)}`,
        subject,
        'category',
        level,
        null,
        asOf,
      ),
    )
  })
  const others = levels.filter((level) => !names.includes(level))
  return [
    ...facts,
    ...others.map((level, index) => given(`p_category_${String(index + 1)}`, 'category', level)),
  ]
}

function isName(text: string, locale: string, wordsMax: number): boolean {
  return isReadable(text) && distrustOfText(text, locale, wordsMax) === undefined
}

/** What a product is called when its title is no name: the shop's own id, which always is one. */
function standIn(product: Product): string {
  const id = cleanText(product.id)
  return isName(id, product.locale, nameWordsMax.title) ? id : 'product'
}

function attributeFacts({ product, asOf, dictionary }: Source): Fact[] {
  const subject = `product:${product.id}`
  return Object.entries(product.attributes).flatMap(([name, attribute]) => {
    const entry = dictionary.get(name)
    const meaning = entry?.sameAs ?? null
    // Another name of an attribute stands in for it only where the product has not that attribute as well.
    const isFree = meaning !== null && !Object.hasOwn(product.attributes, meaning)
    return typedFacts(`a_${name}`, subject, isFree ? meaning : name, attribute, asOf, entry)
  })
}

function variantFacts({ product, asOf, dictionary }: Source): Fact[] {
  return product.variants.slice(0, VARIANTS_ON_SHEET).flatMap((variant) => {
    const prefix = variantPrefix(variant.id)
    const subject = `variant:${variant.id}`
    const facts: Fact[] = []
    for (const [option, value] of Object.entries(variant.options)) {
      const name = optionName(option)
      const quantity = quantityOf(value)
      facts.push(
        quantity === undefined
          ? stated(`${prefix}_o_${name}`, subject, `option.${name}`, value, null, asOf)
          : stated(`${prefix}_o_${name}`, subject, `option.${name}`, quantity.value, quantity.unit, asOf),
      )
    }
    for (const [name, attribute] of Object.entries(variant.attributes)) {
      facts.push(...typedFacts(`${prefix}_a_${name}`, subject, name, attribute, asOf, dictionary.get(name)))
    }
    if (variant.priceMinor !== null) {
      facts.push(stated(`${prefix}_price`, subject, 'price', variant.priceMinor, product.currency, asOf))
    }
    if (variant.compareAtPriceMinor !== null) {
      facts.push(
        stated(
          `${prefix}_compare_at`,
          subject,
          'compare_at_price',
          variant.compareAtPriceMinor,
          product.currency,
          asOf,
        ),
      )
    }
    // Untracked stock is no fact about stock: the variant can be bought, but nobody counted.
    if (variant.stockUnits !== null) {
      facts.push(stated(`${prefix}_stock`, subject, 'stock', Math.max(0, variant.stockUnits), null, asOf))
    }
    return facts
  })
}

/** One fact per value: a list of two ports is two facts, so that a sentence may cite one of them. */
function typedFacts(
  id: string,
  subject: string,
  name: string,
  { value, unit }: Attribute,
  asOf: string,
  entry: DictionaryEntry | undefined,
): Fact[] {
  const items = typeof value === 'object' ? value : [typedValue(value, entry)]
  return items.map((item, index) => {
    const factId = index === 0 ? id : `${id}.${String(index + 1)}`
    if (typeof item === 'number')
      return stated(factId, subject, name, item, unit ?? entry?.unit ?? null, asOf)
    if (typeof item === 'boolean' || !isBareNumbers(item))
      return stated(factId, subject, name, item, unit, asOf)
    // A range or sides ("0 - 40") become words together with their unit, so that nobody says them without it.
    const known = unit ?? entry?.unit ?? null
    return stated(factId, subject, name, known === null ? item : `${item} ${known}`, null, asOf)
  })
}

/** Feeds write Yes, No and numbers as text; a stated No differs from an absent value. */
function typedValue(
  value: string | number | boolean,
  entry: DictionaryEntry | undefined,
): string | number | boolean {
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (/^(?:y|yes|true)$/i.test(text) || isWordOf(entry?.yesWords, text)) return true
  if (/^(?:n|no|false)$/i.test(text) || isWordOf(entry?.noWords, text)) return false
  // "4" is the number four; "007" and "1e3" are codes and stay text.
  return /^(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(text) ? Number(text) : text
}

function isWordOf(words: readonly string[] | undefined, text: string): boolean {
  if (words === undefined || words.length === 0) return false
  const lower = text.toLowerCase()
  return words.some((word) => word.toLowerCase() === lower)
}

function stated(
  id: string,
  subject: string,
  attribute: string,
  value: Fact['value'],
  unit: string | null,
  asOf: string,
): Fact {
  return {
    id,
    subject,
    attribute,
    value: typeof value === 'string' ? cleanText(value) : value,
    unit: unit === null ? null : cleanText(unit),
    source: 'catalog',
    asOf,
    parents: [],
  }
}

/** "Net weight" → "net_weight", as attribute names are written. */
function optionName(option: string): string {
  return option
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
}

/** "0.75 l" → 0.75 and "l"; undefined when the option is a word or a bare number such as a shoe size. */
function quantityOf(value: string): { value: number; unit: string } | undefined {
  const match = /^(\d+(?:\.\d+)?)\s?(mm|cm|m|ml|cl|l|g|kg|W|GB|TB|in)$/.exec(value.trim())
  if (match?.[1] === undefined || match[2] === undefined) return undefined
  return { value: Number(match[1]), unit: match[2] }
}
