/**
 * Difference of two ratios of sums, such as clicks per slate, with a 95 % interval clustered by visitor: what one visitor
 * does hangs together, so visitors and not slates are the units (delta method; Deng, Knoblich, Lu: "Applying the Delta
 * Method in Metric Analytics", KDD 2018).
 */

/** One visitor: `count` slates seen, `total` clicks or money. */
export interface Cluster {
  readonly count: number
  readonly total: number
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
export function ratioDifference(
  withRule: readonly Cluster[],
  without: readonly Cluster[],
): Difference | undefined {
  const [a, b] = [ratioOf(withRule), ratioOf(without)]
  if (a === undefined || b === undefined) return undefined
  const value = a.value - b.value
  const half = z95 * Math.sqrt(a.variance + b.variance)
  return { value, lo: value - half, hi: value + half }
}

function ratioOf(
  clusters: readonly Cluster[],
): { readonly value: number; readonly variance: number } | undefined {
  const size = clusters.length
  const counts = clusters.reduce((sum, { count }) => sum + count, 0)
  if (size < 2 || counts === 0) return undefined
  const value = clusters.reduce((sum, { total }) => sum + total, 0) / counts
  const squares = clusters.reduce((sum, { count, total }) => sum + (total - value * count) ** 2, 0)
  return { value, variance: (squares / (size - 1)) * (size / counts ** 2) }
}
