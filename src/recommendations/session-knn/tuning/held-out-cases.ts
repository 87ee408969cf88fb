/** The tail of a log as questions: after these views, which product was next? Only training data is ever asked about. */
import { below } from '../../../chance.ts'
import type { VisitLog } from '../visit-log.ts'

export interface NextItemCase {
  /** Viewed so far, oldest first. */
  readonly query: Uint32Array
  /** What was viewed next. */
  readonly target: number
  /** Which visit it is from: cases of one visit are not independent. */
  readonly visit: number
}

/** The first `visits` visits. */
export function headOf(log: VisitLog, visits: number): VisitLog {
  return {
    items: log.items,
    offsets: log.offsets.subarray(0, visits + 1),
    clicks: log.clicks.subarray(0, log.offsets[visits] ?? 0),
    ends: log.ends.subarray(0, visits),
    numbers: log.numbers.subarray(0, visits),
  }
}

/** One case per view but the first of each visit in [from, to), as in the protocol of SR-GNN (Wu et al. 2019). */
export function casesOf({ offsets, clicks }: VisitLog, from: number, to: number): NextItemCase[] {
  const cases: NextItemCase[] = []
  for (let visit = from; visit < to; visit++) {
    const start = offsets[visit] ?? 0
    const end = offsets[visit + 1] ?? 0
    for (let at = start + 1; at < end; at++) {
      cases.push({ query: clicks.subarray(start, at), target: clicks[at] ?? 0, visit })
    }
  }
  return cases
}

/** At most `limit` cases, evenly likely, in the order they came. */
export function sampleCases(
  cases: readonly NextItemCase[],
  limit: number,
  chance: () => number,
): readonly NextItemCase[] {
  if (cases.length <= limit) return cases
  const places = Uint32Array.from(cases, (_, place) => place)
  for (let at = 0; at < limit; at++) {
    const other = at + below(chance, places.length - at)
    const held = places[at] ?? 0
    places[at] = places[other] ?? 0
    places[other] = held
  }
  return [...places.subarray(0, limit).sort()].flatMap((place) => cases[place] ?? [])
}
