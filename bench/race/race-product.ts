/** The catalogue of the race: what of a product may change, how it is written, and which tests may be put to it. */
import { productSchema, type Product } from '../../src/catalog/product.ts'
import { below } from '../../src/chance.ts'

export const colours = ['red', 'blue', 'green', 'black', 'white', 'grey'] as const
export type Colour = (typeof colours)[number]
export const categories = ['Kettles', 'Lamps', 'Beds', 'Chairs', 'Rugs'] as const
const brands = ['Mill', 'Loom', 'Tula', 'Nord'] as const

/** Everything that decides whether the product may be shown. */
export interface RaceProduct {
  readonly id: string
  readonly status: 'active' | 'draft'
  readonly stockUnits: number
  readonly priceMinor: number
  readonly colour: Colour
}

/** What a request or a hide rule asks of a product; all that are given must hold. */
export interface Demand {
  readonly priceLteMinor?: number
  readonly colours?: readonly Colour[]
  readonly ids?: readonly string[]
}

export const changeKinds = ['status', 'stock', 'price', 'attribute'] as const
export type ChangeKind = (typeof changeKinds)[number]

export function firstState(number: number, chance: () => number): RaceProduct {
  return {
    id: `p${String(number)}`,
    status: 'active',
    stockUnits: below(chance, 4),
    priceMinor: 500 + 100 * below(chance, 100),
    colour: pick(colours, chance),
  }
}

/** The state with one thing changed: hidden or shown, emptied or filled, dearer or cheaper, of another colour. */
export function changed(state: RaceProduct, kind: ChangeKind, chance: () => number): RaceProduct {
  switch (kind) {
    case 'status':
      return { ...state, status: state.status === 'active' ? 'draft' : 'active' }
    case 'stock':
      return { ...state, stockUnits: state.stockUnits > 0 ? 0 : 1 + below(chance, 5) }
    case 'price':
      return { ...state, priceMinor: 500 + 100 * below(chance, 100) }
    case 'attribute':
      return { ...state, colour: pick(colours, chance) }
  }
}

export function toProduct({ id, status, stockUnits, priceMinor, colour }: RaceProduct): Product {
  const number = Number(id.slice(1))
  const category = categories[number % categories.length] ?? ''
  return productSchema.parse({
    id,
    status,
    title: `${colour} ${category.toLowerCase()} ${String(number)}`,
    brand: brands[number % brands.length] ?? null,
    category: ['Home', category],
    attributes: { colour: { value: colour } },
    // The former price stays, so that lowering makes a product cheaper than it was and the on-sale source has work.
    variants: [{ id: 'v', priceMinor, compareAtPriceMinor: 8_000, stockUnits }],
  })
}

/** The first reason why the product may not be shown; undefined when it may. */
export function objectionTo(product: RaceProduct, demand: Demand): string | undefined {
  if (product.status !== 'active') return 'hidden'
  if (product.stockUnits <= 0) return 'stock'
  return meets(product, demand) ? undefined : 'filter'
}

export function meets({ id, priceMinor, colour }: RaceProduct, demand: Demand): boolean {
  if (demand.priceLteMinor !== undefined && priceMinor > demand.priceLteMinor) return false
  if (demand.colours !== undefined && !demand.colours.includes(colour)) return false
  return demand.ids?.includes(id) ?? true
}

/** In the filter language, as requests and rules carry it. */
export function filterOf({ priceLteMinor, colours: wanted, ids }: Demand) {
  return {
    all: [
      ...(priceLteMinor === undefined ? [] : [{ price: { lte: priceLteMinor / 100 } }]),
      ...(wanted === undefined ? [] : [{ 'attr.colour': { in: [...wanted] } }]),
      ...(ids === undefined ? [] : [{ id: { in: [...ids] } }]),
    ],
  }
}

export function pick<T>(values: readonly [T, ...T[]] | readonly T[], chance: () => number): T {
  const value = values[below(chance, values.length)]
  if (value === undefined) throw new RangeError('Nothing to pick from.')
  return value
}
