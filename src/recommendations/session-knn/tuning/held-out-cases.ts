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

export interface Tail {
  /** Visits before the tail. */
  readonly headVisits: number
  /** Every case of the tail. */
  readonly cases: readonly NextItemCase[]
}

const tailShare = 0.08
/** A small log gives more of itself away, so that there are enough cases to tell settings apart. */
const tailShareMax = 0.25
const casesWanted = 1_500

/** The newest visits of a log as questions; undefined when they ask nothing, each being of one product. */
export function tailOf(log: VisitLog): Tail | undefined {
  const visits = log.offsets.length - 1
  let headVisits = Math.floor(visits * (1 - tailShare))
  const earliest = Math.floor(visits * (1 - tailShareMax))
  while (headVisits > earliest && countCases(log, headVisits) < casesWanted) headVisits--
  const cases = casesOf(log, headVisits, visits)
  return cases.length === 0 || headVisits === 0 ? undefined : { headVisits, cases }
}

function countCases({ offsets }: VisitLog, from: number): number {
  const visits = offsets.length - 1
  // Each visit loses its first view; visits without a view do not occur.
  return (offsets[visits] ?? 0) - (offsets[from] ?? 0) - (visits - from)
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
