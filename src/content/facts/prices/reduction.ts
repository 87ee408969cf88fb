/**
 * What a reduction may be counted from. Directive 98/6/EC Art. 6a: the prior price is the lowest one of the thirty days
 * before the reduction; CJEU C-330/23: a percentage starts from it as well. The shop's own "was" price counts only where
 * the ledger has seen nothing that contradicts it.
 */
import { PRICE_POINTS_MAX, type PriceHistory, type PricePoint } from './price-point.ts'

export interface CurrentPrice {
  readonly priceMinor: number
  readonly compareAtMinor: number | null
  readonly currency: string
}

export interface PriceFinding {
  /** Lowest price of the thirty days before the present reduction; null when the ledger has not seen them. */
  readonly lowMinor: number | null
  /** What a saving may be counted from; null: there is no reduction to speak of. */
  readonly priorMinor: number | null
  /** Since when the present price holds, as far as the ledger knows. */
  readonly since: string | null
  /** A cut that the shop does not call a reduction is news for thirty days. */
  readonly expiresAt: string | null
  /** The shop's "was" price is above what the ledger has seen. */
  readonly isCompareAtContradicted: boolean
}

const DAY_MS = 86_400_000
export const PRIOR_DAYS = 30

/** @param now ISO 8601; only a cut without a "was" price depends on it */
export function findReduction(current: CurrentPrice, history: PriceHistory, now: string): PriceFinding {
  const { priceMinor, compareAtMinor } = current
  const isAnnounced = compareAtMinor !== null && compareAtMinor > priceMinor
  const points = withPresent(current, history, now)
  const since = startOfReduction(points, isAnnounced)
  const known = since === null ? undefined : lowestBefore(points, since, current.currency)
  const nothing = { since, expiresAt: null, isCompareAtContradicted: false }
  if (known === 'unknown')
    return { ...nothing, lowMinor: null, priorMinor: null, isCompareAtContradicted: isAnnounced }
  if (isAnnounced) {
    if (known === undefined) return { ...nothing, lowMinor: null, priorMinor: compareAtMinor }
    const isReduced = known > priceMinor
    return {
      ...nothing,
      lowMinor: known,
      priorMinor: isReduced ? Math.min(known, compareAtMinor) : null,
      isCompareAtContradicted: compareAtMinor > known,
    }
  }
  if (since === null || known === undefined || known <= priceMinor) {
    return { ...nothing, lowMinor: null, priorMinor: null }
  }
  const expiresAt = new Date(Date.parse(since) + PRIOR_DAYS * DAY_MS).toISOString()
  return expiresAt <= now
    ? { ...nothing, lowMinor: null, priorMinor: null }
    : { ...nothing, lowMinor: known, priorMinor: known, expiresAt }
}

/** The row may be newer than the ledger's last line by the moment of one import. */
function withPresent(current: CurrentPrice, history: PriceHistory, now: string): PriceHistory {
  const last = history.at(-1)
  if (last === undefined) return []
  const isPresent =
    last.priceMinor === current.priceMinor &&
    last.compareAtMinor === current.compareAtMinor &&
    last.currency === current.currency
  return isPresent ? history : [...history, { at: now, ...current }]
}

/**
 * When the present reduction began. A price cut and the "was" price that announces it belong together when less than
 * thirty days lie between them; a "was" price put on an old price is a reduction that begins with it.
 */
function startOfReduction(points: PriceHistory, isAnnounced: boolean): string | null {
  const last = points.at(-1)
  if (last === undefined) return null
  const isSamePrice = (point: PricePoint) =>
    point.priceMinor === last.priceMinor && point.currency === last.currency
  const [priced, before] = startOfRun(points, isSamePrice)
  if (!isAnnounced) return priced.at
  const [announced] = startOfRun(points, (point) => isSamePrice(point) && isReducedPoint(point))
  const wasCut = before !== undefined && (before.priceMinor ?? 0) > (last.priceMinor ?? 0)
  const isOneAct = Date.parse(announced.at) - Date.parse(priced.at) < PRIOR_DAYS * DAY_MS
  return wasCut && isOneAct ? priced.at : announced.at
}

function isReducedPoint({ priceMinor, compareAtMinor }: PricePoint): boolean {
  return priceMinor !== null && compareAtMinor !== null && compareAtMinor > priceMinor
}

/** The first line of the unbroken run that ends the history, and the line before it. */
function startOfRun(
  points: PriceHistory,
  belongs: (point: PricePoint) => boolean,
): readonly [first: PricePoint, before: PricePoint | undefined] {
  const before = points.findLastIndex((point) => !belongs(point))
  const first = points[before + 1] ?? points.at(-1)
  if (first === undefined) throw new Error('A run is looked for in a history that has lines.')
  return [first, points[before]]
}

/**
 * The lowest price in force at any moment of the thirty days before `until`.
 *
 * @returns undefined when no price was seen then; "unknown" when the lines read do not reach back far enough
 */
export function lowestBefore(
  points: PriceHistory,
  until: string,
  currency: string,
): number | undefined | 'unknown' {
  const from = new Date(Date.parse(until) - PRIOR_DAYS * DAY_MS).toISOString()
  const [oldest] = points
  if (points.length >= PRICE_POINTS_MAX && oldest !== undefined && oldest.at > from) return 'unknown'
  let low: number | undefined
  points.forEach((point, index) => {
    const end = points[index + 1]?.at ?? until
    // In force from its own moment to that of the next line.
    if (point.at >= until || end <= from || point.currency !== currency || point.priceMinor === null) return
    if (low === undefined || point.priceMinor < low) low = point.priceMinor
  })
  return low
}

/** Whole percent of the prior price, rounded down: never more than the truth. */
export function percentOff(priorMinor: number, priceMinor: number): number {
  // Integers throughout: minor units stay far below what a double holds exactly.
  return Math.floor(((priorMinor - priceMinor) * 100) / priorMinor)
}
