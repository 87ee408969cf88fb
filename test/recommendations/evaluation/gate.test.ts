/** The promotion gate. */
import { expect, test } from 'vitest'
import { decideGate, findDefeats } from '../../../src/recommendations/evaluation/gate.ts'

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

test('what is served is taken away only when a baseline is shown to be better, not when it cannot be told', () => {
  const loss = { value: -0.02, low: -0.03, high: -0.01 }
  const unsure = { value: -0.01, low: -0.03, high: 0.01 }
  const tied = { value: 0, low: 0, high: 0 }
  const over = (hr: typeof loss, mrr: typeof loss) => [
    { against: 'popularity', title: 'Popularity', hr, mrr },
  ]
  expect(findDefeats(over(unsure, tied), 20)).toEqual([])
  expect(findDefeats(over(unsure, loss), 20)).toEqual([
    'What was served is worse than Popularity in MRR@20: −2.00 with the interval −3.00 to −1.00.',
  ])
  expect(findDefeats([], 20)).toEqual([])
})
