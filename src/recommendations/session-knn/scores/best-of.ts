/** The best few of many, by a bounded heap: O(n log limit) and one array that the caller keeps. */

/**
 * Leaves the best of `candidates` in `best`, best first.
 * @param isWorse a total order: true when `a` ranks after `b`
 * @returns how many there are: min(limit, count)
 */
export function selectBest(
  candidates: ArrayLike<number>,
  count: number,
  limit: number,
  isWorse: (a: number, b: number) => boolean,
  best: Uint32Array,
): number {
  let held = 0
  for (let at = 0; at < count; at++) {
    const candidate = candidates[at] ?? 0
    if (held < limit) {
      best[held] = candidate
      siftUp(best, held++, isWorse)
    } else if (isWorse(best[0] ?? 0, candidate)) {
      best[0] = candidate
      siftDown(best, held, isWorse)
    }
  }
  // The root is the worst: taking it away again and again sorts from the end.
  for (let end = held - 1; end > 0; end--) {
    const worst = best[0] ?? 0
    best[0] = best[end] ?? 0
    best[end] = worst
    siftDown(best, end, isWorse)
  }
  return held
}

function siftUp(heap: Uint32Array, from: number, isWorse: (a: number, b: number) => boolean): void {
  let at = from
  const item = heap[at] ?? 0
  while (at > 0) {
    const parent = (at - 1) >> 1
    const above = heap[parent] ?? 0
    if (!isWorse(item, above)) break
    heap[at] = above
    at = parent
  }
  heap[at] = item
}

function siftDown(heap: Uint32Array, size: number, isWorse: (a: number, b: number) => boolean): void {
  let at = 0
  const item = heap[0] ?? 0
  for (;;) {
    let child = at * 2 + 1
    if (child >= size) break
    if (child + 1 < size && isWorse(heap[child + 1] ?? 0, heap[child] ?? 0)) child++
    const below = heap[child] ?? 0
    if (!isWorse(below, item)) break
    heap[at] = below
    at = child
  }
  heap[at] = item
}
