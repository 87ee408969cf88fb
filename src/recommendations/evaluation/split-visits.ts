/** A shop's visits, split by time: the older ones to learn from, the newest to be measured on. */
import type { VisitLog } from '../session-knn/visit-log.ts'
import { casesOfVisits, type CaseSet } from './case-set.ts'

export interface SplitVisits {
  readonly log: VisitLog
  readonly cases: CaseSet
  /** End of the oldest visit of the test, seconds since 1970. */
  readonly splitAt: number
}

/** Share of the visits that are the test, and how many cases are enough: more only narrow intervals that are narrow. */
const testShare = 0.1
const casesMax = 60_000

/** @param visits in any order; ordered by (end, number) here */
export function splitVisits(visits: VisitLog): SplitVisits {
  const sorted = sortVisits(visits)
  const count = sorted.offsets.length - 1
  let from = Math.floor(count * (1 - testShare))
  // Each visit has one case less than views.
  const casesFrom = (visit: number) =>
    (sorted.offsets[count] ?? 0) - (sorted.offsets[visit] ?? 0) - (count - visit)
  while (from < count - 1 && casesFrom(from) > casesMax) from += 1
  const start = sorted.offsets[from] ?? 0
  let items = 0
  for (let at = 0; at < start; at++) items = Math.max(items, (sorted.clicks[at] ?? 0) + 1)
  return {
    log: {
      items: sorted.items.slice(0, items),
      offsets: sorted.offsets.slice(0, from + 1),
      clicks: sorted.clicks.slice(0, start),
      ends: sorted.ends.slice(0, from),
      numbers: sorted.numbers.slice(0, from),
    },
    cases: casesOfVisits({ offsets: sorted.offsets.subarray(from), clicks: sorted.clicks }),
    splitAt: sorted.ends[from] ?? 0,
  }
}

/** By (end, number), with items numbered in the order of their first view: what only the test holds comes last. */
function sortVisits({ items, offsets, clicks, ends, numbers }: VisitLog): VisitLog {
  const count = offsets.length - 1
  const order = Uint32Array.from({ length: count }, (_, visit) => visit)
  order.sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0) || (numbers[a] ?? 0) - (numbers[b] ?? 0))
  const sortedOffsets = new Uint32Array(count + 1)
  const sortedClicks = new Uint32Array(clicks.length)
  const renumbered = new Int32Array(items.length).fill(-1)
  const ids: string[] = []
  let used = 0
  order.forEach((visit, place) => {
    for (let at = offsets[visit] ?? 0; at < (offsets[visit + 1] ?? 0); at++) {
      const item = clicks[at] ?? 0
      if (renumbered[item] === -1) renumbered[item] = ids.push(items[item] ?? '') - 1
      sortedClicks[used++] = renumbered[item] ?? 0
    }
    sortedOffsets[place + 1] = used
  })
  return {
    items: ids,
    offsets: sortedOffsets,
    clicks: sortedClicks,
    ends: Float64Array.from(order, (visit) => ends[visit] ?? 0),
    numbers: Float64Array.from(order, (visit) => numbers[visit] ?? 0),
  }
}
