/** The promotion gate. */
import { expect, test } from 'vitest'
import { decideGate } from '../../../src/recommendations/evaluation/gate.ts'

const gain = (low: number) => ({ value: low + 0.01, low, high: low + 0.02 })
const over = (title: string, hr: number, mrr: number) => ({
  against: title,
  title,
  hr: gain(hr),
  mrr: gain(mrr),
})

test('passes only when every interval lies above zero, in both measures', () => {
  expect(decideGate([over('Popularity', 0.1, 0.1), over('Item-kNN', 0.001, 0.001)], 20)).toEqual({
    passed: true,
    reasons: [],
  })
  const refused = decideGate([over('Popularity', 0.1, 0.1), over('Item-kNN', 0.001, -0.001)], 20)
  expect(refused.passed).toBe(false)
  expect(refused.reasons).toEqual([
    'MRR@20 over Item-kNN: a gain of +0.90 with the interval −0.10 to +1.90, which does not lie above zero.',
  ])
})

test('an interval that touches zero does not pass, and nothing compared is nothing shown', () => {
  expect(decideGate([over('Popularity', 0, 0.1)], 20).passed).toBe(false)
  expect(decideGate([], 20).passed).toBe(false)
})
