import { expect, test } from 'vitest'
import {
  isAssociated,
  liftOf,
  logLikelihoodRatio,
  shareOf,
  shrunkCosine,
} from '../../../src/recommendations/relations/pair-statistics.ts'

test('the log-likelihood ratio is that of the table in the paper it comes from', () => {
  // Dunning 1993, table 2: "the swiss", k = 110, 2442, 111, 29114 → 270.72.
  const counts = { ab: 110, a: 110 + 2_442, b: 110 + 111, total: 110 + 2_442 + 111 + 29_114 }
  expect(logLikelihoodRatio(counts)).toBeCloseTo(270.72, 1)
})

test('independent products have no association, and rivals are none either', () => {
  expect(logLikelihoodRatio({ ab: 10, a: 100, b: 100, total: 1_000 })).toBeCloseTo(0)
  expect(isAssociated({ ab: 10, a: 100, b: 100, total: 1_000 })).toBe(false)
  expect(isAssociated({ ab: 5, a: 500, b: 500, total: 1_000 })).toBe(false)
})

test('below five voters with both, or twenty with the source, nothing is said', () => {
  expect(isAssociated({ ab: 5, a: 20, b: 10, total: 10_000 })).toBe(true)
  expect(isAssociated({ ab: 4, a: 20, b: 10, total: 10_000 })).toBe(false)
  expect(isAssociated({ ab: 5, a: 19, b: 10, total: 10_000 })).toBe(false)
})

test('the lift compares those with the source to those without it, inside its interval', () => {
  const { lift, lo, hi } = liftOf({ ab: 38, a: 212, b: 338, total: 10_212 })
  expect(lift).toBeCloseTo(38 / 212 / (300 / 10_000), 6)
  expect(lo).toBeLessThan(lift)
  expect(hi).toBeGreaterThan(lift)
  expect(Math.log(hi) - Math.log(lift)).toBeCloseTo(Math.log(lift) - Math.log(lo), 9)
})

test('an empty cell counts as half a voter, so that a lift stays finite', () => {
  const { lift, lo, hi } = liftOf({ ab: 8, a: 20, b: 8, total: 100 })
  expect(lift).toBeCloseTo(8 / 20 / (0.5 / 80), 6)
  expect(Number.isFinite(lo) && Number.isFinite(hi)).toBe(true)
})

test('the interval of a share is Wilson’s', () => {
  // Newcombe 1998, table I: 15 of 148 → 0.0624 to 0.1605.
  const { lo, hi } = shareOf({ ab: 15, a: 148 })
  expect(lo).toBeCloseTo(0.0624, 4)
  expect(hi).toBeCloseTo(0.1605, 4)
})

test('a cosine of few voters is shrunk', () => {
  const few = shrunkCosine({ ab: 5, a: 25, b: 25, total: 1_000 })
  expect(few).toBeCloseTo((5 / 25) * (5 / 15), 9)
  expect(shrunkCosine({ ab: 50, a: 250, b: 250, total: 1_000 })).toBeGreaterThan(few)
})
