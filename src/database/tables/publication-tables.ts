/** Row types of what is published, and of the rules learnt from edits. */
import type { ColumnType } from 'kysely'
import type { Defaulted, Json, Jsonb, OrNull } from './columns.ts'

export interface PublicationTables {
  copy_publications: {
    id: string
    shop_id: string
    product_id: number
    locale: string
    draft_id: string
    version: number
    kind: string
    state: string
    fields: Jsonb
    channels: Jsonb
    blocked: ColumnType<Json, string | undefined, string>
    facts: Jsonb
    facts_hash: string
    stale: ColumnType<Json, string | undefined, string>
    withdrawn: Defaulted<string[]>
    published_by: string
    published_at: Date
    changed_xid: Defaulted<string>
  }
  copy_fact_uses: {
    publication_id: string
    shop_id: string
    product_id: number
    fact_id: string
    channel: string
    field: string
    segment: number
    expires_at: OrNull<Date>
  }
  copy_remotes: {
    shop_id: string
    product_id: number
    locale: string
    version: string
    seen_at: Date
  }
  copy_rules: {
    id: string
    shop_id: string
    language: string
    said: string
    instead: string
    state: string
    support: Jsonb
    examples: Jsonb
    decided_by: OrNull<string>
    decided_at: OrNull<Date>
    created_at: Defaulted<Date>
  }
}
