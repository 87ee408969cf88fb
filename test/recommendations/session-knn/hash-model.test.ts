import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashModel } from '../../../src/recommendations/session-knn/hash-model.ts'
import { buildSessionIndex } from '../../../src/recommendations/session-knn/session-index.ts'
import { anyVisits, itemIds, toLog, type PlainVisit } from './random-visits.ts'

const hashOf = (visits: readonly PlainVisit[], ids: readonly string[] = []) =>
  hashModel(buildSessionIndex(toLog(visits, ids)))

describe('the hash of a model', () => {
  test('does not depend on how products are numbered, nor on products that no visit holds', () => {
    fc.assert(
      fc.property(
        anyVisits,
        fc.shuffledSubarray([...itemIds, 'never viewed'], { minLength: itemIds.length + 1 }),
        (visits, ids) => {
          expect(hashOf(visits, ids)).toBe(hashOf(visits))
        },
      ),
    )
  })

  test('does not depend on the numbers of visits, only on the order they give', () => {
    fc.assert(
      fc.property(anyVisits, fc.integer({ min: 1, max: 1_000 }), (visits, shift) => {
        expect(hashOf(visits.map((visit) => ({ ...visit, number: visit.number * 2 + shift })))).toBe(
          hashOf(visits),
        )
      }),
    )
  })

  test('changes with any view, its place, and the end of any visit', () => {
    fc.assert(
      fc.property(anyVisits, fc.nat(), fc.nat(), (visits, visitAt, viewAt) => {
        fc.pre(visits.length > 0)
        const place = visitAt % visits.length
        const change = (edit: (visit: PlainVisit) => PlainVisit) =>
          visits.map((visit, at) => (at === place ? edit(visit) : visit))
        const other = change((visit) => ({
          ...visit,
          items: visit.items.map((id, at) => (at === viewAt % visit.items.length ? `${id}'` : id)),
        }))
        const longer = change((visit) => ({ ...visit, items: [...visit.items, 'p0'] }))
        const later = change((visit) => ({ ...visit, end: visit.end + 0.5 }))
        const without = visits.filter((_, at) => at !== place)
        for (const changed of [other, longer, later, without])
          expect(hashOf(changed)).not.toBe(hashOf(visits))
      }),
    )
  })
})
