/** When a gain on held-out cases counts. */
import { expect, test } from 'vitest'
import {
  gainInErrors,
  isClearGain,
  type CaseScores,
} from '../../../../src/recommendations/session-knn/tuning/measure-cases.ts'

const cases = Array.from({ length: 400 }, (_, at) => ({
  query: Uint32Array.of(0),
  target: 1,
  visit: Math.floor(at / 2),
}))
/** Places of the target by case, 0: missed. */
function scores(placeOf: (at: number) => number): CaseScores {
  const places = cases.map((_, at) => placeOf(at))
  const hits = Float64Array.from(places, (place) => (place > 0 ? 1 : 0))
  const reciprocals = Float64Array.from(places, (place) => (place > 0 ? 1 / place : 0))
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  return { hits, reciprocals, hitRate: mean(hits), mrr: mean(reciprocals) }
}
const before = scores((at) => (at % 3 === 0 ? 4 : 0))

test('better places are a clear gain, also when one question is lost on the way', () => {
  expect(
    isClearGain(
      before,
      scores((at) => (at % 3 === 0 ? (at % 2 === 0 ? 1 : 4) : 0)),
      cases,
    ),
  ).toBe(true)
  const oneLost = scores((at) =>
    at === 0 ? 0 : at % 3 === 0 ? (at % 2 === 0 ? 1 : 4) : at === 1 || at === 4 ? 20 : 0,
  )
  expect(isClearGain(before, oneLost, cases)).toBe(true)
})

test('hits given away for better places are no clear gain', () => {
  expect(
    isClearGain(
      before,
      scores((at) => (at % 3 === 0 && at % 4 !== 0 ? 1 : 0)),
      cases,
    ),
  ).toBe(false)
})

test('nothing gained is no gain, and a single visit proves nothing', () => {
  expect(isClearGain(before, before, cases)).toBe(false)
  expect(gainInErrors(before, before, cases)).toBe(0)
  const one = scores((at) => (at === 0 ? 1 : at % 3 === 0 ? 4 : 0))
  expect(isClearGain(before, one, cases)).toBe(false)
  expect(gainInErrors(before, one, cases)).toBeCloseTo(1, 1)
})
