/** Recounting what a statistic about two products claims. */
import type { Db } from '../../database/schema.ts'
import {
  countBasketPairs,
  countBuyers,
  countViewers,
  countViewPairs,
  type CountedUpTo,
  type NamedPair,
} from './evidence-queries.ts'
import { countRecentBuyers, countRecentViewers } from './recent-voter-queries.ts'

export type { CountedUpTo, NamedPair } from './evidence-queries.ts'

/** Which pairs: viewed within `reach` steps of one visit, or in one basket. */
export type PairUnit =
  | { readonly unit: 'visit'; readonly order: 'after' | 'together'; readonly reach: number }
  /** Baskets of more products than `itemsMax` count for no pair. */
  | { readonly unit: 'basket'; readonly itemsMax: number }

export interface VoterCount {
  readonly ab: number
  readonly a: number
  readonly b: number
  readonly total: number
}

/** Counts each pair from Postgres, in the order given; erased visitors are not among them. */
export async function countVoters(
  db: Db,
  shopId: string,
  { seq, until }: CountedUpTo,
  unit: PairUnit,
  pairs: readonly NamedPair[],
): Promise<VoterCount[]> {
  if (pairs.length === 0) return []
  const [rows, total] =
    unit.unit === 'basket'
      ? [
          await countBasketPairs(db, shopId, until, pairs, unit.itemsMax),
          await countBuyers(db, shopId, until),
        ]
      : [await countViewPairs(db, shopId, seq, pairs, unit), await countViewers(db, shopId, seq)]
  return rows.map((row) => ({ ...row, total }))
}

const dayMs = 86_400_000

/** Voters of each product in the last days of what was counted, in the order given; erased visitors are not among them. */
export async function countRecentVoters(
  db: Db,
  shopId: string,
  counted: CountedUpTo,
  { did, days }: { readonly did: 'view' | 'purchase'; readonly days: number },
  products: readonly string[],
): Promise<number[]> {
  if (products.length === 0) return []
  const recent = { ...counted, since: new Date(counted.until.getTime() - days * dayMs) }
  const count = did === 'view' ? countRecentViewers : countRecentBuyers
  return count(db, shopId, recent, products)
}
