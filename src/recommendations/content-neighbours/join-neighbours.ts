/**
 * One list per product from lists looked up at different times: what is near to a product is near both ways, so a new
 * product enters the lists of those it found. Lists stay best first and no longer than `limit`.
 */

export interface NearLists {
  /** Product p has `items[offsets[p]] …`, with the cosine of each in `scores`. */
  readonly offsets: Uint32Array
  readonly items: Uint32Array
  readonly scores: Float32Array
}

export function joinNeighbours(found: NearLists, limit: number): NearLists {
  const both = withReverse(found)
  const itemCount = found.offsets.length - 1
  const offsets = new Uint32Array(itemCount + 1)
  const items = new Uint32Array(both.items.length)
  const scores = new Float32Array(both.items.length)
  let place = 0
  for (let source = 0; source < itemCount; source += 1) {
    const order = bestOf(both, source, limit)
    for (const at of order) {
      items[place] = both.items[at] ?? 0
      scores[place] = both.scores[at] ?? 0
      place += 1
    }
    offsets[source + 1] = place
  }
  return { offsets, items: items.slice(0, place), scores: scores.slice(0, place) }
}

/** Each entry also in the list of the product it names, unless that was never looked up. */
function withReverse({ offsets, items, scores }: NearLists): NearLists {
  const itemCount = offsets.length - 1
  const hasList = (item: number) => (offsets[item + 1] ?? 0) > (offsets[item] ?? 0)
  const starts = offsets.slice()
  const incoming = new Uint32Array(itemCount + 1)
  for (const item of items) if (hasList(item)) incoming[item + 1] = (incoming[item + 1] ?? 0) + 1
  for (let item = 0; item < itemCount; item += 1) {
    incoming[item + 1] = (incoming[item + 1] ?? 0) + (incoming[item] ?? 0)
    starts[item + 1] = (starts[item + 1] ?? 0) + (incoming[item + 1] ?? 0)
  }
  const next = starts.slice()
  const joinedItems = new Uint32Array(starts[itemCount] ?? 0)
  const joinedScores = new Float32Array(starts[itemCount] ?? 0)
  const add = (source: number, item: number, score: number) => {
    const place = next[source] ?? 0
    joinedItems[place] = item
    joinedScores[place] = score
    next[source] = place + 1
  }
  for (let source = 0; source < itemCount; source += 1) {
    for (let at = offsets[source] ?? 0; at < (offsets[source + 1] ?? 0); at += 1) {
      const item = items[at] ?? 0
      add(source, item, scores[at] ?? 0)
      if (hasList(item)) add(item, source, scores[at] ?? 0)
    }
  }
  return { offsets: starts, items: joinedItems, scores: joinedScores }
}

/** Places of the best distinct entries of one list. */
function bestOf({ offsets, items, scores }: NearLists, source: number, limit: number): number[] {
  const places: number[] = []
  for (let at = offsets[source] ?? 0; at < (offsets[source + 1] ?? 0); at += 1) places.push(at)
  places.sort(
    (left, right) => (scores[right] ?? 0) - (scores[left] ?? 0) || (items[left] ?? 0) - (items[right] ?? 0),
  )
  const seen = new Set<number>()
  const best: number[] = []
  for (const at of places) {
    const item = items[at] ?? 0
    if (item === source || seen.has(item)) continue
    seen.add(item)
    best.push(at)
    if (best.length === limit) break
  }
  return best
}
