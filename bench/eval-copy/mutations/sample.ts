/**
 * The products whose copy is mutated: five families of Icecat by rule, a hundred each, and a hundred of the rest. What
 * the catalogue leaves out is derived from the product's own id, so every run sees the same: units, a former price.
 */
import { createHash } from 'node:crypto'
import type { Product } from '../../../src/catalog/product.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import type { FactSheet } from '../../../src/content/facts/fact.ts'
import { dictionaryEntrySchema } from '../../../src/content/facts/dictionary/dictionary-entry.ts'
import { composeField } from '../../../src/content/writer/compose-copy.ts'
import type { Segment } from '../../../src/content/drafts/segment.ts'

export const asOf = '2026-03-01T00:00:00.000Z'
export const locale = 'en-GB'
const FAMILIES = 5
const PER_FAMILY = 100

export interface Case {
  readonly product: Product
  readonly sheet: FactSheet
  readonly fields: Readonly<Record<string, readonly Segment[]>>
  /** Products of even hash are those that rules may be tuned on. */
  readonly isEven: boolean
}

/** A family is the attribute that a product's data begins with: the most frequent five. */
export function drawSample(products: readonly Product[]): Product[] {
  const families = new Map<string, Product[]>()
  for (const product of products) {
    const [first] = Object.keys(product.attributes)
    if (first === undefined) continue
    const members = families.get(first)
    if (members === undefined) families.set(first, [product])
    else members.push(product)
  }
  const largest = [...families.values()].sort((a, b) => b.length - a.length).slice(0, FAMILIES)
  const drawn = largest.flatMap((members) => inHashOrder(members).slice(0, PER_FAMILY))
  const taken = new Set(drawn)
  return [...drawn, ...inHashOrder(products.filter((product) => !taken.has(product))).slice(0, PER_FAMILY)]
}

/** What a shop with this catalogue would enter once. */
const units: Readonly<Record<string, string>> = {
  width: 'mm',
  height: 'mm',
  depth: 'mm',
  weight: 'g',
  cable_length: 'm',
  display_diagonal: 'in',
  internal_memory: 'GB',
  processor_frequency: 'GHz',
  thermal_design_power__tdp_: 'W',
  battery_life: 'h',
  output_power: 'W',
  power: 'W',
}
const dictionary = new Map(
  Object.entries(units).map(([attribute, unit]) => [
    attribute,
    dictionaryEntrySchema.parse({ attribute, unit }),
  ]),
)

export function sheetOf(product: Product): FactSheet {
  return buildFactSheet(product, asOf, { dictionary })
}

export function caseOf(product: Product): Case {
  const priced = reduced(product)
  const sheet = sheetOf(priced)
  const fields = Object.fromEntries(
    (['pdp.long', 'pdp.short', 'promo'] as const).map((field) => [
      field,
      composeField(sheet, field, { locale, seed: 1 }),
    ]),
  )
  return { product: priced, sheet, fields, isEven: numberOf(product.id) % 2 === 0 }
}

/** Two colours of a product, one of them reduced: the catalogue has no variants. */
export function withVariants(product: Product): Product {
  const [one, two] = inHashOrder(colours.map((id) => ({ id: `${product.id} ${id}`, colour: id })))
  const price = product.variants[0]?.priceMinor ?? 1_990
  const variant = (
    suffix: string,
    colour: string,
    priceMinor: number,
    compareAtPriceMinor: number | null,
  ) => ({
    ...{ id: `${product.id}-${suffix}`, title: null, options: { Colour: colour }, attributes: {} },
    ...{ priceMinor, compareAtPriceMinor, stockUnits: null, gtin: null, mpn: null },
  })
  return {
    ...product,
    variants: [
      variant('a', one?.colour ?? 'black', price, Math.round(price * 1.25)),
      variant('b', two?.colour ?? 'red', price + 510, null),
    ],
  }
}

const colours = ['black', 'white', 'red', 'navy', 'sage green', 'cream', 'graphite', 'silver']

/** A former price between 5 and 45 % above today's. */
function reduced(product: Product): Product {
  return {
    ...product,
    variants: product.variants.map((variant) => ({
      ...variant,
      compareAtPriceMinor:
        variant.priceMinor === null
          ? null
          : Math.round(variant.priceMinor * (1.05 + (numberOf(product.id) % 40) / 100)),
    })),
  }
}

export function inHashOrder<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => numberOf(a.id) - numberOf(b.id))
}

/** The first 32 bits of SHA-256. */
export function numberOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0)
}
