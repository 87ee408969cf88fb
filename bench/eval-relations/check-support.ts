/** That pairs below the minimum support are in no list, shown on products of the data. */
import { countPairs } from '../../src/recommendations/relations/count-pairs.ts'
import { pairRule } from '../../src/recommendations/relations/learn-relations.ts'
import { support } from '../../src/recommendations/relations/pair-statistics.ts'
import type { LearntOrders } from './learn-orders.ts'

export interface EmptyList {
  readonly item: number
  /** Voters with it. */
  readonly a: number
  /** Most voters with it and one product of another kind. */
  readonly most: number
  readonly length: number
}

export interface SupportCheck {
  /** Relations of all lists, and how many of them are below the support. */
  readonly relations: number
  readonly below: number
  /** Just too few voters with the product, though a pair has enough. */
  readonly fewBuyers: readonly EmptyList[]
  /** Enough voters with the product, and no pair with enough. */
  readonly fewTogether: readonly EmptyList[]
}

export function checkSupport({ baskets, areAlike, relations }: LearntOrders, shown = 3): SupportCheck {
  const { offsets, voters } = relations.lists.complement
  const { byItem } = relations.buyers
  const pairs = countPairs(baskets, pairRule('complement', byItem, areAlike), 1)
  let below = 0
  const products: EmptyList[] = [...byItem.keys()].map((item) => {
    const [from, to] = [offsets[item] ?? 0, offsets[item + 1] ?? 0]
    const a = byItem[item] ?? 0
    const isRare = (both: number) => both < support.pairMin || a < support.sourceMin
    below += voters.subarray(from, to).filter(isRare).length
    const counts = pairs.counts.subarray(pairs.offsets[item] ?? 0, pairs.offsets[item + 1] ?? 0)
    return { item, a, most: counts.reduce((most, count) => Math.max(most, count), 0), length: to - from }
  })
  const best = (order: (one: EmptyList) => number, keep: (one: EmptyList) => boolean) =>
    products
      .filter(keep)
      .sort((one, other) => order(other) - order(one) || one.item - other.item)
      .slice(0, shown)
  return {
    relations: voters.length,
    below,
    fewBuyers: best(
      ({ a, most }) => a * 1_000 + most,
      ({ a, most }) => a < support.sourceMin && most >= support.pairMin,
    ),
    fewTogether: best(
      ({ a }) => a,
      ({ a, most }) => a >= support.sourceMin && most < support.pairMin,
    ),
  }
}
