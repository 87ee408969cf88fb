/**
 * Many short lists of numbers in one typed array, each with room to grow; a list that outgrows its room moves to the
 * end. Arrays lie in shared memory, so that worker threads read them and files are loaded into them without a copy.
 */

export interface SlackLists {
  /** Lists there are; numbers 0 … lists − 1. */
  lists: number
  /** Where each list begins in `values`, how many it holds and how many it has room for. */
  start: Uint32Array
  count: Uint32Array
  room: Uint32Array
  values: Uint32Array
  /** A weight beside each value, when the lists have weights. */
  weights: Uint32Array | undefined
  /** End of the used part of `values`. */
  used: number
  /** Places of `values` that belong to no list any more. */
  wasted: number
}

export function sharedUint32(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4))
}

export function sharedFloat64(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * 8))
}

/** Empty lists with room for `counts[i]` values each and a little more. */
export function createSlackLists(counts: Uint32Array, weighted: boolean): SlackLists {
  const lists = counts.length
  const start = sharedUint32(lists)
  const room = sharedUint32(lists)
  let used = 0
  for (let list = 0; list < lists; list++) {
    start[list] = used
    room[list] = withSlack(counts[list] ?? 0)
    used += room[list] ?? 0
  }
  return {
    lists,
    start,
    count: sharedUint32(lists),
    room,
    values: sharedUint32(used),
    weights: weighted ? sharedUint32(used) : undefined,
    used,
    wasted: 0,
  }
}

/** An eighth and two more: what a list gains in a day, at four bytes each. */
function withSlack(count: number): number {
  return count + (count >> 3) + 2
}

/** Makes lists up to number `lists` − 1 exist. */
export function growLists(held: SlackLists, lists: number): void {
  if (lists > held.start.length) {
    const capacity = Math.max(lists, Math.ceil(held.start.length * 1.25) + 16)
    held.start = grown(held.start, capacity)
    held.count = grown(held.count, capacity)
    held.room = grown(held.room, capacity)
  }
  held.lists = Math.max(held.lists, lists)
}

export function grown(array: Uint32Array, length: number): Uint32Array {
  const longer = sharedUint32(length)
  longer.set(array)
  return longer
}

/** Puts a value at place `at` (0 … count) of a list; later ones move up. */
export function insertAt(held: SlackLists, list: number, at: number, value: number, weight = 0): void {
  const count = held.count[list] ?? 0
  if (count === (held.room[list] ?? 0)) moveToEnd(held, list)
  const from = (held.start[list] ?? 0) + at
  const end = (held.start[list] ?? 0) + count
  held.values.copyWithin(from + 1, from, end)
  held.values[from] = value
  if (held.weights !== undefined) {
    held.weights.copyWithin(from + 1, from, end)
    held.weights[from] = weight
  }
  held.count[list] = count + 1
}

/** Takes away place `at` of a list; later ones move down. */
export function removeAt(held: SlackLists, list: number, at: number): void {
  const start = held.start[list] ?? 0
  const end = start + (held.count[list] ?? 0)
  held.values.copyWithin(start + at, start + at + 1, end)
  held.weights?.copyWithin(start + at, start + at + 1, end)
  held.count[list] = end - start - 1
}

function moveToEnd(held: SlackLists, list: number): void {
  const start = held.start[list] ?? 0
  const count = held.count[list] ?? 0
  const room = withSlack(count * 2)
  if (held.used + room > held.values.length) {
    const capacity = Math.ceil((held.used + room) * 1.25)
    held.values = grown(held.values, capacity)
    if (held.weights !== undefined) held.weights = grown(held.weights, capacity)
  }
  held.values.copyWithin(held.used, start, start + count)
  held.weights?.copyWithin(held.used, start, start + count)
  held.wasted += held.room[list] ?? 0
  held.start[list] = held.used
  held.room[list] = room
  held.used += room
}

/** Whether more lies waste than is worth keeping. */
export function isWasteful({ wasted, used }: SlackLists): boolean {
  return wasted > 4_096 && wasted * 4 > used
}

/** The same lists without waste. */
export function compactLists(held: SlackLists): SlackLists {
  const fresh = createSlackLists(held.count.slice(0, held.lists), held.weights !== undefined)
  for (let list = 0; list < held.lists; list++) {
    const from = held.start[list] ?? 0
    const to = from + (held.count[list] ?? 0)
    fresh.values.set(held.values.subarray(from, to), fresh.start[list] ?? 0)
    if (held.weights !== undefined) {
      fresh.weights?.set(held.weights.subarray(from, to), fresh.start[list] ?? 0)
    }
    fresh.count[list] = to - from
  }
  return fresh
}
