/**
 * What the ranker sees of a candidate: how three kinds of neighbours and three kinds of rules rate it, how popular it is and
 * was lately, and whether and where this visit has viewed it. Shares of the best candidate rather than sums, so that the
 * numbers mean the same in every shop.
 */
import { documentFrequency, type SessionIndex } from '../session-index.ts'
import { largestOf, type Tally } from '../scores/tally.ts'

export const featureCount = 23

/** Ratings of all candidates of one request. */
export interface Ratings {
  readonly main: Tally
  readonly broad: Tally
  readonly narrow: Tally
  readonly rules: Tally
  readonly lastRule: Tally
  /** Likeness of a product to the last ones of the query. */
  readonly togetherness: (item: number) => number
}

export interface FeatureContext {
  readonly index: SessionIndex
  readonly query: ArrayLike<number>
  readonly ratings: Ratings
  /** Visits that ended at this time or later are "lately": the last twentieth. */
  readonly lately: number
}

/**
 * Writes `featureCount` numbers per candidate, all about −1 … 1 but the trend.
 * @param items candidates, `count` of them
 */
export function writeFeatures(
  context: FeatureContext,
  items: ArrayLike<number>,
  count: number,
  out: Float32Array,
): void {
  const { query, ratings, index } = context
  const tallies = [ratings.main, ratings.broad, ratings.narrow, ratings.rules, ratings.lastRule]
  const largest = tallies.map((tally) => largestOf(tally) || 1)
  const together = likenessOf(context, items, count)
  const [mainMax = 1, broadMax = 1, narrowMax = 1, rulesMax = 1, lastRuleMax = 1] = largest
  const length = query.length
  const last = query[length - 1] ?? -1
  const lastFrequency = Math.log(1 + documentFrequency(index, last)) / 8
  for (let at = 0, f = 0; at < count; at++) {
    const item = items[at] ?? 0
    const main = (ratings.main.values[item] ?? 0) / mainMax
    const broad = (ratings.broad.values[item] ?? 0) / broadMax
    const narrow = (ratings.narrow.values[item] ?? 0) / narrowMax
    const rules = (ratings.rules.values[item] ?? 0) / rulesMax
    const lastRule = (ratings.lastRule.values[item] ?? 0) / lastRuleMax
    const likeness = together[at] ?? 0
    out[f++] = main
    out[f++] = broad
    out[f++] = narrow
    out[f++] = rules
    out[f++] = lastRule
    out[f++] = likeness
    out[f++] = logarithm(main)
    out[f++] = logarithm(broad)
    out[f++] = logarithm(rules)
    out[f++] = logarithm(lastRule)
    out[f++] = logarithm(likeness)
    f = writePopularity(context, item, out, f)
    f = writeReturns(query, item, last, out, f)
    out[f++] = Math.min(length, 10) / 10
    out[f++] = length === 1 ? 1 : 0
    out[f++] = lastFrequency
  }
}

/** Likeness of each candidate to the query, as a share of the closest. */
function likenessOf({ ratings }: FeatureContext, items: ArrayLike<number>, count: number): Float64Array {
  const together = new Float64Array(count)
  let closest = 0
  for (let at = 0; at < count; at++) {
    together[at] = ratings.togetherness(items[at] ?? 0)
    closest = Math.max(closest, together[at] ?? 0)
  }
  if (closest > 0) for (let at = 0; at < count; at++) together[at] = (together[at] ?? 0) / closest
  return together
}

/** −1 for what is not rated, 0 for the best. */
function logarithm(share: number): number {
  return Math.log(share + 1e-3) / 7
}

/** How many visits hold the product, whether that grows, and how long ago the last one was. */
function writePopularity(
  { index, lately }: FeatureContext,
  item: number,
  out: Float32Array,
  from: number,
): number {
  const { start, count, values } = index.postings
  const first = start[item] ?? 0
  const df = count[item] ?? 0
  let low = 0
  let high = df
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((index.ends[values[first + middle] ?? 0] ?? 0) < lately) low = middle + 1
    else high = middle
  }
  const newest = df === 0 ? 0 : (values[first + df - 1] ?? 0)
  out[from] = Math.log(1 + df) / 8
  out[from + 1] = Math.log((df - low + 0.5) / (df * 0.05 + 0.5))
  out[from + 2] = Math.log(1 + index.slots - newest) / 12
  return from + 3
}

/** Whether this visit has viewed the product: at all, last, last but one, more than once, first; and steps ago. */
function writeReturns(
  query: ArrayLike<number>,
  item: number,
  last: number,
  out: Float32Array,
  from: number,
): number {
  const { length } = query
  let times = 0
  let stepsAgo = 0
  for (let at = length - 1; at >= 0; at--) {
    if (query[at] !== item) continue
    times++
    if (stepsAgo === 0) stepsAgo = length - at
  }
  out[from] = times > 0 ? 1 : 0
  out[from + 1] = item === last ? 1 : 0
  out[from + 2] = length > 1 && item !== last && query[length - 2] === item ? 1 : 0
  out[from + 3] = times > 1 ? 1 : 0
  out[from + 4] = length > 2 && query[0] === item ? 1 : 0
  out[from + 5] = stepsAgo / 10
  return from + 6
}
