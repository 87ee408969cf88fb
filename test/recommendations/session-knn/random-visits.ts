/** Random histories of visits, as plain objects and as the log that an index is built from. */
import fc from 'fast-check'
import {
  documentFrequency,
  type SessionIndex,
} from '../../../src/recommendations/session-knn/session-index.ts'
import type { SessionKnnParams } from '../../../src/recommendations/session-knn/session-knn-params.ts'
import { createSessionModel } from '../../../src/recommendations/session-knn/create-session-model.ts'
import type { VisitLog } from '../../../src/recommendations/session-knn/visit-log.ts'

export interface PlainVisit {
  readonly number: number
  readonly end: number
  /** External ids, oldest first. */
  readonly items: readonly string[]
}

export const itemIds = Array.from({ length: 9 }, (_, at) => `p${String(at)}`)

/** Few products and few ends, so that repeats and ties are the rule. */
const anyViews = fc.array(fc.constantFrom(...itemIds), { minLength: 1, maxLength: 16 })
const anyEnd = fc.integer({ min: 0, max: 6 }).map((hour) => 1_700_000_000 + hour * 3_600)

export const anyVisits = fc
  .array(fc.record({ end: anyEnd, items: anyViews }), { maxLength: 30 })
  .map((visits): PlainVisit[] => visits.map((visit, at) => ({ ...visit, number: at + 1 })))

export const anyQuery = fc.array(fc.constantFrom(...itemIds), { minLength: 1, maxLength: 6 })

/** By (end, number); products are numbered in the order of their first view unless `ids` are given. */
export function toLog(visits: readonly PlainVisit[], ids: readonly string[] = []): VisitLog {
  const ordered = [...visits].sort((a, b) => a.end - b.end || a.number - b.number)
  const numbers = new Map(ids.map((id, at) => [id, at]))
  const offsets = [0]
  const clicks: number[] = []
  for (const { items } of ordered) {
    for (const id of items) {
      const number = numbers.get(id) ?? numbers.size
      numbers.set(id, number)
      clicks.push(number)
    }
    offsets.push(clicks.length)
  }
  return {
    items: [...numbers.keys()],
    offsets: Uint32Array.from(offsets),
    clicks: Uint32Array.from(clicks),
    ends: Float64Array.from(ordered, ({ end }) => end),
    numbers: Float64Array.from(ordered, ({ number }) => number),
  }
}

/** What a new model of the index answers, by external ids. Products that no visit holds are left out of the query. */
export function answers(
  index: SessionIndex,
  params: SessionKnnParams,
  query: readonly string[],
  limit = 20,
): { id: string; score: number }[] {
  const known = query
    .map((id) => index.items.indexOf(id))
    .filter((item) => documentFrequency(index, item) > 0)
  const { items, scores } = createSessionModel(index, params).score(known, limit)
  return Array.from(items, (item, at) => ({ id: index.items[item] ?? '', score: scores[at] ?? 0 }))
}
