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
