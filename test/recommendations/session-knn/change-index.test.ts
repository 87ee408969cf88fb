import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addItem, addVisit, removeVisit } from '../../../src/recommendations/session-knn/change-index.ts'
import { hashModel } from '../../../src/recommendations/session-knn/hash-model.ts'
import {
  buildSessionIndex,
  type SessionIndex,
} from '../../../src/recommendations/session-knn/session-index.ts'
import { defaultSessionKnnParams } from '../../../src/recommendations/session-knn/session-knn-params.ts'
import { anyQuery, anyVisits, answers, toLog, type PlainVisit } from './random-visits.ts'

/** Enters a visit with products by external id; new ones get the next number. */
function enter(index: SessionIndex, { items, end, number }: PlainVisit): void {
  const clicks = items.map((id) => {
    const item = index.items.indexOf(id)
    return item < 0 ? addItem(index, id) : item
  })
  addVisit(index, { clicks, end, number })
}

interface History {
  readonly visits: readonly PlainVisit[]
  /** How many are there from the start. */
  readonly built: number
  /** The order in which the others come. */
  readonly order: readonly PlainVisit[]
  /** Leave, every other one before all have come. */
  readonly leaving: readonly PlainVisit[]
  /** Come back after that. */
  readonly returning: readonly PlainVisit[]
}

const anyHistory: fc.Arbitrary<History> = anyVisits.chain((visits) =>
  fc.record({
    visits: fc.constant(visits),
    built: fc.nat({ max: visits.length }),
    order: fc.shuffledSubarray(visits, { minLength: visits.length }),
    leaving: fc.subarray(visits),
    returning: fc.subarray(visits),
  }),
)

function play({ visits, built, order, leaving, returning }: History): {
  index: SessionIndex
  left: PlainVisit[]
} {
  const first = visits.slice(0, built)
  const index = buildSessionIndex(toLog(first))
  const present = new Set(first)
  const leave = (visit: PlainVisit) => {
    expect(removeVisit(index, visit.number)).toBe(present.delete(visit))
  }
  const later = order.filter((visit) => !present.has(visit))
  // Every other leaver goes before all have come: comings and goings are interleaved.
  leaving.filter((_, at) => at % 2 === 0).forEach(leave)
  for (const visit of later) {
    if (present.has(visit)) continue
    enter(index, visit)
    present.add(visit)
  }
  leaving.forEach(leave)
  for (const visit of returning) {
    if (present.has(visit)) continue
    enter(index, visit)
    present.add(visit)
  }
  return { index, left: [...present] }
}

describe('an index that visits enter and leave', () => {
  test('hashes as one built from the visits that are left, whatever came and went before', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { index, left } = play(history)
        expect(index.visits).toBe(left.length)
        expect(hashModel(index)).toBe(hashModel(buildSessionIndex(toLog(left))))
      }),
      { numRuns: 300 },
    )
  })

  test('answers as one built from the visits that are left, to the last bit', () => {
    fc.assert(
      fc.property(anyHistory, anyQuery, (history, query) => {
        const { index, left } = play(history)
        const rebuilt = buildSessionIndex(toLog(left))
        for (const params of [
          defaultSessionKnnParams,
          { ...defaultSessionKnnParams, k: 3, m: 2, rl: false, mix: 3, ln: 0, tau: 50 },
        ]) {
          expect(answers(index, params, query)).toEqual(answers(rebuilt, params, query))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('keeps no click of a visit that left', () => {
    const index = buildSessionIndex(toLog([{ number: 1, end: 1, items: ['a', 'b', 'c'] }]))
    expect(removeVisit(index, 1)).toBe(true)
    expect([...index.clicks]).toEqual([0, 0, 0])
    expect(removeVisit(index, 1)).toBe(false)
    expect(index.visits).toBe(0)
  })

  test('compacts itself under long comings and goings and stays the same model', () => {
    const ids = Array.from({ length: 40 }, (_, at) => `q${String(at)}`)
    const visit = (number: number): PlainVisit => ({
      number,
      end: Math.floor(number / 3),
      items: Array.from({ length: 12 }, (_, at) => ids[(number * (at + 1) + at * at) % ids.length] ?? ''),
    })
    const index = buildSessionIndex(toLog([]))
    let compactions = 0
    let wasted = 0
    for (let number = 1; number <= 4_000; number++) {
      enter(index, visit(number))
      if (number > 600) removeVisit(index, number - 600)
      if (index.postings.wasted < wasted) compactions++
      wasted = index.postings.wasted
    }
    expect(compactions).toBeGreaterThan(0)
    const left = Array.from({ length: 600 }, (_, at) => visit(3_401 + at))
    expect(hashModel(index)).toBe(hashModel(buildSessionIndex(toLog(left))))
  })

  test('an empty visit changes nothing', () => {
    const index = buildSessionIndex(toLog([{ number: 1, end: 1, items: ['a', 'b'] }]))
    const before = hashModel(index)
    addVisit(index, { clicks: [], end: 2, number: 2 })
    expect(hashModel(index)).toBe(before)
  })
})
