/** Row types of the tables of evidence: what copy rests on beside the catalogue. */
import type { Defaulted, Jsonb, OrNull } from './columns.ts'

export interface EvidenceTables {
  attribute_dictionary: {
    shop_id: string
    attribute: string
    entry: Jsonb
    updated_at: Defaulted<Date>
  }
  price_ledger: {
    shop_id: string
    product_id: number
    variant_external_id: string
    observed_at: Date
    currency: string
    price_minor: OrNull<number>
    compare_at_price_minor: OrNull<number>
  }
  certificates: {
    shop_id: string
    id: string
    content: Jsonb
    expires_at: Date
    created_at: Defaulted<Date>
    updated_at: Defaulted<Date>
  }
  promotions: {
    shop_id: string
    id: string
    content: Jsonb
    ends_at: Date
    created_at: Defaulted<Date>
    updated_at: Defaulted<Date>
  }
}
