import { expect, test } from 'vitest'
import { blend } from '../../../src/recommendations/serving/blend.ts'

test('each source is scaled by its own best and weighed; the best of the blend has 1', () => {
  const items = blend(
    [
      { source: 'session-knn', products: [1, 2], scores: [50, 25] },
      { source: 'content', products: [2, 3], scores: [0.9, 0.3], anchors: ['k1', 'k1'] },
    ],
    (source) => (source === 'session-knn' ? 1 : 0.8),
  )
  expect(items.map(({ product, source, anchor }) => [product, source, anchor])).toEqual([
    [2, 'content', 'k1'],
    [1, 'session-knn', undefined],
    [3, 'content', 'k1'],
  ])
  expect(items[0]?.relevance).toBe(1)
  expect(items[1]?.relevance).toBeCloseTo(1 / 1.3)
  expect(items[2]?.relevance).toBeCloseTo(0.8 / 3 / 1.3)
})

test('a weight may be another for each product: of two alike, the one that visitors know comes by behaviour', () => {
  const items = blend(
    [
      { source: 'viewed-after', products: [1, 2], scores: [1, 1] },
      { source: 'content', products: [1, 2, 3], scores: [1, 1, 1] },
    ],
    (source, product) => {
      const share = product === 1 ? 0.9 : 0
      return source === 'content' ? 1 - share : 2 * share
    },
  )
  expect(items.map(({ product, source }) => [product, source])).toEqual([
    [1, 'viewed-after'],
    [2, 'content'],
    [3, 'content'],
  ])
})

test('a source without weight says nothing, and equals come in the order of the catalogue', () => {
  const items = blend(
    [
      { source: 'popular', products: [9, 4], scores: [1, 1] },
      { source: 'latest', products: [1], scores: [1] },
    ],
    (source) => (source === 'popular' ? 1 : 0),
  )
  expect(items.map(({ product }) => product)).toEqual([4, 9])
})
