/** Row types of the spending ledger, and of what is known about model endpoints and batches. */
import type { Defaulted, OrNull } from './columns.ts'

export interface SpendTables {
  budgets: {
    shop_id: string
    day: string
    limit_micros: number
    held_micros: Defaulted<number>
    spent_micros: Defaulted<number>
    warned_at: OrNull<Date>
  }
  model_calls: {
    id: string
    shop_id: string
    day: string
    job_id: string
    copy_job_id: string
    purpose: string
    provider: string
    model: string
    request_hash: string
    state: string
    reserved_micros: number
    cost_micros: OrNull<number>
    input_tokens: OrNull<number>
    output_tokens: OrNull<number>
    response: OrNull<Uint8Array>
    failure: OrNull<string>
    created_at: Defaulted<Date>
    sent_at: OrNull<Date>
    received_at: OrNull<Date>
    settled_at: OrNull<Date>
    delivery: Defaulted<string>
    batch_id: OrNull<string>
    batch_line: OrNull<string>
  }
  model_endpoints: {
    shop_id: string
    endpoint: string
    model: string
    api: string
    mode: string
    streams: boolean
    off_schema: Defaulted<number>
    batches: OrNull<boolean>
    probed_at: Date
    expires_at: Date
  }
  copy_batches: {
    id: string
    shop_id: string
    copy_job_id: string
    endpoint: string
    model: string
    api: string
    mode: string
    state: string
    file_id: OrNull<string>
    provider_id: OrNull<string>
    outcome: OrNull<string>
    failure: OrNull<string>
    created_at: Defaulted<Date>
    created_by_provider_at: OrNull<Date>
    ended_at: OrNull<Date>
  }
  spend_limits: {
    shop_id: string
    daily_limit_micros: number
    updated_at: Defaulted<Date>
  }
}
