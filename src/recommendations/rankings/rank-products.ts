/** Rankings of all products from visits and orders: what is liked, what rises, what sells. */
import { groupByVoter, type UnitLog } from '../relations/unit-log.ts'

export const daySeconds = 86_400

/** A visitor's interest counts half after a week. */
export const popularHalfLifeDays = 7
/** Rising is measured against the daily rate of so many days before the last one. */
export const trendBaseDays = 28

/** How far back bestsellers go, and the voters whom a reason may count. */
export const countedDays = { popular: 28, trending: 1, bestsellers: 30 } as const

/** Products with a positive score, best first. */
export interface RankedProducts {
  readonly items: Uint32Array
  readonly scores: Float32Array
  /** By product: voters of the last `countedDays`, recounted the same from Postgres. */
  readonly voters: Uint32Array
}

/**
 * Popular: each voter's latest visit to a product counts 2^(−age/7 d). Trending: `(x − μ)/√(μ + 1)`, x voters of the
 * last 24 hours, μ voters per day over the 28 days before.
 *
 * @param ends end of each unit, seconds since 1970
 */
export function rankVisited(
  log: UnitLog,
  ends: Float64Array,
  nowSeconds: number,
): { readonly popular: RankedProducts; readonly trending: RankedProducts } {
  const liking = new Float64Array(log.itemCount)
  const today = new Float64Array(log.itemCount)
  const before = new Float64Array(log.itemCount)
  const voters = { popular: new Uint32Array(log.itemCount), trending: new Uint32Array(log.itemCount) }
  const { starts, units } = groupByVoter(log)
  for (let voter = 0; voter < log.voterCount; voter += 1) {
    const own = units.subarray(starts[voter] ?? 0, starts[voter + 1] ?? 0)
    addVoter(log, own, ends, nowSeconds, { liking, today, before, voters })
  }
  const trending = today.map((x, item) => {
    const rate = (before[item] ?? 0) / trendBaseDays
    return (x - rate) / Math.sqrt(rate + 1)
  })
  return {
    popular: bestFirst(liking, voters.popular),
    trending: bestFirst(trending, voters.trending),
  }
}

/** Adds what one voter says about each product: liking by the latest visit, one voice per product and day. */
function addVoter(
  { offsets, items }: UnitLog,
  units: Uint32Array,
  ends: Float64Array,
  nowSeconds: number,
  sums: {
    readonly liking: Float64Array
    readonly today: Float64Array
    readonly before: Float64Array
    readonly voters: { readonly popular: Uint32Array; readonly trending: Uint32Array }
  },
): void {
  const latest = new Map<number, number>()
  const days = new Set<number>()
  for (const unit of units) {
    const end = Math.min(ends[unit] ?? 0, nowSeconds)
    const day = Math.floor((nowSeconds - end) / daySeconds)
    for (const item of items.subarray(offsets[unit] ?? 0, offsets[unit + 1] ?? 0)) {
      latest.set(item, Math.max(latest.get(item) ?? 0, end))
      if (day <= trendBaseDays) days.add(item * (trendBaseDays + 1) + day)
    }
  }
  for (const [item, end] of latest) {
    const weight = 2 ** (-(nowSeconds - end) / (popularHalfLifeDays * daySeconds))
    sums.liking[item] = (sums.liking[item] ?? 0) + weight
    for (const kind of ['popular', 'trending'] as const) {
      // Compared as moments, and not as days of age, so that Postgres draws the line at the same visit.
      if (end > nowSeconds - countedDays[kind] * daySeconds) add(sums.voters[kind], item)
    }
  }
  for (const key of days) {
    const side = key % (trendBaseDays + 1) === 0 ? sums.today : sums.before
    const item = Math.floor(key / (trendBaseDays + 1))
    side[item] = (side[item] ?? 0) + 1
  }
}

function add(counts: Uint32Array, item: number): void {
  counts[item] = (counts[item] ?? 0) + 1
}

/** Products with a positive score, best first; ties go to the lower number. */
export function bestFirst(scores: ArrayLike<number>, voters: Uint32Array): RankedProducts {
  const items: number[] = []
  for (let item = 0; item < scores.length; item += 1) if ((scores[item] ?? 0) > 0) items.push(item)
  items.sort((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0) || left - right)
  return {
    items: Uint32Array.from(items),
    scores: Float32Array.from(items, (item) => scores[item] ?? 0),
    voters,
  }
}
