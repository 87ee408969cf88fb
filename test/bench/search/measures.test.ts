import { describe, expect, it } from 'vitest'
import { measureSearch } from '../../../bench/search/measures.ts'

const judged = (ratings: Record<string, number>, query = 'q') => ({
  query,
  ratings: new Map(Object.entries(ratings)),
})

describe('measureSearch', () => {
  it('is 1 for the ideal order and counts queries with a relevant product only', () => {
    const queries = [judged({ a: 3, b: 1, c: 0 }), judged({ d: 0 }, 'nothing relevant')]
    expect(measureSearch(queries, () => ['a', 'b', 'c'])).toEqual({
      ndcg10: 1,
      ndcg10JudgedOnly: 1,
      recall100: 1,
      queries: 1,
    })
  })

  it('discounts by rank, and counts unjudged products as irrelevant unless asked otherwise', () => {
    const quality = measureSearch([judged({ a: 2, b: 1 })], () => ['unknown', 'a', 'b'])
    const ideal = 2 / Math.log2(2) + 1 / Math.log2(3)
    expect(quality.ndcg10).toBeCloseTo((2 / Math.log2(3) + 1 / Math.log2(4)) / ideal, 12)
    expect(quality.ndcg10JudgedOnly).toBe(1)
  })

  it('looks at ten ranks for the gain and at a hundred for recall', () => {
    const fillers = (count: number) => Array.from({ length: count }, (_, i) => `x${String(i)}`)
    const queries = [judged({ a: 1, b: 1 })]
    expect(measureSearch(queries, () => [...fillers(10), 'a', ...fillers(100), 'b'])).toMatchObject({
      ndcg10: 0,
      recall100: 0.5,
    })
  })
})
