/**
 * From what was reported to what may be stored: consent, clocks and age are decided here, without a database. The row
 * has the names of the columns, because it travels as JSON.
 */
import type { ReadToken } from '../attribution.ts'
import type { ShopEvent } from '../event.ts'
import { eventKey, storedKeys, tombstoneOf } from '../visit-key.ts'

/** A clock may run ahead by so much; beyond it the event happened when it was received. */
const AHEAD_MS = 5 * 60_000
/** How late an event may come in without being history: a phone that was offline for a week. */
export const LATE_DAYS = 7
const DAY_MS = 86_400_000

export interface EventRow {
  readonly event_id: string
  /** Hexadecimal, as bytea reads it. */
  readonly key: string
  readonly tombstone: string | null
  /** ISO 8601. */
  readonly at: string
  readonly type: ShopEvent['type']
  readonly consent: 'session' | 'pseudonymous' | 'known'
  readonly visitor: string | null
  readonly session: string
  readonly product: string | null
  readonly variant: string | null
  readonly quantity: number | null
  readonly price_minor: number | null
  readonly currency: string | null
  readonly order_id: string | null
  readonly query: string | null
  readonly placement: string | null
  readonly position: number | null
  readonly slate: string | null
  readonly arm: string | null
  readonly clock_corrected: boolean
}

export interface RowContext {
  readonly shopId: string
  readonly receivedAt: Date
  /** Events older than LATE_DAYS are welcome. */
  readonly history: boolean
  /** Start of what is kept; older events would be dropped at once. Undefined: everything is kept. */
  readonly keptSince: Date | undefined
  readonly readToken: ReadToken
  readonly newEventId: () => string
}

export type Decision =
  | { readonly kind: 'store'; readonly row: EventRow; readonly unattributed: boolean }
  | { readonly kind: 'not-stored' }
  | { readonly kind: 'rejected'; readonly path: string; readonly message: string }

export function decideEvent(event: ShopEvent, context: RowContext): Decision {
  const keys = storedKeys(event)
  if (keys === undefined) return { kind: 'not-stored' }
  const when = timeOf(event, context)
  if ('message' in when) return { kind: 'rejected', path: 'at', message: when.message }
  const eventId = event.event_id ?? context.newEventId()
  const read = event.token === undefined ? undefined : context.readToken(event.token)
  const attribution = read?.shopId === context.shopId ? read : undefined
  return {
    kind: 'store',
    unattributed: event.token !== undefined && attribution === undefined,
    row: {
      event_id: eventId,
      key: hex(eventKey(eventId)),
      tombstone: keys.visitor === null ? null : hex(tombstoneOf(keys.visitor)),
      at: when.at.toISOString(),
      type: event.type,
      ...keys,
      product: 'product' in event ? event.product : null,
      variant: ('variant' in event ? event.variant : undefined) ?? null,
      quantity: 'quantity' in event ? event.quantity : null,
      price_minor: ('price_minor' in event ? event.price_minor : undefined) ?? null,
      currency: ('currency' in event ? event.currency : undefined) ?? null,
      order_id: (keys.consent === 'known' && 'order_id' in event ? event.order_id : undefined) ?? null,
      query: 'query' in event ? event.query : null,
      placement: attribution?.placement ?? ('placement' in event ? event.placement : undefined) ?? null,
      position: ('position' in event ? event.position : undefined) ?? null,
      slate: attribution?.slate ?? null,
      arm: attribution?.arm ?? null,
      clock_corrected: when.corrected,
    },
  }
}

function timeOf(
  { at: told }: ShopEvent,
  { receivedAt, history, keptSince }: RowContext,
): { readonly at: Date; readonly corrected: boolean } | { readonly message: string } {
  if (told === undefined) return { at: receivedAt, corrected: false }
  const at = new Date(told)
  const ageMs = receivedAt.getTime() - at.getTime()
  if (ageMs < -AHEAD_MS) return { at: receivedAt, corrected: true }
  if (!history && ageMs > LATE_DAYS * DAY_MS) {
    return { message: `is more than ${String(LATE_DAYS)} days old; send old events with history=true` }
  }
  if (keptSince !== undefined && at < keptSince) {
    return { message: `is before ${keptSince.toISOString()}, from which on events are kept` }
  }
  return { at, corrected: false }
}

function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`
}
