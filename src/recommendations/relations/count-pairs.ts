/**
 * How many voters have each pair of products, counted without a table of pairs: destinations are laid out by source in
 * one array and added up in a dense row per source. Ten million clicks take some 80 MB beside the log.
 */
import { groupByVoter, type UnitLog, type UnitsByVoter } from './unit-log.ts'

/** Which pairs of one unit count. */
export interface PairRule {
  /** `after`: the destination comes later; `together`: either order, and both directions are counted. */
  readonly order: 'after' | 'together'
  /** Steps between the two at most; Infinity for the whole unit. */
  readonly reach: number
  /** Units of more products say nothing about any two of them, and cost the square of their length: left out. */
  readonly unitMax: number
  /** Pairs for which this is false are not counted. */
  keeps(source: number, destination: number): boolean
}

/** Destinations per source, by number: source s has `destinations[offsets[s]] …`, `counts` beside them. */
export interface PairTable {
  readonly offsets: Uint32Array
  readonly destinations: Uint32Array
  readonly counts: Uint32Array
}

/** @param atLeast pairs with fewer voters are left out */
export function countPairs(
  log: UnitLog,
  rule: PairRule,
  atLeast: number,
  byVoter: UnitsByVoter = groupByVoter(log),
): PairTable {
  const starts = new Float64Array(log.itemCount + 1)
  walkPairs(log, byVoter, rule, (source) => {
    starts[source + 1] = (starts[source + 1] ?? 0) + 1
  })
  for (let source = 0; source < log.itemCount; source += 1)
    starts[source + 1] = (starts[source + 1] ?? 0) + (starts[source] ?? 0)
  const next = starts.slice()
  const laidOut = new Uint32Array(starts[log.itemCount] ?? 0)
  walkPairs(log, byVoter, rule, (source, destination) => {
    const place = next[source] ?? 0
    laidOut[place] = destination
    next[source] = place + 1
  })
  return addUp(log.itemCount, starts, laidOut, atLeast)
}

/** Calls `found` once per voter and ordered pair. */
function walkPairs(
  log: UnitLog,
  { starts, units }: UnitsByVoter,
  rule: PairRule,
  found: (source: number, destination: number) => void,
): void {
  let scratch = new Float64Array(4_096)
  for (let voter = 0; voter < log.voterCount; voter += 1) {
    let length = 0
    const end = starts[voter + 1] ?? 0
    for (let place = starts[voter] ?? 0; place < end; place += 1) {
      const unit = units[place] ?? 0
      const first = log.offsets[unit] ?? 0
      const last = log.offsets[unit + 1] ?? 0
      if (last - first > rule.unitMax) continue
      for (let at = first; at < last; at += 1) {
        const item = log.items[at] ?? 0
        const reach = Math.min(last - 1, at + rule.reach)
        while (length + 2 * (reach - at) > scratch.length) scratch = grown(scratch)
        for (let later = at + 1; later <= reach; later += 1) {
          const other = log.items[later] ?? 0
          if (other === item || !rule.keeps(item, other)) continue
          scratch[length] = item * log.itemCount + other
          length += 1
          if (rule.order === 'after') continue
          scratch[length] = other * log.itemCount + item
          length += 1
        }
      }
    }
    reportDistinct(scratch.subarray(0, length), log.itemCount, found)
  }
}

function grown(scratch: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(scratch.length * 2)
  larger.set(scratch)
  return larger
}

function reportDistinct(
  keys: Float64Array,
  itemCount: number,
  found: (source: number, destination: number) => void,
): void {
  if (keys.length > 1) keys.sort()
  let before = -1
  for (const key of keys) {
    if (key === before) continue
    before = key
    const source = Math.floor(key / itemCount)
    found(source, key - source * itemCount)
  }
}

/** Adds up equal destinations of each source in a dense row, which is left empty for the next one. */
function addUp(itemCount: number, starts: Float64Array, laidOut: Uint32Array, atLeast: number): PairTable {
  const offsets = new Uint32Array(itemCount + 1)
  const row = new Uint32Array(itemCount)
  const kept: { destinations: Uint32Array; counts: Uint32Array }[] = []
  let total = 0
  for (let source = 0; source < itemCount; source += 1) {
    const part = laidOut.subarray(starts[source] ?? 0, starts[source + 1] ?? 0)
    let enough = 0
    for (const destination of part) {
      const count = (row[destination] ?? 0) + 1
      row[destination] = count
      if (count === atLeast) enough += 1
    }
    const destinations = new Uint32Array(enough)
    const counts = new Uint32Array(enough)
    let place = 0
    for (const destination of part) {
      const count = row[destination] ?? 0
      row[destination] = 0
      if (count < atLeast || count === 0) continue
      destinations[place] = destination
      counts[place] = count
      place += 1
    }
    if (enough > 0) kept.push({ destinations, counts })
    total += enough
    offsets[source + 1] = total
  }
  return joined(offsets, kept, total)
}

function joined(
  offsets: Uint32Array,
  parts: readonly { readonly destinations: Uint32Array; readonly counts: Uint32Array }[],
  total: number,
): PairTable {
  const destinations = new Uint32Array(total)
  const counts = new Uint32Array(total)
  let at = 0
  for (const part of parts) {
    destinations.set(part.destinations, at)
    counts.set(part.counts, at)
    at += part.destinations.length
  }
  return { offsets, destinations, counts }
}
