/**
 * Difference of two ratios of sums, such as clicks per slate, with a 95 % interval clustered by visitor: what one visitor
 * does hangs together, so visitors and not slates are the units (delta method; Deng, Knoblich, Lu: "Applying the Delta
 * Method in Metric Analytics", KDD 2018).
 */

/** Sums over visitors, each with a count of slates seen and a total of clicks or money. */
export interface Moments {
  readonly clusters: number
  readonly count: number
  readonly total: number
  readonly countSquares: number
  readonly totalSquares: number
  /** Σ count · total. */
  readonly products: number
}

export interface Difference {
  /** Ratio with the rule minus ratio without. */
  readonly value: number
  readonly lo: number
  readonly hi: number
}

/** Half the width of a 95 % interval in standard errors. */
const z95 = 1.959964

/** Undefined with fewer than two visitors on either side, or no slate. */
export function ratioDifference(withRule: Moments, without: Moments): Difference | undefined {
  const [a, b] = [ratioOf(withRule), ratioOf(without)]
  if (a === undefined || b === undefined) return undefined
  const value = a.value - b.value
  const half = z95 * Math.sqrt(a.variance + b.variance)
  return { value, lo: value - half, hi: value + half }
}

function ratioOf({
  clusters,
  count,
  total,
  countSquares,
  totalSquares,
  products,
}: Moments): { readonly value: number; readonly variance: number } | undefined {
  if (clusters < 2 || count === 0) return undefined
  const value = total / count
  // Σ (total − value · count)²; rounding must not make it negative.
  const squares = Math.max(0, totalSquares - 2 * value * products + value ** 2 * countSquares)
  return { value, variance: (squares / (clusters - 1)) * (clusters / count ** 2) }
}
