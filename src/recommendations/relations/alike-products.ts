/**
 * Which products are of one kind: those of one category path; where one of the two has no category, those that share
 * their nearest by content (Jarvis and Patrick 1973). Substitutes are of one kind, complements of two. Sharing tells kinds
 * where nearness alone does not: of two products of one theme, each lies among others of its own kind.
 */

/** Neighbours by content, best first, laid out by product. */
interface NearLists {
  readonly offsets: Uint32Array
  readonly items: Uint32Array
}

export type AreAlike = (left: number, right: number) => boolean

/** Neighbours looked at: the root of how many products there are, so that a small shop is not all of one kind. */
const reachMax = 50

/** Share of the neighbours, the product itself among them, that two alike ones have in common (docs/evaluation/relations.md). */
const sharedLeast = 1 / 4

/** @param categories deepest category path of each product, folded; null without one */
export function alikeProducts(categories: readonly (string | null)[], near: NearLists | undefined): AreAlike {
  const groups = groupByCategory(categories)
  const alike = near && alikeLists(groups, near)
  return (left, right) => {
    if (groups[left] !== 0 && groups[right] !== 0) return groups[left] === groups[right]
    return alike !== undefined && has(alike, left, right)
  }
}

/** A number from 1 for each category, 0 without one. */
function groupByCategory(categories: readonly (string | null)[]): Uint32Array {
  const groups = new Uint32Array(categories.length)
  const numbers = new Map<string, number>()
  categories.forEach((path, item) => {
    if (path === null) return
    const group = numbers.get(path) ?? numbers.size + 1
    numbers.set(path, group)
    groups[item] = group
  })
  return groups
}

interface AlikeLists {
  readonly offsets: Uint32Array
  /** By number within each list. */
  readonly items: Uint32Array
}

/** Of pairs with a product that has no category; both ways. */
function alikeLists(groups: Uint32Array, near: NearLists): AlikeLists {
  const itemCount = groups.length
  const { members, reach } = nearSets(near, itemCount)
  const holders = reversed(members, itemCount)
  const least = Math.max(3, Math.ceil(reach * sharedLeast))
  const shared = new Uint16Array(itemCount)
  const offsets = new Uint32Array(itemCount + 1)
  const lists: Uint32Array[] = []
  for (let item = 0; item < itemCount; item += 1) {
    const met: number[] = []
    for (const member of listOf(members, item)) {
      for (const other of listOf(holders, member)) {
        if (shared[other] === 0) met.push(other)
        shared[other] = (shared[other] ?? 0) + 1
      }
    }
    const isTold = (other: number) => groups[item] === 0 || groups[other] === 0
    const list = Uint32Array.from(
      met.filter((other) => other !== item && (shared[other] ?? 0) >= least && isTold(other)),
    ).sort()
    for (const other of met) shared[other] = 0
    lists.push(list)
    offsets[item + 1] = (offsets[item] ?? 0) + list.length
  }
  const items = new Uint32Array(offsets[itemCount] ?? 0)
  lists.forEach((list, item) => {
    items.set(list, offsets[item])
  })
  return { offsets, items }
}

/** The nearest of each product and itself; empty without neighbours. */
function nearSets(
  near: NearLists,
  itemCount: number,
): { readonly members: AlikeLists; readonly reach: number } {
  const lengths = Array.from({ length: itemCount }, (_, item) => listOf(near, item).length)
  const known = lengths.filter((length) => length > 0).length
  const reach = Math.min(reachMax, Math.ceil(Math.sqrt(known)))
  const offsets = new Uint32Array(itemCount + 1)
  const items = new Uint32Array(known * (reach + 1))
  let place = 0
  for (let item = 0; item < itemCount; item += 1) {
    const nearest = listOf(near, item).subarray(0, reach)
    if (nearest.length > 0) {
      items[place] = item
      items.set(nearest, place + 1)
      place += nearest.length + 1
    }
    offsets[item + 1] = place
  }
  return { members: { offsets, items: items.subarray(0, place) }, reach }
}

/** Who has each product in its list. */
function reversed({ offsets, items }: AlikeLists, itemCount: number): AlikeLists {
  const starts = new Uint32Array(itemCount + 1)
  for (const member of items) starts[member + 1] = (starts[member + 1] ?? 0) + 1
  for (let item = 0; item < itemCount; item += 1)
    starts[item + 1] = (starts[item + 1] ?? 0) + (starts[item] ?? 0)
  const next = starts.slice()
  const holders = new Uint32Array(items.length)
  for (let holder = 0; holder < itemCount; holder += 1) {
    for (const member of items.subarray(offsets[holder], offsets[holder + 1])) {
      const place = next[member] ?? 0
      holders[place] = holder
      next[member] = place + 1
    }
  }
  return { offsets: starts, items: holders }
}

function listOf({ offsets, items }: AlikeLists, item: number): Uint32Array {
  return items.subarray(offsets[item] ?? 0, offsets[item + 1] ?? 0)
}

function has({ offsets, items }: AlikeLists, source: number, item: number): boolean {
  const end = offsets[source + 1] ?? 0
  let low = offsets[source] ?? 0
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((items[middle] ?? 0) < item) low = middle + 1
    else high = middle
  }
  return low < end && items[low] === item
}
