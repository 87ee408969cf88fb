/**
 * The index that the session model looks neighbours up in, after VMIS-kNN (Kersbergen et al. 2022): visits one after the
 * other, the visits of each product, and how often one product followed another. A plain record of typed arrays: it
 * is written to a file and loaded from one as it stands.
 */
import { createSlackLists, sharedFloat64, sharedUint32, type SlackLists } from './slack-lists.ts'
import type { VisitLog } from './visit-log.ts'

export interface SessionIndex {
  /** External id of each product number; grows with new products. */
  readonly items: string[]
  /** Places in use; a removed visit leaves its place empty (length 0). */
  slots: number
  /** Visits there are. */
  visits: number
  /** Where each visit begins in `clicks`, and how many it has. */
  offsets: Uint32Array
  lengths: Uint32Array
  /** Seconds since 1970. */
  ends: Float64Array
  /** The visit's number in the shop's log; breaks ties of `ends`. */
  numbers: Float64Array
  /** Product numbers, visit after visit, oldest first. */
  clicks: Uint32Array
  clicksUsed: number
  /** Product → places of the visits that hold it, by (end, number), newest last. Its count is the product's df. */
  postings: SlackLists
  /** Product a → products b that followed it within `ruleSteps` steps, by number; weights are sums of 2520 / steps. */
  rules: SlackLists
}

/** 2520 is divisible by 1 … 10, so that weights are whole numbers: adding and taking away is exact. */
export const ruleUnit = 2_520
export const ruleSteps = 10

export function buildSessionIndex(log: VisitLog): SessionIndex {
  const visits = log.offsets.length - 1
  const offsets = sharedUint32(visits)
  const lengths = sharedUint32(visits)
  for (let visit = 0; visit < visits; visit++) {
    offsets[visit] = log.offsets[visit] ?? 0
    lengths[visit] = (log.offsets[visit + 1] ?? 0) - (log.offsets[visit] ?? 0)
  }
  const clicks = sharedUint32(log.clicks.length)
  clicks.set(log.clicks)
  const ends = sharedFloat64(visits)
  ends.set(log.ends)
  const numbers = sharedFloat64(visits)
  numbers.set(log.numbers)
  const built = { offsets, lengths, clicks }
  return {
    items: [...log.items],
    slots: visits,
    visits,
    ...built,
    ends,
    numbers,
    clicksUsed: clicks.length,
    postings: buildPostings(built, log.items.length),
    rules: buildRules(built, log.items.length),
  }
}

type Visits = Pick<SessionIndex, 'offsets' | 'lengths' | 'clicks'>

function buildPostings({ offsets, lengths, clicks }: Visits, items: number): SlackLists {
  // The last visit that counted an item, plus one: a visit counts an item once.
  const counted = new Uint32Array(items)
  const counts = new Uint32Array(items)
  const eachDistinct = (take: (item: number, visit: number) => void) => {
    counted.fill(0)
    for (let visit = 0; visit < offsets.length; visit++) {
      const from = offsets[visit] ?? 0
      const to = from + (lengths[visit] ?? 0)
      for (let at = from; at < to; at++) {
        const item = clicks[at] ?? 0
        if (counted[item] === visit + 1) continue
        counted[item] = visit + 1
        take(item, visit)
      }
    }
  }
  eachDistinct((item) => {
    counts[item] = (counts[item] ?? 0) + 1
  })
  const postings = createSlackLists(counts, false)
  const { start, count, values } = postings
  eachDistinct((item, visit) => {
    const held = count[item] ?? 0
    values[(start[item] ?? 0) + held] = visit
    count[item] = held + 1
  })
  return postings
}

/** Pairs are gathered per first product as dst · 16 + (steps − 1), sorted, and summed per dst. */
function buildRules({ offsets, lengths, clicks }: Visits, items: number): SlackLists {
  const counts = new Uint32Array(items)
  const eachPair = (take: (src: number, dst: number, steps: number) => void) => {
    for (let visit = 0; visit < offsets.length; visit++) {
      const from = offsets[visit] ?? 0
      eachRulePair(clicks, from, from + (lengths[visit] ?? 0), take)
    }
  }
  let pairs = 0
  eachPair((src) => {
    counts[src] = (counts[src] ?? 0) + 1
    pairs++
  })
  const next = new Uint32Array(items)
  for (let item = 1; item < items; item++) next[item] = (next[item - 1] ?? 0) + (counts[item - 1] ?? 0)
  const keys = new Uint32Array(pairs)
  eachPair((src, dst, steps) => {
    const at = next[src] ?? 0
    keys[at] = dst * 16 + (steps - 1)
    next[src] = at + 1
  })
  const distinct = new Uint32Array(items)
  for (let item = 0, from = 0; item < items; item++) {
    const to = from + (counts[item] ?? 0)
    const mine = keys.subarray(from, to).sort()
    let before = -1
    for (const key of mine) {
      if (key >>> 4 !== before) distinct[item] = (distinct[item] ?? 0) + 1
      before = key >>> 4
    }
    from = to
  }
  const rules = createSlackLists(distinct, true)
  for (let item = 0, from = 0; item < items; item++) {
    const to = from + (counts[item] ?? 0)
    let place = (rules.start[item] ?? 0) - 1
    let before = -1
    for (let at = from; at < to; at++) {
      const key = keys[at] ?? 0
      if (key >>> 4 !== before) {
        before = key >>> 4
        rules.values[++place] = before
      }
      if (rules.weights !== undefined) {
        rules.weights[place] = (rules.weights[place] ?? 0) + ruleUnit / ((key & 15) + 1)
      }
    }
    rules.count[item] = place + 1 - (rules.start[item] ?? 0)
    from = to
  }
  return rules
}

/** Every pair of different products of one visit that lie at most `ruleSteps` steps apart, the earlier one first. */
export function eachRulePair(
  clicks: ArrayLike<number>,
  from: number,
  to: number,
  take: (src: number, dst: number, steps: number) => void,
): void {
  for (let i = from; i < to; i++) {
    const src = clicks[i] ?? 0
    const last = Math.min(to, i + ruleSteps + 1)
    for (let j = i + 1; j < last; j++) {
      const dst = clicks[j] ?? 0
      if (dst !== src) take(src, dst, j - i)
    }
  }
}

/** Visits that hold the product. */
export function documentFrequency({ postings }: SessionIndex, item: number): number {
  return postings.count[item] ?? 0
}

/** Negative when the visit at place `a` ended before that at `b`. */
export function compareVisits({ ends, numbers }: SessionIndex, a: number, b: number): number {
  return (ends[a] ?? 0) - (ends[b] ?? 0) || (numbers[a] ?? 0) - (numbers[b] ?? 0)
}
