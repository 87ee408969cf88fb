/** What counts as a miss, and what a model gets to see. */
import { expect, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { joinOutcomes } from '../../../src/recommendations/evaluation/measures/outcome.ts'
import { scoreCases } from '../../../src/recommendations/evaluation/score-cases.ts'
import { splitVisits } from '../../../src/recommendations/evaluation/split-visits.ts'
import { isRepeat } from '../../../src/recommendations/evaluation/case-set.ts'
import { casesOf, logOf } from './tiny-log.ts'

const options = { cut: 2, items: 3, clock: systemClock }

test('items training never saw are kept from the model, and are misses as targets', () => {
  const queries: number[][] = []
  const model = {
    score: (query: ArrayLike<number>) => {
      queries.push(Array.from(query))
      return { items: Uint32Array.from([2, 1, 0]), scores: Float32Array.from([3, 2, 1]) }
    },
  }
  // 7 was never seen: the first case asks for it, the second gives it beside 0, the last leaves nothing to go by.
  const cases = casesOf([
    [0, 7, 1],
    [7, 2],
  ])
  const { ranks, shown } = scoreCases(model, cases, { ...options, from: 0, to: 3 })
  expect([...ranks]).toEqual([0, 2, 1])
  expect(queries).toEqual([[0], [0], []])
  expect([...shown]).toEqual([0, 3, 3])
})

test('slices of cases, joined, are the whole', () => {
  const model = { score: () => ({ items: Uint32Array.from([1]), scores: Float32Array.from([1]) }) }
  const cases = casesOf([
    [0, 1, 2],
    [2, 1],
  ])
  const whole = scoreCases(model, cases, { ...options, from: 0, to: 3 })
  const parts = [
    scoreCases(model, cases, { ...options, from: 0, to: 1 }),
    scoreCases(model, cases, { ...options, from: 1, to: 3 }),
  ]
  expect(joinOutcomes(parts).ranks).toEqual(whole.ranks)
  expect(joinOutcomes(parts).shown).toEqual(whole.shown)
})

test('a repeat is a case whose next item the visit had viewed', () => {
  const cases = casesOf([[0, 1, 0]])
  expect([isRepeat(cases, 0), isRepeat(cases, 1)]).toEqual([false, true])
})

test('a shop is split by time whatever the order of its log, and training never sees the test', () => {
  const log = logOf(Array.from({ length: 20 }, (_, visit) => [visit, visit + 1]))
  // The log's oldest number ended last.
  const late = { ...log, ends: log.ends.map((end) => 100 - end) }
  const { log: train, cases, splitAt } = splitVisits(late)
  expect(train.offsets).toHaveLength(19)
  expect(cases.visitCount).toBe(2)
  expect(Math.max(...train.ends)).toBeLessThan(splitAt)
  expect(train.items).not.toContain('i0')
})

test('what the visit viewed is passed over where only novel items count', () => {
  const model = {
    score: (_: ArrayLike<number>, limit: number) => {
      const items = Uint32Array.from([0, 1, 2, 3]).slice(0, limit)
      return { items, scores: Float32Array.from(items, () => 1) }
    },
  }
  const { ranks, novelRanks, shown } = scoreCases(model, casesOf([[0, 1, 3]]), {
    ...options,
    items: 4,
    from: 0,
    to: 2,
  })
  // After 0: 1 is second of all, first of the others. After 0 and 1: 3 is beyond two, second of the others.
  expect([...ranks]).toEqual([2, 0])
  expect([...novelRanks]).toEqual([1, 2])
  expect([...shown]).toEqual([2, 2, 0, 0])
})
