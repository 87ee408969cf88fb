/** Row types of slates and of the keys that sign their tokens. */
import type { Defaulted, Jsonb, JsonbOrNull, OrNull } from './columns.ts'

export interface SlateTables {
  slates: {
    shop_id: string
    id: string
    at: Date
    placement: string
    visitor: OrNull<string>
    epoch: number
    counted_seq: number
    counted_until: OrNull<Date>
    arm: OrNull<string>
    rules: string[]
    asked: Jsonb
    items: Jsonb
    explored: JsonbOrNull
  }
  slate_keys: { shop_id: string; number: number; secret: Uint8Array; created_at: Defaulted<Date> }
}
