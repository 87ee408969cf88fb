/** Visits as sets, and the visits of each item: what neighbours are found by. */
import type { VisitLog } from '../../session-knn/visit-log.ts'

export interface Lists {
  /** List i is `values[offsets[i]] … values[offsets[i + 1] − 1]`. */
  readonly offsets: Uint32Array
  readonly values: Uint32Array
}

/** The distinct items of each visit, in the order of their first click. */
export function distinctItems({ offsets, clicks, items }: VisitLog): Lists {
  const last = new Uint32Array(items.length)
  const ends = new Uint32Array(offsets.length)
  const values = new Uint32Array(clicks.length)
  let used = 0
  for (let visit = 0; visit + 1 < offsets.length; visit++) {
    const to = offsets[visit + 1] ?? 0
    for (let at = offsets[visit] ?? 0; at < to; at++) {
      const item = clicks[at] ?? 0
      if (last[item] === visit + 1) continue
      last[item] = visit + 1
      values[used++] = item
    }
    ends[visit + 1] = used
  }
  return { offsets: ends, values: values.subarray(0, used) }
}

/** For each of `size` values, the lists that hold it, in rising order. */
export function invert({ offsets, values }: Lists, size: number): Lists {
  const ends = new Uint32Array(size + 1)
  for (const value of values) ends[value + 1] = (ends[value + 1] ?? 0) + 1
  for (let at = 1; at <= size; at++) ends[at] = (ends[at] ?? 0) + (ends[at - 1] ?? 0)
  const next = ends.slice(0, size)
  const inverted = new Uint32Array(values.length)
  for (let list = 0; list + 1 < offsets.length; list++) {
    const to = offsets[list + 1] ?? 0
    for (let at = offsets[list] ?? 0; at < to; at++) {
      const value = values[at] ?? 0
      const place = next[value] ?? 0
      inverted[place] = list
      next[value] = place + 1
    }
  }
  return { offsets: ends, values: inverted }
}

/** Weighted neighbours of each item, best first. */
export interface NeighbourTable extends Lists {
  readonly weights: Float64Array
}

/**
 * The neighbours of every item one after the other, so that only one row is in memory unpacked.
 * @param rowOf the best neighbours of an item, best first
 */
export function tableOf(
  size: number,
  rowOf: (item: number) => { readonly items: ArrayLike<number>; readonly scores: ArrayLike<number> },
): NeighbourTable {
  const offsets = new Uint32Array(size + 1)
  const values: number[] = []
  const weights: number[] = []
  for (let item = 0; item < size; item++) {
    const { items, scores } = rowOf(item)
    for (let at = 0; at < items.length; at++) {
      values.push(items[at] ?? 0)
      weights.push(scores[at] ?? 0)
    }
    offsets[item + 1] = values.length
  }
  return { offsets, values: Uint32Array.from(values), weights: Float64Array.from(weights) }
}
