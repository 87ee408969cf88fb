import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildSessionIndex } from '../../../src/recommendations/session-knn/session-index.ts'
import { defaultSessionKnnParams } from '../../../src/recommendations/session-knn/session-knn-params.ts'
import { anyQuery, anyVisits, answers, itemIds, toLog } from './random-visits.ts'

const anySettings = fc
  .record({
    k: fc.constantFrom(1, 5, 100),
    m: fc.constantFrom(1, 3, 2_000),
    back: fc.constantFrom(0, 0.5, 1),
    idf: fc.constantFrom(0, 1),
    mix: fc.constantFrom(0, 0.1, 10),
    inh: fc.constantFrom(0.1, 8),
    rl: fc.boolean(),
  })
  .map((settings) => ({ ...defaultSessionKnnParams, ...settings }))

describe('a session model', () => {
  test('names each product once, with positive scores that do not rise, under any settings', () => {
    fc.assert(
      fc.property(anyVisits, anyQuery, anySettings, (visits, query, params) => {
        const found = answers(buildSessionIndex(toLog(visits)), params, query)
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
        found.forEach(({ score }, at) => {
          expect(score).toBeGreaterThan(0)
          expect(score).toBeLessThanOrEqual(found[at - 1]?.score ?? Infinity)
        })
        if (!params.rl) expect(found.map(({ id }) => id)).not.toContain(query.at(-1))
      }),
      { numRuns: 300 },
    )
  })

  test('answers the same however its products are numbered', () => {
    fc.assert(
      fc.property(
        anyVisits,
        anyQuery,
        anySettings,
        fc.shuffledSubarray([...itemIds], { minLength: itemIds.length }),
        (visits, query, params, ids) => {
          const one = answers(buildSessionIndex(toLog(visits)), params, query)
          expect(answers(buildSessionIndex(toLog(visits, ids)), params, query)).toEqual(one)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('gives the first of its candidates when fewer are asked for', () => {
    fc.assert(
      fc.property(anyVisits, anyQuery, fc.integer({ min: 1, max: 9 }), (visits, query, limit) => {
        const index = buildSessionIndex(toLog(visits))
        const all = answers(index, defaultSessionKnnParams, query)
        expect(answers(index, defaultSessionKnnParams, query, limit)).toEqual(all.slice(0, limit))
      }),
    )
  })

  test('knows nothing of products that nobody viewed', () => {
    const index = buildSessionIndex(toLog([{ number: 1, end: 1, items: ['a', 'b'] }]))
    expect(answers(index, defaultSessionKnnParams, ['z'])).toEqual([])
    expect(answers(buildSessionIndex(toLog([])), defaultSessionKnnParams, ['a'])).toEqual([])
  })

  test('prefers what followed the last product, lately', () => {
    const visits = [
      { number: 1, end: 0, items: ['a', 'old'] },
      { number: 2, end: 1_000, items: ['a', 'new'] },
      { number: 3, end: 1_001, items: ['x', 'y'] },
    ]
    const [first] = answers(buildSessionIndex(toLog(visits)), { ...defaultSessionKnnParams, rl: false }, [
      'a',
    ])
    expect(first?.id).toBe('new')
  })
})
