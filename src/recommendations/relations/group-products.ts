/**
 * Which products are of one kind: those of one category path; where a product has none, those near each other by
 * content. A product with neither is a group of its own.
 */

/** Neighbours by content, best first, laid out by product. */
export interface NearLists {
  readonly offsets: Uint32Array
  readonly items: Uint32Array
  readonly scores: Float32Array
}

/** Which neighbour sets the distance at which two products still count as of one kind. */
const typicalRank = 10

/**
 * @param categories deepest category path of each product, folded; null without one
 * @returns a group number for each product
 */
export function groupProducts(
  categories: readonly (string | null)[],
  near: NearLists | undefined,
): Uint32Array {
  const groups = new Uint32Array(categories.length)
  const numbers = new Map<string, number>()
  let last = 0
  categories.forEach((path, item) => {
    if (path === null) return
    let group = numbers.get(path)
    if (group === undefined) numbers.set(path, (group = last += 1))
    groups[item] = group
  })
  if (near !== undefined) last = groupByContent(groups, near, last)
  for (let item = 0; item < groups.length; item += 1) if (groups[item] === 0) groups[item] = last += 1
  return groups
}

/**
 * Leaders in the order of product numbers take the free products near them: one pass, the same result every time.
 * Near is what lies within the median distance to the tenth neighbour, so that no model's scale has to be known.
 */
function groupByContent(groups: Uint32Array, near: NearLists, lastGroup: number): number {
  const least = typicalScore(groups, near)
  let last = lastGroup
  for (let leader = 0; leader < groups.length; leader += 1) {
    if (groups[leader] !== 0) continue
    const end = near.offsets[leader + 1] ?? 0
    let group = 0
    for (let at = near.offsets[leader] ?? 0; at < end && (near.scores[at] ?? 0) >= least; at += 1) {
      const item = near.items[at] ?? 0
      if (groups[item] !== 0) continue
      if (group === 0) group = last += 1
      groups[item] = group
    }
    if (group !== 0) groups[leader] = group
  }
  return last
}

function typicalScore(groups: Uint32Array, { offsets, scores }: NearLists): number {
  const seen: number[] = []
  for (let item = 0; item < groups.length; item += 1) {
    const place = (offsets[item] ?? 0) + typicalRank - 1
    if (groups[item] === 0 && place < (offsets[item + 1] ?? 0)) seen.push(scores[place] ?? 0)
  }
  seen.sort((left, right) => left - right)
  return seen[Math.floor(seen.length / 2)] ?? 0
}
