/**
 * The paired bootstrap by visit (Efron and Tibshirani 1993, percentile intervals): visits are drawn with replacement,
 * and every method is measured on the same draw. Cases of one visit stand or fall together, so visits are drawn, not
 * cases. Differences between methods keep what the pairing saves.
 */
import { createChance } from '../../../chance.ts'

export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface Resampled {
  /** Mean of a column over all cases with its 95 % interval. */
  mean(column: number): Interval
  /** Mean of one column less that of another. */
  difference(column: number, other: number): Interval
}

export interface BootstrapInput {
  /** One value a case each: a hit, a reciprocal rank. */
  readonly columns: readonly Float64Array[]
  /** The visit of each case, 0 … visitCount − 1. */
  readonly visits: Uint32Array
  readonly visitCount: number
  readonly seed: number
  readonly draws?: number
}

const level = 0.95

export function bootstrap({ columns, visits, visitCount, seed, draws = 1_000 }: BootstrapInput): Resampled {
  const width = columns.length + 1
  const sums = sumsByVisit(columns, visits, visitCount)
  const totals = new Float64Array(width)
  for (let at = 0; at < sums.length; at++) totals[at % width] = (totals[at % width] ?? 0) + (sums[at] ?? 0)
  // means[column][draw]
  const means = columns.map(() => new Float64Array(draws))
  const random = createChance(seed)
  const drawn = new Float64Array(width)
  for (let draw = 0; draw < draws; draw++) {
    drawn.fill(0)
    for (let pick = 0; pick < visitCount; pick++) {
      const from = Math.floor(random() * visitCount) * width
      for (let column = 0; column < width; column++) {
        drawn[column] = (drawn[column] ?? 0) + (sums[from + column] ?? 0)
      }
    }
    means.forEach((mean, column) => {
      mean[draw] = (drawn[column] ?? 0) / (drawn[width - 1] ?? 1)
    })
  }
  const meanOf = (column: number) => (totals[column] ?? 0) / (totals[width - 1] ?? 1)
  const drawsOf = (column: number) => means[column] ?? new Float64Array(draws)
  return {
    mean: (column) => interval(meanOf(column), drawsOf(column)),
    difference(column, other) {
      const others = drawsOf(other)
      return interval(
        meanOf(column) - meanOf(other),
        drawsOf(column).map((mean, draw) => mean - (others[draw] ?? 0)),
      )
    },
  }
}

/** Row after row: the columns' sums over the cases of a visit, then how many cases it has. */
function sumsByVisit(
  columns: readonly Float64Array[],
  visits: Uint32Array,
  visitCount: number,
): Float64Array {
  const width = columns.length + 1
  const sums = new Float64Array(visitCount * width)
  visits.forEach((visit, at) => {
    const from = visit * width
    columns.forEach((column, place) => {
      sums[from + place] = (sums[from + place] ?? 0) + (column[at] ?? 0)
    })
    sums[from + width - 1] = (sums[from + width - 1] ?? 0) + 1
  })
  return sums
}

function interval(value: number, draws: Float64Array): Interval {
  const sorted = draws.slice().sort()
  const tail = (1 - level) / 2
  return { value, low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) }
}

/** Linear between the two nearest of sorted numbers. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return 0
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? 0
  return below + (above - below) * (place - Math.floor(place))
}
