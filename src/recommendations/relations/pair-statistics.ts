/**
 * What counts of two products say: association, and how sure one may be of it. All counts are of voters (a visitor, or
 * a visit that may not be linked to one), so nobody weighs more than once on a pair.
 */

export interface PairCounts {
  /** Voters with both products. */
  readonly ab: number
  /** Voters with the source. */
  readonly a: number
  /** Voters with the destination. */
  readonly b: number
  /** All voters. */
  readonly total: number
}

export interface Interval {
  readonly lo: number
  readonly hi: number
}

/** Fewer voters than these say nothing: the list is then empty, not padded. */
export const support = { pairMin: 5, sourceMin: 20 } as const

/** 99.9 % quantile of χ² with one degree of freedom. */
export const significantRatio = 10.83

/** 97.5 % quantile of the normal distribution. */
const z = 1.96

/**
 * Log-likelihood ratio of independence, 0 or more (Dunning 1993, "Accurate methods for the statistics of surprise and
 * coincidence").
 */
export function logLikelihoodRatio({ ab, a, b, total }: PairCounts): number {
  const cells = [
    [ab, a, b],
    [a - ab, a, total - b],
    [b - ab, total - a, b],
    [total - a - b + ab, total - a, total - b],
  ] as const
  let sum = 0
  for (const [count, row, column] of cells) {
    if (count > 0) sum += count * Math.log((count * total) / (row * column))
  }
  return Math.max(0, 2 * sum)
}

/** True when the pair is supported, attracted to each other, and unlikely to be so by chance. */
export function isAssociated(counts: PairCounts): boolean {
  return (
    counts.ab >= support.pairMin &&
    counts.a >= support.sourceMin &&
    counts.ab * counts.total > counts.a * counts.b &&
    logLikelihoodRatio(counts) >= significantRatio
  )
}

/**
 * How many times likelier the destination is with the source than without it, and its 95 % interval (log normal;
 * half a voter is added to empty cells).
 */
export function liftOf({ ab, a, b, total }: PairCounts): Interval & { readonly lift: number } {
  const filled = (count: number) => (count > 0 ? count : 0.5)
  const both = filled(ab)
  const without = filled(b - ab)
  const others = filled(total - a)
  const lift = both / filled(a) / (without / others)
  const spread = z * Math.sqrt(Math.max(0, 1 / both - 1 / filled(a) + 1 / without - 1 / others))
  return { lift, lo: lift * Math.exp(-spread), hi: lift * Math.exp(spread) }
}

/** 95 % interval of the share ab/a (Wilson 1927). */
export function shareOf({ ab, a }: Pick<PairCounts, 'ab' | 'a'>): Interval {
  if (a === 0) return { lo: 0, hi: 1 }
  const share = ab / a
  const middle = share + (z * z) / (2 * a)
  const reach = z * Math.sqrt((share * (1 - share)) / a + (z * z) / (4 * a * a))
  const scale = 1 + (z * z) / a
  return { lo: Math.max(0, (middle - reach) / scale), hi: Math.min(1, (middle + reach) / scale) }
}

/** Cosine of the two sets of voters, shrunk where few have both; 0 to 1. */
export function shrunkCosine({ ab, a, b }: PairCounts): number {
  if (ab === 0) return 0
  return (ab / Math.sqrt(a * b)) * (ab / (ab + 10))
}
