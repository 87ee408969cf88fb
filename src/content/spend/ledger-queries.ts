/** SQL of the ledger. Each move names the state it leaves and changes call and budget in one statement. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import type { TokenUsage } from '../../inference/chat-model.ts'
import type { CallPurpose, CallState } from './call-state.ts'

export interface Reservation {
  readonly id: string
  readonly shopId: string
  readonly jobId: string
  readonly copyJobId: string
  readonly maxCostMicros: number | null
  readonly day: string
  readonly purpose: CallPurpose
  readonly provider: string
  readonly model: string
  readonly requestHash: string
  readonly reservedMicros: number
  readonly dailyLimitMicros: number
  /** The line of a batch file: the call waits for its batch. Left out: it goes at once. */
  readonly batchLine?: string
}

export type Held =
  | { readonly isHeld: false }
  | {
      readonly isHeld: true
      /** Set once a day, when four fifths of the cap are used. */
      readonly warning: { readonly usedMicros: number; readonly limitMicros: number } | null
    }

/**
 * Holds the worst case of a call on the budget row, or says that it does not fit. The row is locked by the
 * upsert, so parallel reservers queue and none sees a stale sum; the table's CHECK would refuse an overshoot anyway.
 */
export async function insertReservation(db: Db, call: Reservation): Promise<Held> {
  if (call.maxCostMicros === null) return await holdAndRecord(db, call)
  const { maxCostMicros } = call
  return await db.transaction().execute(async (trx) => {
    // The cap of a copy job is a sum over its calls; locking its row makes reservers of one job take turns.
    await sql`SELECT id FROM copy_jobs WHERE shop_id = ${call.shopId} AND id = ${call.copyJobId} FOR UPDATE`.execute(
      trx,
    )
    const { rows } = await sql<{ committed: number }>`
      SELECT coalesce(sum(CASE WHEN state = 'settled' THEN cost_micros ELSE reserved_micros END), 0)::bigint AS committed
      FROM model_calls WHERE shop_id = ${call.shopId} AND copy_job_id = ${call.copyJobId} AND state <> 'released'`.execute(
      trx,
    )
    if ((rows[0]?.committed ?? 0) + call.reservedMicros > maxCostMicros) return { isHeld: false }
    return await holdAndRecord(trx, call)
  })
}

/**
 * The shop's own cap goes before the operator's; reserving, recording and the one warning of the day are one statement,
 * whose last part sees the budget as it was before.
 */
async function holdAndRecord(db: Db, call: Reservation): Promise<Held> {
  const { rows } = await sql<{ warned: boolean; used: number; cap: number }>`
    WITH cap AS (
      SELECT coalesce((SELECT daily_limit_micros FROM spend_limits WHERE shop_id = ${call.shopId}),
        ${call.dailyLimitMicros}::bigint) AS micros
    ), hold AS (
      INSERT INTO budgets (shop_id, day, limit_micros, held_micros, warned_at)
      SELECT ${call.shopId}::text, ${call.day}::date, micros, ${call.reservedMicros}::bigint,
        CASE WHEN ${call.reservedMicros}::bigint * 5 >= micros * 4 AND micros > 0 THEN clock_timestamp() END
      FROM cap WHERE ${call.reservedMicros}::bigint <= micros
      ON CONFLICT (shop_id, day) DO UPDATE
        SET held_micros = budgets.held_micros + excluded.held_micros, limit_micros = excluded.limit_micros,
          warned_at = coalesce(budgets.warned_at,
            CASE WHEN (budgets.spent_micros + budgets.held_micros + excluded.held_micros) * 5 >= excluded.limit_micros * 4
              AND excluded.limit_micros > 0 THEN clock_timestamp() END)
        WHERE budgets.spent_micros + budgets.held_micros + excluded.held_micros <= excluded.limit_micros
      RETURNING shop_id, day, warned_at, spent_micros + held_micros AS used, limit_micros
    ), call AS (
      INSERT INTO model_calls (id, shop_id, day, job_id, copy_job_id, purpose, provider, model, request_hash, state,
        reserved_micros, delivery, batch_line)
      SELECT ${call.id}::text, shop_id, day, ${call.jobId}::text, ${call.copyJobId}::text, ${call.purpose}::text,
        ${call.provider}::text, ${call.model}::text, ${call.requestHash}::text, 'reserved', ${call.reservedMicros}::bigint,
        ${call.batchLine === undefined ? 'now' : 'batch'}::text, ${call.batchLine ?? null}::text
      FROM hold
    )
    SELECT hold.warned_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM budgets b WHERE b.shop_id = hold.shop_id
        AND b.day = hold.day AND b.warned_at IS NOT NULL) AS warned, used::bigint AS used,
      limit_micros::bigint AS cap FROM hold`.execute(db)
  const [row] = rows
  if (row === undefined) return { isHeld: false }
  return { isHeld: true, warning: row.warned ? { usedMicros: row.used, limitMicros: row.cap } : null }
}

