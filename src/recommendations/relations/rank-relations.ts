/**
 * The best relations of each product, from counts: which products replace it, which go with it, which are viewed after
 * it. Every list holds only supported, significant pairs, so a product nobody knows has an empty list.
 */
import type { PairTable } from './count-pairs.ts'
import { isAssociated, liftOf, shareOf, shrunkCosine, type PairCounts } from './pair-statistics.ts'

/**
 * `substitute`: same category, viewed within ten steps, either order. `complement`: another category, in one basket.
 * `viewed-after`: the destination within ten steps after the source, any category.
 */
export const relationKinds = ['substitute', 'complement', 'viewed-after'] as const
export type RelationKind = (typeof relationKinds)[number]

/** Steps between two views of a pair at most (design, "Relations"). */
export const viewReach = 10

/**
 * Products of a basket at most; a larger one counts for no pair. Real ones end far below it: beyond are wholesale lists,
 * orders of many people booked as one, and robots.
 */
export const basketMax = 200

/** Relations kept per product and kind in Postgres; an image holds the first thirty. */
export const relationsMax = 100

export interface Relation {
  readonly item: number
  readonly counts: PairCounts
  /** What the list is ordered by; falls along it. */
  readonly score: number
  /** 95 % interval: of the share ab/a for substitutes and viewed-after, of the lift for complements. */
  readonly lo: number
  readonly hi: number
}

/** Relations of one source, best first; ties go to the lower number. */
export function rankRelations(
  kind: RelationKind,
  source: number,
  pairs: PairTable,
  { byItem, total }: { readonly byItem: Uint32Array; readonly total: number },
  limit: number = relationsMax,
): Relation[] {
  const relations: Relation[] = []
  const a = byItem[source] ?? 0
  for (let at = pairs.offsets[source] ?? 0; at < (pairs.offsets[source + 1] ?? 0); at += 1) {
    const item = pairs.destinations[at] ?? 0
    const counts = { ab: pairs.counts[at] ?? 0, a, b: byItem[item] ?? 0, total }
    if (!isAssociated(counts)) continue
    const rated = rateRelation(kind, counts)
    // A complement is one only where even the cautious end of the interval says so.
    if (kind === 'complement' && rated.lo <= 1) continue
    relations.push({ item, counts, ...rated })
  }
  relations.sort((left, right) => right.score - left.score || left.item - right.item)
  return relations.slice(0, limit)
}

/** Score and interval of a pair of the kind. */
export function rateRelation(
  kind: RelationKind,
  counts: PairCounts,
): { readonly score: number; readonly lo: number; readonly hi: number } {
  switch (kind) {
    case 'substitute':
      return { score: shrunkCosine(counts), ...shareOf(counts) }
    case 'viewed-after':
      return { score: shareOf(counts).lo, ...shareOf(counts) }
    case 'complement': {
      // The bound of the lift would put the rarest first: docs/decisions/0017-what-relations-count.md.
      const { lo, hi } = liftOf(counts)
      return { score: shrunkCosine(counts), lo, hi }
    }
  }
}
