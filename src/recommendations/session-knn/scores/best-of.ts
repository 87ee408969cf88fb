/** The best few of many, by a bounded heap: O(n log limit) and one array that the caller keeps. */
import { documentFrequency, type SessionIndex } from '../session-index.ts'

/** A total order of numbers with equal values: true when `a` ranks after `b`. */
export type LosesTie = (a: number, b: number) => boolean

/**
 * Leaves the best of `candidates` in `best`, best first: those of the largest `values`.
 * @returns how many there are: min(limit, count)
 */
export function selectBest(
  candidates: ArrayLike<number>,
  count: number,
  limit: number,
  values: Float64Array,
  losesTie: LosesTie,
  best: Uint32Array,
): number {
  let held = 0
  for (let at = 0; at < count; at++) {
    const candidate = candidates[at] ?? 0
    if (held < limit) {
      best[held] = candidate
      siftUp(best, held++, values, losesTie)
    } else if (isWorse(best[0] ?? 0, candidate, values, losesTie)) {
      best[0] = candidate
      siftDown(best, held, values, losesTie)
    }
  }
  // The root is the worst: taking it away again and again sorts from the end.
  for (let end = held - 1; end > 0; end--) {
    const worst = best[0] ?? 0
    best[0] = best[end] ?? 0
    best[end] = worst
    siftDown(best, end, values, losesTie)
  }
  return held
}

/** Ties are rare, so that the call is too. */
function isWorse(a: number, b: number, values: Float64Array, losesTie: LosesTie): boolean {
  const first = values[a] ?? 0
  const second = values[b] ?? 0
  return first === second ? losesTie(a, b) : first < second
}

function siftUp(heap: Uint32Array, from: number, values: Float64Array, losesTie: LosesTie): void {
  let at = from
  const item = heap[at] ?? 0
  while (at > 0) {
    const parent = (at - 1) >> 1
    const above = heap[parent] ?? 0
    if (!isWorse(item, above, values, losesTie)) break
    heap[at] = above
    at = parent
  }
  heap[at] = item
}

function siftDown(heap: Uint32Array, size: number, values: Float64Array, losesTie: LosesTie): void {
  let at = 0
  const item = heap[0] ?? 0
  for (;;) {
    let child = at * 2 + 1
    if (child >= size) break
    if (child + 1 < size && isWorse(heap[child + 1] ?? 0, heap[child] ?? 0, values, losesTie)) child++
    const below = heap[child] ?? 0
    if (!isWorse(below, item, values, losesTie)) break
    heap[at] = below
    at = child
  }
  heap[at] = item
}

/** Equal products: that of more visits first, then by external id; never by a number of our own. */
export function createTieBreak(index: SessionIndex): LosesTie {
  return (a, b) => {
    const difference = documentFrequency(index, a) - documentFrequency(index, b)
    return difference === 0 ? (index.items[a] ?? '') > (index.items[b] ?? '') : difference < 0
  }
}
