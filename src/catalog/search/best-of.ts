/** The first `limit` items of an order without sorting the rest: a bounded heap with the worst kept item on top. */

/**
 * @param compare negative when `a` comes before `b`; a total order makes the result deterministic
 * @returns sorted by `compare`
 */
export function bestOf<T>(items: Iterable<T>, limit: number, compare: (a: T, b: T) => number): T[] {
  const heap: T[] = []
  if (limit <= 0) return heap
  for (const item of items) {
    if (heap.length < limit) {
      heap.push(item)
      siftUp(heap, compare)
      continue
    }
    const worst = heap[0]
    if (worst === undefined || compare(item, worst) >= 0) continue
    heap[0] = item
    siftDown(heap, compare)
  }
  return heap.sort(compare)
}

function siftUp<T>(heap: T[], compare: (a: T, b: T) => number): void {
  let child = heap.length - 1
  while (child > 0) {
    const parent = (child - 1) >> 1
    if (!swapIfAfter(heap, child, parent, compare)) return
    child = parent
  }
}

function siftDown<T>(heap: T[], compare: (a: T, b: T) => number): void {
  let parent = 0
  for (;;) {
    const left = 2 * parent + 1
    const right = left + 1
    const leftItem = heap[left]
    const rightItem = heap[right]
    if (leftItem === undefined) return
    const child = rightItem !== undefined && compare(rightItem, leftItem) > 0 ? right : left
    if (!swapIfAfter(heap, child, parent, compare)) return
    parent = child
  }
}

/** Swaps when the child comes after its parent in the order. */
function swapIfAfter<T>(heap: T[], child: number, parent: number, compare: (a: T, b: T) => number): boolean {
  const [childItem, parentItem] = [heap[child], heap[parent]]
  if (childItem === undefined || parentItem === undefined || compare(childItem, parentItem) <= 0) return false
  heap[child] = parentItem
  heap[parent] = childItem
  return true
}
