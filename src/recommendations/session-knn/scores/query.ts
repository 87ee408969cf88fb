/** What a visit has viewed, as the scorers look at it: each product at its last position. */

export interface SessionQuery {
  /** Product numbers, oldest first. */
  readonly items: ArrayLike<number>
  readonly length: number
  /** Distinct products of the last `hist` positions, latest first, and the last position of each. */
  readonly distinct: readonly number[]
  readonly positions: readonly number[]
}

export function readQuery(items: ArrayLike<number>, hist: number): SessionQuery {
  const distinct: number[] = []
  const positions: number[] = []
  for (let at = items.length - 1; at >= Math.max(0, items.length - hist); at--) {
    const item = items[at] ?? 0
    if (distinct.includes(item)) continue
    distinct.push(item)
    positions.push(at)
  }
  return { items, length: items.length, distinct, positions }
}
