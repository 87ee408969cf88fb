/**
 * Visits that enter and leave an index that is in use. Both are exact: an index after a removal scores and hashes as one
 * that never held the visit.
 */
import { compareVisits, eachRulePair, ruleUnit, type SessionIndex } from './session-index.ts'
import {
  compactLists,
  grown,
  growLists,
  insertAt,
  isWasteful,
  removeAt,
  sharedFloat64,
  type SlackLists,
} from './slack-lists.ts'

export interface NewVisit {
  /** Product numbers of the index, oldest first; new products were added by `addItem`. */
  readonly clicks: ArrayLike<number>
  /** Seconds since 1970. */
  readonly end: number
  readonly number: number
}

/** Gives a product that no visit held before its number. */
export function addItem(index: SessionIndex, externalId: string): number {
  const item = index.items.push(externalId) - 1
  growLists(index.postings, item + 1)
  growLists(index.rules, item + 1)
  return item
}

/** O(10 · clicks) and a shift in each list. */
export function addVisit(index: SessionIndex, visit: NewVisit): void {
  if (visit.clicks.length === 0) return
  const slot = placeVisit(index, visit)
  for (const item of distinctItems(index, slot)) {
    insertAt(index.postings, item, placeInPostings(index, item, slot), slot)
  }
  const from = index.offsets[slot] ?? 0
  eachRulePair(index.clicks, from, from + visit.clicks.length, (src, dst, steps) => {
    addRule(index.rules, src, dst, ruleUnit / steps)
  })
  index.visits++
  compact(index)
}

/** @returns false when the index holds no visit of that number */
export function removeVisit(index: SessionIndex, number: number): boolean {
  const slot = findSlot(index, number)
  if (slot === undefined) return false
  for (const item of distinctItems(index, slot)) {
    removeAt(index.postings, item, placeInPostings(index, item, slot))
  }
  const from = index.offsets[slot] ?? 0
  eachRulePair(index.clicks, from, from + (index.lengths[slot] ?? 0), (src, dst, steps) => {
    addRule(index.rules, src, dst, -ruleUnit / steps)
  })
  // Erased means erased: the place stays, what was viewed does not.
  index.clicks.fill(0, from, from + (index.lengths[slot] ?? 0))
  index.lengths[slot] = 0
  index.visits--
  compact(index)
  return true
}

function placeVisit(index: SessionIndex, { clicks, end, number }: NewVisit): number {
  const slot = index.slots++
  if (slot >= index.offsets.length) {
    const capacity = Math.ceil(index.slots * 1.25) + 16
    index.offsets = grown(index.offsets, capacity)
    index.lengths = grown(index.lengths, capacity)
    index.ends = grownFloats(index.ends, capacity)
    index.numbers = grownFloats(index.numbers, capacity)
  }
  if (index.clicksUsed + clicks.length > index.clicks.length) {
    index.clicks = grown(index.clicks, Math.ceil((index.clicksUsed + clicks.length) * 1.25) + 64)
  }
  index.offsets[slot] = index.clicksUsed
  index.lengths[slot] = clicks.length
  index.ends[slot] = end
  index.numbers[slot] = number
  index.clicks.set(clicks, index.clicksUsed)
  index.clicksUsed += clicks.length
  return slot
}

function grownFloats(array: Float64Array, length: number): Float64Array {
  const longer = sharedFloat64(length)
  longer.set(array)
  return longer
}

function distinctItems({ clicks, offsets, lengths }: SessionIndex, slot: number): Set<number> {
  const from = offsets[slot] ?? 0
  return new Set(clicks.subarray(from, from + (lengths[slot] ?? 0)))
}

/** Place of the visit in a product's list, or where it belongs. */
function placeInPostings(index: SessionIndex, item: number, slot: number): number {
  const { start, count, values } = index.postings
  const from = start[item] ?? 0
  let low = 0
  let high = count[item] ?? 0
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareVisits(index, values[from + middle] ?? 0, slot) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function addRule(rules: SlackLists, src: number, dst: number, weight: number): void {
  const place = placeOfRule(rules, src, dst)
  const at = (rules.start[src] ?? 0) + place
  const { weights } = rules
  if (weights === undefined) throw new Error('Rules have weights.')
  if (place < (rules.count[src] ?? 0) && rules.values[at] === dst) {
    const sum = (weights[at] ?? 0) + weight
    if (sum === 0) removeAt(rules, src, place)
    else weights[at] = sum
  } else insertAt(rules, src, place, dst, weight)
}

/** Place of `dst` in the list of `src`, or where it belongs. */
function placeOfRule({ start, count, values }: SlackLists, src: number, dst: number): number {
  const from = start[src] ?? 0
  let low = 0
  let high = count[src] ?? 0
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[from + middle] ?? 0) < dst) low = middle + 1
    else high = middle
  }
  return low
}

/** How often `dst` followed `src`, in `ruleUnit`s; 0 when it never did. */
export function ruleWeight(rules: SlackLists, src: number, dst: number): number {
  const place = placeOfRule(rules, src, dst)
  const at = (rules.start[src] ?? 0) + place
  return place < (rules.count[src] ?? 0) && rules.values[at] === dst ? (rules.weights?.[at] ?? 0) : 0
}

/** Numbers rise with places but for visits that were added late: the last place is tried first. */
function findSlot({ numbers, lengths, slots }: SessionIndex, number: number): number | undefined {
  for (let slot = slots - 1; slot >= 0; slot--) {
    if (numbers[slot] === number && (lengths[slot] ?? 0) > 0) return slot
  }
  return undefined
}

function compact(index: SessionIndex): void {
  if (isWasteful(index.postings)) index.postings = compactLists(index.postings)
  if (isWasteful(index.rules)) index.rules = compactLists(index.rules)
}
