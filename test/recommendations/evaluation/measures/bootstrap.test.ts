/** The bootstrap on data whose truth is known. */
import { expect, test } from 'vitest'
import { createChance } from '../../../../src/chance.ts'
import { bootstrap, quantile } from '../../../../src/recommendations/evaluation/measures/bootstrap.ts'

test('intervals hold the truth about as often as they say, also where cases of a visit go together', () => {
  const chance = createChance(7)
  const [rounds, visitCount, perVisit, truth] = [200, 150, 4, 0.4]
  let held = 0
  for (let round = 0; round < rounds; round++) {
    const values: number[] = []
    for (let visit = 0; visit < visitCount; visit++) {
      // All cases of a visit alike: counting cases as independent would make intervals half as wide.
      const hit = chance() < truth ? 1 : 0
      for (let at = 0; at < perVisit; at++) values.push(hit)
    }
    const { low, high } = bootstrap({
      columns: [Float64Array.from(values)],
      visits: Uint32Array.from(values, (_, at) => Math.floor(at / perVisit)),
      visitCount,
      seed: round,
      draws: 300,
    }).mean(0)
    if (low <= truth && truth <= high) held += 1
  }
  // 95 % of 200 is 190, with a standard deviation of 3; the percentile interval is a little narrow.
  expect(held).toBeGreaterThan(178)
  expect(held).toBeLessThan(200)
})

test('pairing sees a small gain that the intervals of the two methods hide', () => {
  const chance = createChance(3)
  const before = Float64Array.from({ length: 400 }, () => (chance() < 0.5 ? 1 : 0))
  // Every twentieth miss becomes a hit, none the other way.
  const after = before.map((hit, at) => (at % 20 === 0 ? 1 : hit))
  const visits = Uint32Array.from(before, (_, at) => at)
  const resampled = bootstrap({ columns: [after, before], visits, visitCount: 400, seed: 1 })
  const gain = resampled.difference(0, 1)
  expect(gain.low).toBeGreaterThan(0)
  expect(gain.value).toBeCloseTo(resampled.mean(0).value - resampled.mean(1).value, 12)
  expect(resampled.mean(1).high).toBeGreaterThan(resampled.mean(0).low)
})

test('equal methods have a gain of exactly nothing, and the same seed the same interval', () => {
  const column = Float64Array.from([1, 0, 1, 1, 0])
  const input = { columns: [column, column], visits: Uint32Array.from([0, 1, 2, 2, 3]), visitCount: 4 }
  expect(bootstrap({ ...input, seed: 1 }).difference(0, 1)).toEqual({ value: 0, low: 0, high: 0 })
  expect(bootstrap({ ...input, seed: 5 }).mean(0)).toEqual(bootstrap({ ...input, seed: 5 }).mean(0))
})

test('quantiles lie between the nearest numbers', () => {
  expect(quantile([0, 10, 20], 0.5)).toBe(10)
  expect(quantile([0, 10], 0.25)).toBe(2.5)
  expect(quantile([], 0.5)).toBe(0)
})
