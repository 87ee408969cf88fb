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

export type { CountedUpTo, NamedPair } from './evidence-queries.ts'

/** Which pairs: viewed within `reach` steps of one visit, or in one basket. */
export type PairUnit =
  | { readonly unit: 'visit'; readonly order: 'after' | 'together'; readonly reach: number }
  | { readonly unit: 'basket' }

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
      ? [await countBasketPairs(db, shopId, until, pairs), await countBuyers(db, shopId, until)]
      : [await countViewPairs(db, shopId, seq, pairs, unit), await countViewers(db, shopId, seq)]
  return rows.map((row) => ({ ...row, total }))
}
