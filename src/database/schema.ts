/** Row types of every table, for Kysely. A house test compares them with the migrated database. */
import type { ColumnType, Generated, Kysely } from 'kysely'
import type { Defaulted, Json, Jsonb, JsonbOrNull, OrNull } from './tables/columns.ts'
import type { ContentTables } from './tables/content-tables.ts'
import type { EvaluationTables } from './tables/evaluation-tables.ts'
import type { EventTables } from './tables/event-tables.ts'
import type { EvidenceTables } from './tables/evidence-tables.ts'
import type { ModelTables } from './tables/model-tables.ts'
import type { PublicationTables } from './tables/publication-tables.ts'
import type { LintTables } from './tables/lint-tables.ts'
import type { MailingTables } from './tables/mailing-tables.ts'
import type { RuleTables } from './tables/rule-tables.ts'
import type { SlateTables } from './tables/slate-tables.ts'
import type { SpendTables } from './tables/spend-tables.ts'

export type { Json } from './tables/columns.ts'

export interface Schema
  extends
    ContentTables,
    EvaluationTables,
    EventTables,
    EvidenceTables,
    LintTables,
    MailingTables,
    ModelTables,
    PublicationTables,
    RuleTables,
    SlateTables,
    SpendTables {
  shops: {
    id: string
    name: string
    locale: Defaulted<string>
    currency: Defaulted<string>
    cors_origins: Defaulted<string[]>
    settings: ColumnType<Json, string | undefined, string>
    created_at: Defaulted<Date>
  }
  api_keys: {
    id: string
    shop_id: string
    name: string
    kind: string
    prefix: string
    hash: Uint8Array
    scopes: string[]
    created_at: Defaulted<Date>
    expires_at: OrNull<Date>
    revoked_at: OrNull<Date>
    last_used_at: OrNull<Date>
  }
  products: {
    id: Generated<number>
    shop_id: string
    external_id: string
    locale: string
    title: string
    brand: string | null
    category: string[]
    description: string | null
    short_description: string | null
    status: string
    url: string | null
    currency: string
    images: Jsonb
    tags: string[]
    attributes: Jsonb
    source: Jsonb
    facets: Jsonb
    in_stock: boolean
    price_min_minor: number | null
    price_max_minor: number | null
    row_hash: string
    content_hash: string
    created_at: Defaulted<Date>
    updated_at: Defaulted<Date>
    changed_xid: Generated<string>
  }
  variants: {
    id: Generated<number>
    shop_id: string
    product_id: number
    external_id: string
    position: number
    title: string | null
    options: Jsonb
    attributes: Jsonb
    price_minor: number | null
    compare_at_price_minor: number | null
    cost_minor: OrNull<number>
    stock_units: number | null
    gtin: string | null
    mpn: string | null
  }
  serving_instances: { id: string; lease_until: Date; applied: number }
  imports: {
    id: string
    shop_id: string
    job_id: OrNull<string>
    format: string
    mapping: JsonbOrNull
    file_name: OrNull<string>
    byte_length: Defaulted<number>
    state: string
    rows_settled: Defaulted<number>
    rows_created: Defaulted<number>
    rows_updated: Defaulted<number>
    rows_unchanged: Defaulted<number>
    rows_failed: Defaulted<number>
    bytes_read: Defaulted<number>
    failure: OrNull<string>
    created_at: Defaulted<Date>
    finished_at: OrNull<Date>
  }
  import_chunks: { import_id: string; shop_id: string; seq: number; bytes: Uint8Array }
  import_errors: {
    import_id: string
    shop_id: string
    row_number: number
    seq: number
    external_id: string | null
    path: string
    message: string
  }
  embedding_versions: {
    id: string
    number: Generated<number>
    shop_id: string
    spec: string
    model: string
    dimensions: number
    state: string
    fitted_model: OrNull<Uint8Array>
    gate: JsonbOrNull
    created_at: Defaulted<Date>
    live_since: OrNull<Date>
    retired_at: OrNull<Date>
  }
  embedding_pointers: {
    shop_id: string
    live_id: string
    previous_id: OrNull<string>
    switched_at: Defaulted<Date>
  }
  jobs: {
    id: string
    shop_id: string
    kind: string
    parent_id: OrNull<string>
    payload: Jsonb
    state: Defaulted<string>
    run_at: Defaulted<Date>
    token: Defaulted<number>
    lease_until: OrNull<Date>
    attempts: Defaulted<number>
    deliveries: Defaulted<number>
    hints: Defaulted<number>
    hinted_at: OrNull<Date>
    cancel_requested: Defaulted<boolean>
    pause_requested: Defaulted<boolean>
    progress: JsonbOrNull
    result: JsonbOrNull
    error: JsonbOrNull
    created_at: Defaulted<Date>
    started_at: OrNull<Date>
    finished_at: OrNull<Date>
  }
  outbox: {
    id: Generated<number>
    shop_id: string
    job_id: string
    kind: string
    created_at: Defaulted<Date>
  }
  idempotency_keys: {
    shop_id: string
    key: string
    fingerprint: Uint8Array
    status: OrNull<number>
    location: OrNull<string>
    body: JsonbOrNull
    created_at: Defaulted<Date>
  }
  webhook_endpoints: {
    id: string
    shop_id: string
    url: string
    events: string[]
    secret: string
    former_secret: OrNull<string>
    former_until: OrNull<Date>
    state: Defaulted<string>
    disabled_reason: OrNull<string>
    created_at: Defaulted<Date>
  }
  webhook_deliveries: {
    id: string
    shop_id: string
    endpoint_id: string
    event_id: string
    event_type: string
    body: string
    state: Defaulted<string>
    attempts: Defaulted<number>
    last_status: OrNull<number>
    last_failure: OrNull<string>
    last_attempt_at: OrNull<Date>
    created_at: Defaulted<Date>
  }
}

/** The one handle on the database. A transaction is a `Db` too: functions take what they are given. */
export type Db = Kysely<Schema>