/** Committed before the first byte leaves. */
export async function markSent(db: Db, shopId: string, id: string): Promise<void> {
  await sql`UPDATE model_calls SET state = 'sent', sent_at = clock_timestamp()
    WHERE shop_id = ${shopId} AND id = ${id} AND state = 'reserved'`.execute(db)
}

/** Committed before the answer is parsed. */
export async function markReceived(
  db: Db,
  shopId: string,
  id: string,
  {
    raw,
    usage,
    costMicros,
  }: { readonly raw: Uint8Array; readonly usage: TokenUsage | null; readonly costMicros: number | null },
): Promise<void> {
  await sql`UPDATE model_calls SET state = 'received', received_at = clock_timestamp(), response = ${raw}::bytea,
      input_tokens = ${usage?.inputTokens ?? null}::bigint, output_tokens = ${usage?.outputTokens ?? null}::bigint,
      cost_micros = ${costMicros}::bigint
    WHERE shop_id = ${shopId} AND id = ${id} AND state IN ('sent', 'uncertain')`.execute(db)
}

/**
 * The real cost replaces the hold. A provider that bills above the worst case it was given raises the day's limit
 * to what was really spent, so that the sum stays true and nothing more can be reserved.
 */
export async function moveToSettled(db: Db, shopId: string, id: string): Promise<void> {
  await sql`
    WITH call AS (
      UPDATE model_calls SET state = 'settled', settled_at = clock_timestamp()
      WHERE shop_id = ${shopId} AND id = ${id} AND state = 'received' AND cost_micros IS NOT NULL
      RETURNING shop_id, day, reserved_micros, cost_micros
    )
    UPDATE budgets SET held_micros = held_micros - call.reserved_micros, spent_micros = spent_micros + call.cost_micros,
      limit_micros = greatest(limit_micros, held_micros - call.reserved_micros + spent_micros + call.cost_micros)
    FROM call WHERE budgets.shop_id = call.shop_id AND budgets.day = call.day`.execute(db)
}

/** The outcome is unknown: the worst case stays held. */
export async function moveToUncertain(db: Db, shopId: string, id: string, failure: string): Promise<void> {
  await sql`UPDATE model_calls SET state = 'uncertain', failure = ${failure}
    WHERE shop_id = ${shopId} AND id = ${id} AND state IN ('sent', 'received')`.execute(db)
}

/** Nothing was billed: the hold is dropped. */
export async function moveToReleased(db: Db, shopId: string, id: string, failure: string): Promise<void> {
  await sql`
    WITH call AS (
      UPDATE model_calls SET state = 'released', failure = ${failure}, settled_at = clock_timestamp()
      WHERE shop_id = ${shopId} AND id = ${id} AND state IN ('reserved', 'sent')
      RETURNING shop_id, day, reserved_micros
    )
    UPDATE budgets SET held_micros = held_micros - call.reserved_micros
    FROM call WHERE budgets.shop_id = call.shop_id AND budgets.day = call.day`.execute(db)
}

export interface CallRow {
  readonly id: string
  readonly state: CallState
  readonly request_hash: string
  readonly reserved_micros: number
  readonly cost_micros: number | null
  readonly input_tokens: number | null
  readonly output_tokens: number | null
  readonly response: Uint8Array | null
  readonly delivery: string
}

/** Calls of a job, oldest first. */
export async function selectCallsOfJob(db: Db, shopId: string, jobId: string): Promise<CallRow[]> {
  const { rows } = await sql<CallRow>`
    SELECT id, state, request_hash, reserved_micros, cost_micros, input_tokens, output_tokens, response, delivery
    FROM model_calls WHERE shop_id = ${shopId} AND job_id = ${jobId} ORDER BY created_at, id`.execute(db)
  return rows
}

/** Jobs that have ended while a call of theirs is still open, as after a cancellation in mid-call. Over all shops. */
export async function selectEndedWithOpenCalls(
  db: Db,
  limit: number,
): Promise<{ shop_id: string; job_id: string }[]> {
  const { rows } = await sql<{ shop_id: string; job_id: string }>`
    SELECT DISTINCT c.shop_id, c.job_id FROM model_calls c LEFT JOIN jobs j ON j.id = c.job_id AND j.shop_id = c.shop_id
    WHERE c.state IN ('reserved', 'sent', 'received') AND c.created_at < now() - interval '1 minute' AND c.delivery = 'now'
      AND (j.id IS NULL OR j.state IN ('done', 'failed', 'dead', 'cancelled'))
    LIMIT ${limit}::int`.execute(db)
  return rows
}

/** Raw answers older than 30 days are forgotten (what they cost is kept). Over all shops. */
export async function forgetOldAnswers(db: Db): Promise<void> {
  await sql`UPDATE model_calls SET response = NULL
    WHERE response IS NOT NULL AND created_at < now() - interval '30 days' AND shop_id IS NOT NULL`.execute(
    db,
  )
}
