/** A log and cases written out by hand. */
import { casesOfVisits, type CaseSet } from '../../../src/recommendations/evaluation/case-set.ts'
import type { VisitLog } from '../../../src/recommendations/session-knn/visit-log.ts'

/** @param visits item numbers, oldest visit first */
export function logOf(visits: readonly (readonly number[])[]): VisitLog {
  const items = Math.max(-1, ...visits.flat()) + 1
  return {
    items: Array.from({ length: items }, (_, item) => `i${item}`),
    ...arraysOf(visits),
    ends: Float64Array.from(visits, (_, visit) => visit),
    numbers: Float64Array.from(visits, (_, visit) => visit),
  }
}

export function casesOf(visits: readonly (readonly number[])[]): CaseSet {
  return casesOfVisits(arraysOf(visits))
}

function arraysOf(visits: readonly (readonly number[])[]) {
  const offsets = Uint32Array.from({ length: visits.length + 1 }, (_, visit) =>
    visits.slice(0, visit).reduce((sum, { length }) => sum + length, 0),
  )
  return { offsets, clicks: Uint32Array.from(visits.flat()) }
}
