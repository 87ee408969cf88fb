/** Row types of the tables of copy: what is asked for, written and reviewed. */
import type { ColumnType, Generated } from 'kysely'
import type { Defaulted, Json, Jsonb, JsonbOrNull, OrNull } from './columns.ts'

export interface ContentTables {
  copy_jobs: {
    id: string
    shop_id: string
    selection: Jsonb
    fields: string[]
    locale: string
    writer: string
    seed: number
    max_cost_micros: OrNull<number>
    delivery: Defaulted<string>
    created_at: Defaulted<Date>
    voice_id: OrNull<string>
    voice_version: OrNull<number>
  }
  brand_voices: {
    shop_id: string
    id: string
    version: number
    voice: Jsonb
    created_at: Defaulted<Date>
  }
  brand_voice_defaults: {
    shop_id: string
    voice_id: string
  }
  copy_drafts: {
    id: string
    shop_id: string
    product_id: number
    copy_job_id: string
    job_id: string
    locale: string
    state: string
    writer: string
    model: OrNull<string>
    prompt_id: OrNull<string>
    prompt_version: OrNull<string>
    prompt_hash: OrNull<string>
    facts_hash: string
    cache_key: string
    usage: JsonbOrNull
    cost_micros: Defaulted<number>
    created_at: Defaulted<Date>
    version: Defaulted<number>
    open_codes: Defaulted<string[]>
    updated_at: Defaulted<Date>
  }
  copy_versions: {
    draft_id: string
    number: number
    shop_id: string
    fields: Jsonb
    proposals: ColumnType<Json, string | undefined, string>
    facts: Jsonb
    facts_hash: string
    findings: ColumnType<Json, string | undefined, string>
    metrics: ColumnType<Json, string | undefined, string>
    origin: string
    author: OrNull<string>
    created_at: Defaulted<Date>
  }
  copy_locks: {
    shop_id: string
    product_id: number
    locale: string
    field: string
    copy: Jsonb
    facts: Jsonb
    draft_id: string
    version: number
    locked_by: string
    locked_at: Defaulted<Date>
  }
  copy_waivers: {
    id: string
    shop_id: string
    code: string
    product_id: OrNull<number>
    reason: string
    approver: string
    expires_at: Date
    created_at: Defaulted<Date>
    revoked_at: OrNull<Date>
    revoked_by: OrNull<string>
  }
  review_log: {
    id: Generated<number>
    shop_id: string
    draft_id: OrNull<string>
    waiver_id: OrNull<string>
    event: string
    from_state: OrNull<string>
    to_state: OrNull<string>
    version: OrNull<number>
    actor: OrNull<string>
    reason: OrNull<string>
    detail: ColumnType<Json, string | undefined, string>
    at: Defaulted<Date>
  }
}
