/** Sums per item, and the best of them; what every baseline ends with. Reset in the time of what was touched. */
import type { ScoredItems } from '../../session-knn/session-model.ts'

export interface ScoreBoard {
  add(item: number, amount: number): void
  scoreOf(item: number): number
  /** The best items with a positive sum, ties to the smaller number; empties the board. */
  take(limit: number): ScoredItems
}

export function createScoreBoard(size: number): ScoreBoard {
  const sums = new Float64Array(size)
  const touched = new Uint32Array(size)
  let count = 0
  return {
    add(item, amount) {
      const before = sums[item] ?? 0
      if (before === 0) touched[count++] = item
      sums[item] = before + amount
    },
    scoreOf: (item) => sums[item] ?? 0,
    take(limit) {
      const best = bestOf(touched.subarray(0, count), sums, limit)
      const scores = Float32Array.from(best, (item) => sums[item] ?? 0)
      for (let at = 0; at < count; at++) sums[touched[at] ?? 0] = 0
      count = 0
      return { items: best, scores }
    },
  }
}

/** The best `limit` of `items` by `sums`, best first; a heap of the best so far with the worst on top. */
export function bestOf(items: ArrayLike<number>, sums: ArrayLike<number>, limit: number): Uint32Array {
  const isWorse = (a: number, b: number) => {
    const difference = (sums[a] ?? 0) - (sums[b] ?? 0)
    return difference < 0 || (difference === 0 && a > b)
  }
  const heap: number[] = []
  for (let at = 0; at < items.length; at++) {
    const item = items[at] ?? 0
    if (!((sums[item] ?? 0) > 0)) continue
    if (heap.length < limit) {
      heap.push(item)
      siftUp(heap, isWorse)
    } else if (limit > 0 && isWorse(heap[0] ?? 0, item)) {
      heap[0] = item
      siftDown(heap, isWorse)
    }
  }
  return Uint32Array.from(heap.sort((a, b) => (isWorse(a, b) ? 1 : -1)))
}

type IsWorse = (a: number, b: number) => boolean

function siftUp(heap: number[], isWorse: IsWorse): void {
  let at = heap.length - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!isWorse(heap[at] ?? 0, heap[parent] ?? 0)) return
    swap(heap, at, parent)
    at = parent
  }
}

function siftDown(heap: number[], isWorse: IsWorse): void {
  for (let at = 0; ;) {
    const left = at * 2 + 1
    if (left >= heap.length) return
    const right = left + 1
    const child = right < heap.length && isWorse(heap[right] ?? 0, heap[left] ?? 0) ? right : left
    if (!isWorse(heap[child] ?? 0, heap[at] ?? 0)) return
    swap(heap, at, child)
    at = child
  }
}

function swap(heap: number[], a: number, b: number): void {
  const held = heap[a] ?? 0
  heap[a] = heap[b] ?? 0
  heap[b] = held
}
