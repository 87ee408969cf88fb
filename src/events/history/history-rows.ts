/** From stored events to what a recommendation may use: which visit is this one, what was viewed, put in the cart, bought. */
import type { BoughtProduct, PastItem, VisitorHistory } from './visitor-history.ts'

/** A visit ends after so much idleness, by the time of its events. */
export const IDLE_MS = 30 * 60_000
const EARLIER_MAX = 200

export interface HistoryRow {
  readonly eventId: string
  readonly session: string
  readonly type: 'view' | 'add-to-cart' | 'remove' | 'purchase'
  readonly product: string
  readonly quantity: number
  readonly atMs: number
}

export interface HistoryView {
  readonly history: VisitorHistory
  /** From this moment on the visit has ended and another view is due, milliseconds since 1970. */
  readonly validUntilMs: number
}

const weights = { view: 1, 'add-to-cart': 3, purchase: 5 } as const

/** Events in the order they happened; equal times in that of their ids, whichever came in first. */
export function byTime(a: HistoryRow, b: HistoryRow): number {
  return a.atMs - b.atMs || (a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : 0)
}

/** @param rows in the order of `byTime`; @param session the stored key of the visit the request belongs to */
export function viewHistory(
  rows: readonly HistoryRow[],
  session: string,
  consentUsed: VisitorHistory['consentUsed'],
  nowMs: number,
): HistoryView {
  const visit = rowsOfVisit(rows, session, nowMs)
  const inVisit = new Set(visit)
  const newestMs = visit.at(-1)?.atMs
  const readsPast = consentUsed === 'pseudonymous' || consentUsed === 'known'
  const knowsOrders = consentUsed === 'known'
  return {
    validUntilMs: newestMs === undefined ? Number.POSITIVE_INFINITY : newestMs + IDLE_MS,
    history: {
      viewed: viewedIn(visit),
      cart: cartAfter(visit),
      earlier: readsPast ? pastItems(rows, inVisit, knowsOrders) : [],
      bought: knowsOrders ? boughtIn(rows) : [],
      consentUsed,
    },
  }
}

/** The newest rows of the session without a gap of idleness; none when the last of them is that old. */
function rowsOfVisit(rows: readonly HistoryRow[], session: string, nowMs: number): readonly HistoryRow[] {
  const own = rows.filter((row) => row.session === session)
  let first = own.length
  let laterMs = nowMs
  for (let place = own.length - 1; place >= 0; place -= 1) {
    const row = own[place]
    if (row === undefined || laterMs - row.atMs > IDLE_MS) break
    first = place
    laterMs = row.atMs
  }
  return own.slice(first)
}

function viewedIn(visit: readonly HistoryRow[]): readonly string[] {
  const viewed: string[] = []
  for (const { type, product } of visit)
    if (type === 'view' && viewed.at(-1) !== product) viewed.push(product)
  return viewed
}

function cartAfter(visit: readonly HistoryRow[]): readonly string[] {
  const units = new Map<string, number>()
  for (const { type, product, quantity } of visit) {
    if (type === 'add-to-cart') units.set(product, (units.get(product) ?? 0) + quantity)
    if (type === 'remove' || type === 'purchase')
      units.set(product, Math.max(0, (units.get(product) ?? 0) - quantity))
  }
  return [...units].flatMap(([product, count]) => (count > 0 ? [product] : []))
}

function pastItems(
  rows: readonly HistoryRow[],
  inVisit: ReadonlySet<HistoryRow>,
  knowsOrders: boolean,
): readonly PastItem[] {
  const items: PastItem[] = []
  for (const row of rows) {
    const { type, product, atMs } = row
    if (inVisit.has(row) || type === 'remove' || (type === 'purchase' && !knowsOrders)) continue
    items.push({ product, type, weight: weights[type], atSeconds: atMs / 1000 })
  }
  return items.slice(-EARLIER_MAX)
}

function boughtIn(rows: readonly HistoryRow[]): readonly BoughtProduct[] {
  const bought = new Map<string, { product: string; timesSeconds: number[]; quantity: number }>()
  for (const { type, product, quantity, atMs } of rows) {
    if (type !== 'purchase') continue
    const entry = bought.get(product) ?? { product, timesSeconds: [], quantity: 0 }
    entry.timesSeconds.push(atMs / 1000)
    entry.quantity += quantity
    bought.set(product, entry)
  }
  return [...bought.values()]
}
