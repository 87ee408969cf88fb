/** Receipts: the counts behind pairs of products, from Postgres and not from any model. */
import type { Db } from '../../database/schema.ts'
import {
  countVoters,
  type CountedUpTo,
  type NamedPair,
  type PairUnit,
} from '../../events/reading/count-voters.ts'
import type { PairCounts } from './pair-statistics.ts'
import { basketMax, viewReach, type RelationKind } from './rank-relations.ts'

export type { CountedUpTo } from '../../events/reading/count-voters.ts'

/** A pair by external ids. */
export interface ClaimedPair extends NamedPair {
  readonly kind: RelationKind
}

/**
 * The counts of each pair as of an image (`countedSeq`, `countedUntil`), in the order given. They equal the image's
 * evidence: `ab` its `k`, `a` its `n`, `b` and `total` by the same names; only a visitor erased since makes them differ.
 */
export async function recountPairs(
  db: Db,
  shopId: string,
  counted: CountedUpTo,
  pairs: readonly ClaimedPair[],
): Promise<PairCounts[]> {
  const found = new Map<ClaimedPair, PairCounts>()
  for (const kind of ['substitute', 'complement', 'viewed-after'] as const) {
    const ofKind = pairs.filter((pair) => pair.kind === kind)
    const counts = await countVoters(db, shopId, counted, unitOf[kind], ofKind)
    ofKind.forEach((pair, at) => {
      const count = counts[at]
      if (count !== undefined) found.set(pair, count)
    })
  }
  return pairs.map((pair) => found.get(pair) ?? { ab: 0, a: 0, b: 0, total: 0 })
}

const unitOf: Readonly<Record<RelationKind, PairUnit>> = {
  substitute: { unit: 'visit', order: 'together', reach: viewReach },
  'viewed-after': { unit: 'visit', order: 'after', reach: viewReach },
  complement: { unit: 'basket', itemsMax: basketMax },
}
