/**
 * Several ranked lists as one: weighted reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009). Ranks are
 * compared, never scores, so lexical and vector results need no common scale.
 */
import { bestOf } from './best-of.ts'
import type { SearchHit } from './bm25-index.ts'

export interface RankedList {
  /** Best first, without repeats. */
  readonly keys: readonly string[]
  readonly weight: number
}

/**
 * Text search as it is served. The weight is a setting per shop; .3 keeps exact words ahead where vectors alone would
 * put a neighbour first. Every product that holds the words may be paged to, but only the nearest vectors mean anything.
 * Depths are the same on every page, so that pages neither repeat nor skip; docs/evaluation.md has the sensitivity.
 */
export const searchFusion = { vectorWeight: 0.3, lexicalDepth: 1_000, vectorDepth: 100 } as const

/** Lexical and vector results of one query, keys best first, as one ranking of at most both depths. */
export function fuseSearch(
  found: { readonly lexical: readonly string[]; readonly vector: readonly string[] },
  vectorWeight: number = searchFusion.vectorWeight,
): SearchHit[] {
  const { lexicalDepth, vectorDepth } = searchFusion
  const lists = [
    { keys: found.lexical.slice(0, lexicalDepth), weight: 1 - vectorWeight },
    { keys: found.vector.slice(0, vectorDepth), weight: vectorWeight },
  ]
  return fuseRankings(lists, lexicalDepth + vectorDepth)
}

/** The paper's constant: how slowly the first ranks lose their lead. */
const rankConstant = 60

/** Score `Σ weight / (60 + rank)` over the lists that hold the key; best first, equal scores by key. */
export function fuseRankings(lists: readonly RankedList[], limit: number): SearchHit[] {
  const scores = new Map<string, number>()
  for (const { keys, weight } of lists) {
    if (weight <= 0) continue
    keys.forEach((key, index) => {
      scores.set(key, (scores.get(key) ?? 0) + weight / (rankConstant + index + 1))
    })
  }
  const hits = [...scores].map(([key, score]) => ({ key, score }))
  return bestOf(hits, limit, (a, z) => z.score - a.score || (a.key < z.key ? -1 : 1))
}
