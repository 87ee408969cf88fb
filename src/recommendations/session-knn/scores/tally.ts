/** Sums per number, reset in time proportional to what was touched: no allocation in a request. */

export interface Tally {
  /** 0 where nothing was added. */
  values: Float64Array
  /** The first `count` entries are the numbers with a sum, in the order of their first touch. */
  touched: Uint32Array
  count: number
}

export function createTally(size: number): Tally {
  return { values: new Float64Array(size), touched: new Uint32Array(size), count: 0 }
}

/** Amounts that are not positive add nothing: a sum of 0 means untouched, and each number is touched once. */
export function addTo(tally: Tally, number: number, amount: number): void {
  if (!(amount > 0)) return
  const before = tally.values[number] ?? 0
  if (before === 0) tally.touched[tally.count++] = number
  tally.values[number] = before + amount
}

export function clearTally(tally: Tally): void {
  for (let at = 0; at < tally.count; at++) tally.values[tally.touched[at] ?? 0] = 0
  tally.count = 0
}

/** Makes room for numbers below `size`; the tally is empty then. */
export function growTally(tally: Tally, size: number): void {
  if (size <= tally.values.length) return
  const capacity = Math.ceil(size * 1.25)
  tally.values = new Float64Array(capacity)
  tally.touched = new Uint32Array(capacity)
  tally.count = 0
}

/** The largest sum; 0 for an empty tally. */
export function largestOf({ values, touched, count }: Tally): number {
  let largest = 0
  for (let at = 0; at < count; at++) largest = Math.max(largest, values[touched[at] ?? 0] ?? 0)
  return largest
}
