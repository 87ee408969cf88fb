/** Ranking measures as the issue states them: graded gain, unjudged products count as irrelevant. */
import type { JudgedQuery } from './evaluation-data.ts'

export interface SearchQuality {
  /** Mean nDCG@10, linear gain (rating / log2(rank + 1)). */
  readonly ndcg10: number
  /** The same after dropping unjudged products from the ranking. */
  readonly ndcg10JudgedOnly: number
  /** Mean share of the products rated above 0 within the first 100. */
  readonly recall100: number
  /** Queries behind the means; one without any relevant product has no defined value and is left out. */
  readonly queries: number
}

/** @param rank product ids best first, at least 100 */
export function measureSearch(
  queries: readonly JudgedQuery[],
  rank: (query: string) => readonly string[],
): SearchQuality {
  const rows = queries.filter(hasRelevant).map(({ query, ratings }) => {
    const ranking = rank(query)
    return {
      ndcg10: ndcg(ranking, ratings),
      ndcg10JudgedOnly: ndcg(
        ranking.filter((id) => ratings.has(id)),
        ratings,
      ),
      recall100: recall(ranking.slice(0, 100), ratings),
    }
  })
  return {
    ndcg10: mean(rows.map((row) => row.ndcg10)),
    ndcg10JudgedOnly: mean(rows.map((row) => row.ndcg10JudgedOnly)),
    recall100: mean(rows.map((row) => row.recall100)),
    queries: rows.length,
  }
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

function hasRelevant({ ratings }: JudgedQuery): boolean {
  return [...ratings.values()].some((rating) => rating > 0)
}

function ndcg(ranking: readonly string[], ratings: ReadonlyMap<string, number>): number {
  const ideal = [...ratings.values()].sort((a, b) => b - a)
  return discounted(ranking.map((id) => ratings.get(id) ?? 0)) / discounted(ideal)
}

function discounted(gains: readonly number[]): number {
  return gains.slice(0, 10).reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0)
}

function recall(ranking: readonly string[], ratings: ReadonlyMap<string, number>): number {
  const found = new Set(ranking)
  const relevant = [...ratings].filter(([, rating]) => rating > 0)
  return relevant.filter(([id]) => found.has(id)).length / relevant.length
}
