/** SQL of reconciling the ledger with a provider's invoice. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import type { CallPurpose, CallState } from './call-state.ts'

export interface InvoiceLine {
  readonly callId: string
  readonly costMicros: number
}

/** Books what the provider really billed for uncertain calls; returns the ids of those that were waiting for it. */
export async function settleInvoiced(
  db: Db,
  shopId: string,
  lines: readonly InvoiceLine[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    WITH call AS (
      UPDATE model_calls SET state = 'settled', settled_at = clock_timestamp(), cost_micros = line."costMicros"
      FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS line("callId" text, "costMicros" bigint)
      WHERE shop_id = ${shopId} AND id = line."callId" AND state = 'uncertain'
      RETURNING id, day, reserved_micros, cost_micros
    ), per_day AS (
      SELECT day, sum(reserved_micros)::bigint AS reserved, sum(cost_micros)::bigint AS cost FROM call GROUP BY day
    ), booked AS (
      UPDATE budgets SET held_micros = held_micros - reserved, spent_micros = spent_micros + cost,
        limit_micros = greatest(limit_micros, held_micros - reserved + spent_micros + cost)
      FROM per_day WHERE budgets.shop_id = ${shopId} AND budgets.day = per_day.day
    )
    SELECT id FROM call`.execute(db)
  return rows.map((row) => row.id)
}

export interface BookedCall {
  readonly id: string
  readonly state: CallState
  readonly cost_micros: number | null
}

export async function selectCalls(db: Db, shopId: string, ids: readonly string[]): Promise<BookedCall[]> {
  const { rows } = await sql<BookedCall>`
    SELECT id, state, cost_micros FROM model_calls WHERE shop_id = ${shopId} AND id = ANY(${ids}::text[])`.execute(
    db,
  )
  return rows
}

export interface CallListRow {
  readonly id: string
  readonly day: string
  readonly model: string
  readonly purpose: CallPurpose
  readonly state: CallState
  readonly copy_job_id: string
  readonly reserved_micros: number
  readonly cost_micros: number | null
  readonly input_tokens: number | null
  readonly output_tokens: number | null
  readonly failure: string | null
  readonly created_at: Date
}

/** A keyset page of calls, newest first; ids of calls sort by time. */
export async function selectCallPage(
  db: Db,
  shopId: string,
  {
    state,
    after,
    limit,
  }: { readonly state: CallState | undefined; readonly after: string | null; readonly limit: number },
): Promise<CallListRow[]> {
  const { rows } = await sql<CallListRow>`
    SELECT id, day::text AS day, model, purpose, state, copy_job_id, reserved_micros, cost_micros, input_tokens,
      output_tokens, failure, created_at
    FROM model_calls WHERE shop_id = ${shopId} ${state === undefined ? sql`` : sql`AND state = ${state}`}
      ${after === null ? sql`` : sql`AND id < ${after}`}
    ORDER BY id DESC LIMIT ${limit}::int`.execute(db)
  return rows
}
