/** Row types of what shoppers did: events, visits and their log. */
import type { Defaulted, OrNull } from './columns.ts'

export interface EventTables {
  events: {
    shop_id: string
    at: Date
    id: Defaulted<number>
    event_id: string
    type: string
    consent: string
    visitor: OrNull<string>
    session: string
    product: OrNull<string>
    variant: OrNull<string>
    quantity: OrNull<number>
    price_minor: OrNull<number>
    currency: OrNull<string>
    order_id: OrNull<string>
    query: OrNull<string>
    placement: OrNull<string>
    position: OrNull<number>
    slate: OrNull<string>
    arm: OrNull<string>
    clock_corrected: Defaulted<boolean>
    received_at: Defaulted<Date>
  }
  event_keys: { shop_id: string; key: Uint8Array; received_at: Defaulted<Date> }
  visit_logs: { shop_id: string; last_seq: Defaulted<number> }
  open_visits: { shop_id: string; session: string; visitor: OrNull<string>; first_at: Date; settles_at: Date }
  visits: {
    shop_id: string
    seq: number
    session: string
    visitor: OrNull<string>
    started_at: Date
    ended_at: Date
    items: string[]
  }
  visit_erasures: { shop_id: string; seq: number; visit_seq: number; erased_at: Defaulted<Date> }
  erased_visitors: { shop_id: string; visitor: Uint8Array; erased_at: Defaulted<Date> }
}
