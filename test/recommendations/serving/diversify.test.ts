import { expect, test } from 'vitest'
import { diversify } from '../../../src/recommendations/serving/diversify.ts'

const ranked = (...scores: number[]) => scores.map((score, product) => ({ product, score, rule: null }))
/** Products of one family have cosine 1: 0 and 1, 2 and 3, … */
const families = (a: number, b: number) => (a >> 1 === b >> 1 ? 1 : 0)
const numbers = (items: readonly { readonly product: number }[]) => items.map(({ product }) => product)

test('without diversity the order is by relevance alone', () => {
  const slate = diversify(ranked(4, 3, 2, 1), {
    n: 3,
    diversity: 0,
    isPinned: () => false,
    similarity: families,
  })
  expect(numbers(slate)).toEqual([0, 1, 2])
})

test('with diversity two of a family wait until every family has been shown', () => {
  const slate = diversify(ranked(1, 0.95, 0.9, 0.85, 0.8, 0.75), {
    n: 6,
    diversity: 0.5,
    isPinned: () => false,
    similarity: families,
  })
  expect(numbers(slate)).toEqual([0, 2, 4, 1, 3, 5])
})

test('the slate is never shorter for being diverse, and holds nothing twice', () => {
  for (const diversity of [0.01, 0.5, 1]) {
    const slate = diversify(ranked(...Array.from({ length: 40 }, (_, at) => 40 - at)), {
      n: 12,
      diversity,
      isPinned: () => false,
      similarity: () => 1,
    })
    expect(new Set(numbers(slate)).size).toBe(12)
  }
})

test('a pin keeps its place, and what is like it comes late', () => {
  const items = ranked(1, 0.9, 0.8, 0.7, 0.6, 0.5)
  const slate = diversify(
    items.map((item) => (item.product === 1 ? { ...item, rule: 'rule_pin' } : item)),
    { n: 3, diversity: 0.6, isPinned: ({ rule }) => rule === 'rule_pin', similarity: families },
  )
  expect(slate[1]).toMatchObject({ product: 1, rule: 'rule_pin' })
  expect(numbers(slate)).not.toContain(0)
})
