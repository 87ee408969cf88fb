/** One line of the price ledger: from this moment on a variant was offered at this price. */
export interface PricePoint {
  /** ISO 8601 instant of the import that brought it. */
  readonly at: string
  readonly currency: string
  /** Minor units; null: no price was stated. */
  readonly priceMinor: number | null
  readonly compareAtMinor: number | null
}

/** A variant's latest lines, oldest first. */
export type PriceHistory = readonly PricePoint[]

/**
 * Lines read per variant. A history of this length that still begins within the thirty days looked at is not known
 * well enough for a percentage, and then none is said.
 */
export const PRICE_POINTS_MAX = 200
