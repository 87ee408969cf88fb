/** What fills an answer up, and what it must leave alone. */
import { expect, test } from 'vitest'
import { fillAnswers } from '../../../src/recommendations/evaluation/fill-answers.ts'
import { buildSessionIndex } from '../../../src/recommendations/session-knn/session-index.ts'
import { logOf } from './tiny-log.ts'

// 1 follows 0, 2 follows 1, and 3 is what most visits look at.
const index = buildSessionIndex(logOf([[0, 1], [1, 2], [3], [3], [3, 4], [4]]))
const model = (items: readonly number[]) => ({
  score: (_: ArrayLike<number>, limit: number) => ({
    items: Uint32Array.from(items.slice(0, limit)),
    scores: Float32Array.from(items.slice(0, limit), (_item, at) => 1 / (at + 1)),
  }),
})
const filled = (items: readonly number[], query: readonly number[], limit: number, keepsLast = true) =>
  fillAnswers(model(items), index, { keepsLast }).score(query, limit)

test('what the model says stays first; then rules over two steps; then what is viewed most', () => {
  const { items, scores } = filled([1], [0], 5)
  expect([...items]).toEqual([1, 2, 3, 4, 0])
  expect([...scores]).toEqual([...scores].sort((a, b) => b - a))
  expect(scores.at(-1)).toBeGreaterThan(0)
})

test('a full answer is the answer of the model', () => {
  expect([...filled([4, 2, 0], [0], 3).items]).toEqual([4, 2, 0])
})

test('nothing to go by gives what is viewed most of late, and no product twice', () => {
  const { items } = filled([], [], 20)
  expect(items[0]).toBe(3)
  expect(new Set(items).size).toBe(items.length)
  expect(items).toHaveLength(5)
})

test('the product viewed last stays out where the model keeps it out', () => {
  expect([...filled([1], [0], 5, false).items]).not.toContain(0)
})
