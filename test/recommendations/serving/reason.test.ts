import { expect, test } from 'vitest'
import { reasonFor } from '../../../src/recommendations/reason.ts'
import { fakeImage } from './fake-image.ts'
import { fakeMirror } from './fake-mirror.ts'

const mirror = fakeMirror([
  { id: 'a', brand: 'Tula', category: 'home > tea' },
  { id: 'b', brand: 'Tula', category: 'home > glass' },
  { id: 'c' },
  { id: 'd' },
])
const image = fakeImage({
  items: ['a', 'b', 'c', 'd'],
  visitors: { a: 212, b: 90, c: 40, d: 4 },
  lists: {
    'viewed-after': {
      a: [
        ['b', 1, 38],
        ['c', 0.5, 4],
        ['d', 0.4, 4],
      ],
      b: [['c', 1, 9]],
    },
    complement: { a: [['b', 1, 12]] },
  },
})
const context = { mirror, image, viewed: ['a'], cart: ['a'] }

test('a reason has the counts of its pair, with lift and interval', () => {
  const reason = reasonFor(context, { product: 1, source: 'session-knn', anchor: undefined })
  expect(reason).toMatchObject({ code: 'viewed-after', item: 'a', k: 38, n: 212 })
  const [lo = NaN, hi = NaN] = reason.ci ?? []
  expect(lo).toBeLessThan(reason.lift ?? NaN)
  expect(hi).toBeGreaterThan(reason.lift ?? NaN)
  expect(reasonFor(context, { product: 1, source: 'complements', anchor: 'a' })).toMatchObject({
    code: 'bought-together',
    k: 12,
  })
})

test('no number of fewer than five visitors is told', () => {
  for (const product of [2, 3]) {
    const reason = reasonFor(context, { product, source: 'viewed-after', anchor: 'a' })
    expect(reason).toEqual({ code: 'fits-visit', item: 'a' })
  }
})

test('of several products viewed, the first with evidence explains', () => {
  const reason = reasonFor(
    { ...context, viewed: ['a', 'b'] },
    { product: 2, source: 'session-knn', anchor: undefined },
  )
  expect(reason).toMatchObject({ code: 'viewed-after', item: 'b', k: 9, n: 90 })
})

test('a ranking tells how many stand behind it, and nothing of few', () => {
  const ranked = (product: number, source: 'popular' | 'trending' | 'bestsellers') =>
    reasonFor(context, { product, source, anchor: undefined })
  expect(ranked(0, 'popular')).toEqual({ code: 'popular', n: 212, days: 28 })
  expect(ranked(1, 'trending')).toEqual({ code: 'trending', n: 90, days: 1 })
  expect(ranked(2, 'bestsellers')).toEqual({ code: 'bestseller', n: 40, days: 30 })
  expect(ranked(3, 'popular')).toEqual({ code: 'popular' })
})

test('without evidence the reason is what both products state', () => {
  expect(reasonFor({ ...context, image: undefined }, { product: 1, source: 'content', anchor: 'a' })).toEqual(
    {
      code: 'shares-category',
      item: 'a',
      category: 'home',
      brand: 'Tula',
    },
  )
})
