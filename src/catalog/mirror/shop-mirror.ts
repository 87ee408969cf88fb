/**
 * The in-process copy of what decides whether a product may be shown, per shop: state, stock, prices, facets. Changes
 * reach it within moments of their commit (change feed); while it cannot be sure of that, `isCurrent` is false and
 * answers are checked in Postgres before they leave.
 */
import type { Facets } from '../facets.ts'
import type { ProductFilter } from '../filter.ts'
import type { NewestRequest } from './mirror-queries.ts'
import type { Group, GroupFacet } from './group-members.ts'

/** What a reason or a rule may say about a product. */
export interface MirroredProduct {
  readonly id: string
  readonly brand: string | null
  /** Deepest path, folded ("home > kitchen > kettles"); null without one. */
  readonly category: string | null
  readonly priceMinMinor: number | null
  readonly onSale: boolean
  readonly createdAt: Date
}

export interface EligibleCounts {
  readonly eligible: number
  readonly hidden: number
  readonly stock: number
  readonly filter: number
  readonly excluded: number
}

export interface ShopMirror {
  readonly shopId: string
  /** Products have dense numbers 0 … size − 1, which mean the same within a generation. */
  readonly size: number
  /** Another one after the shop left memory and was loaded again. */
  readonly generation: number
  /** Grows with every change taken in, over generations too: equal versions mean equal answers. */
  readonly version: number
  numberOf(externalId: string): number | undefined
  product(number: number): MirroredProduct
  /** Active and in stock. */
  isSellable(number: number): boolean
  isHidden(number: number): boolean
  /** A test for one filter, memoised; follows changes. */
  matcher(filter: ProductFilter): (number: number) => boolean
  /** Share of facet values two products have in common, 0 to 1 (Jaccard). */
  overlap(a: number, b: number): number
  /** Facet values that both state, in the shape of `products.facets`; what reasons are made of. */
  sharedFacets(a: number, b: number): Facets
  /** Every product once, under the first test that removes it: hidden, stock, filter, excluded. */
  count(filter: ProductFilter | undefined, excluded: ReadonlySet<number>): EligibleCounts
  /** Sellable products, newest first. */
  latest(): Iterable<number>
  /** Sellable products with a price cut, deepest cut first. */
  onSale(): Iterable<number>
  /** Products of a category path ("home > kettles") and below, or of a brand, both folded; undefined when there are none. */
  group(facet: GroupFacet, value: string): Group | undefined
}

export interface ShopMirrors {
  /** Loads the shop at first use; many callers share one load. */
  of(shopId: string): Promise<ShopMirror>
  /** The shop once it is in memory, or undefined when that takes longer than a page waits; callers share one wait. */
  soon(shopId: string): Promise<ShopMirror | undefined>
  /** The shop when it is in memory already. */
  peek(shopId: string): ShopMirror | undefined
  /**
   * False when the mirror may have missed changes, and when it is no longer kept up because another took its place: final
   * ids must then be confirmed.
   */
  isCurrent(mirror: ShopMirror): boolean
  /** Without the shop in memory: products Postgres says may be sold now, newest first, by external id. */
  newest(shopId: string, request: NewestRequest): Promise<readonly string[]>
  /** Of the ids, those Postgres says may be sold now and the filter keeps. */
  confirm(
    shopId: string,
    ids: readonly string[],
    filter: ProductFilter | undefined,
  ): Promise<ReadonlySet<string>>
}
