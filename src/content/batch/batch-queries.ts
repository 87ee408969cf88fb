/** SQL of batches: which calls wait for one, which batch is where, and the moves between its states. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

/**
 * filled ─→ uploaded ─→ creating ─→ running ─→ collected
 *
 * "creating" is committed before the provider is asked, so that a batch whose creation was not heard of is looked for
 * before another is made. From "creating" on its calls count as sent.
 */
export type BatchStep = 'filled' | 'uploaded' | 'creating' | 'running' | 'collected'

export interface BatchRecord {
  readonly id: string
  readonly endpoint: string
  readonly model: string
  readonly api: string
  readonly mode: string
  readonly state: BatchStep
  readonly file_id: string | null
  readonly provider_id: string | null
  readonly created_at: Date
}

export interface WaitingCalls {
  /** Calls that wait for a batch, and the time of the oldest. */
  readonly unfilled: number
  readonly oldest: Date | null
  /** Products that may still join: planned or being planned, not ended, without a batched call. */
  readonly undecided: number
  /** Products that have not ended. */
  readonly unended: number
}

export async function selectWaiting(db: Db, shopId: string, copyJobId: string): Promise<WaitingCalls> {
  const { rows } = await sql<WaitingCalls>`
    WITH writers AS (
      SELECT j.id, j.kind, EXISTS (SELECT 1 FROM model_calls c
        WHERE c.shop_id = ${shopId} AND c.job_id = j.id AND c.delivery = 'batch') AS joined
      FROM jobs j WHERE j.shop_id = ${shopId} AND (j.id = ${copyJobId} OR j.parent_id = ${copyJobId})
        AND j.state IN ('queued', 'leased', 'paused')
    ), waiting AS (
      SELECT created_at FROM model_calls WHERE shop_id = ${shopId} AND copy_job_id = ${copyJobId}
        AND delivery = 'batch' AND batch_id IS NULL AND state = 'reserved'
    )
    SELECT (SELECT count(*)::int FROM waiting) AS unfilled, (SELECT min(created_at) FROM waiting) AS oldest,
      (SELECT count(*)::int FROM writers WHERE NOT joined) AS undecided,
      (SELECT count(*)::int FROM writers) AS unended`.execute(db)
  return rows[0] ?? { unfilled: 0, oldest: null, undecided: 0, unended: 0 }
}

/** Puts waiting calls of one model into a new batch; the calls name it from then on. */
export async function fillBatch(
  db: Db,
  batch: {
    readonly id: string
    readonly shopId: string
    readonly copyJobId: string
    readonly endpoint: string
    readonly model: string
    readonly api: string
    readonly mode: string
    readonly createdAt: Date
  },
  rowsMax: number,
): Promise<number> {
  const { rows } = await sql<{ filled: number }>`
    WITH taken AS (
      UPDATE model_calls SET batch_id = ${batch.id} WHERE shop_id = ${batch.shopId} AND id IN (
        SELECT id FROM model_calls WHERE shop_id = ${batch.shopId} AND copy_job_id = ${batch.copyJobId}
          AND delivery = 'batch' AND batch_id IS NULL AND state = 'reserved' AND model = ${batch.model}
        ORDER BY id LIMIT ${rowsMax}::int FOR UPDATE)
      RETURNING id
    ), made AS (
      INSERT INTO copy_batches (id, shop_id, copy_job_id, endpoint, model, api, mode, state, created_at)
      SELECT ${batch.id}::text, ${batch.shopId}::text, ${batch.copyJobId}::text, ${batch.endpoint}::text,
        ${batch.model}::text, ${batch.api}::text, ${batch.mode}::text, 'filled', ${batch.createdAt}::timestamptz
      WHERE EXISTS (SELECT 1 FROM taken)
    )
    SELECT count(*)::int AS filled FROM taken`.execute(db)
  return rows[0]?.filled ?? 0
}

export async function selectOpenBatches(db: Db, shopId: string, copyJobId: string): Promise<BatchRecord[]> {
  const { rows } = await sql<BatchRecord>`
    SELECT id, endpoint, model, api, mode, state, file_id, provider_id, created_at FROM copy_batches
    WHERE shop_id = ${shopId} AND copy_job_id = ${copyJobId} AND state <> 'collected' ORDER BY id`.execute(db)
  return rows
}

export async function selectLines(
  db: Db,
  shopId: string,
  batchId: string,
): Promise<{ callId: string; line: string }[]> {
  const { rows } = await sql<{ callId: string; line: string }>`
    SELECT id AS "callId", batch_line AS line FROM model_calls
    WHERE shop_id = ${shopId} AND batch_id = ${batchId} AND batch_line IS NOT NULL ORDER BY id`.execute(db)
  return rows
}

export async function markUploaded(db: Db, shopId: string, id: string, fileId: string): Promise<void> {
  await sql`UPDATE copy_batches SET state = 'uploaded', file_id = ${fileId}
    WHERE shop_id = ${shopId} AND id = ${id} AND state = 'filled'`.execute(db)
}

/** Committed before the provider is asked: from here on its calls may be billed. */
export async function markCreating(db: Db, shopId: string, id: string): Promise<void> {
  await sql`
    WITH batch AS (
      UPDATE copy_batches SET state = 'creating' WHERE shop_id = ${shopId} AND id = ${id} AND state = 'uploaded'
      RETURNING id
    )
    UPDATE model_calls SET state = 'sent', sent_at = clock_timestamp() FROM batch
    WHERE model_calls.shop_id = ${shopId} AND model_calls.batch_id = batch.id AND model_calls.state = 'reserved'`.execute(
    db,
  )
}

export async function markRunning(db: Db, shopId: string, id: string, providerId: string): Promise<void> {
  await sql`UPDATE copy_batches SET state = 'running', provider_id = ${providerId},
      created_by_provider_at = clock_timestamp()
    WHERE shop_id = ${shopId} AND id = ${id} AND state = 'creating'`.execute(db)
}

/** Calls of a batch, or of a copy job without one yet, that are still open. */
export async function selectOpenCalls(
  db: Db,
  shopId: string,
  of: { readonly batchId: string } | { readonly copyJobId: string },
): Promise<string[]> {
  const where =
    'batchId' in of ? sql`batch_id = ${of.batchId}` : sql`copy_job_id = ${of.copyJobId} AND batch_id IS NULL`
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM model_calls WHERE shop_id = ${shopId} AND delivery = 'batch' AND ${where}
      AND state IN ('reserved', 'sent')`.execute(db)
  return rows.map((row) => row.id)
}

/** The end of a batch: its lines are forgotten, and the jobs whose calls it carried are returned. */
export async function markCollected(
  trx: Db,
  shopId: string,
  id: string,
  end: { readonly outcome: string; readonly failure: string | null },
): Promise<string[]> {
  const { rows } = await sql<{ job_id: string }>`
    WITH batch AS (
      UPDATE copy_batches SET state = 'collected', outcome = ${end.outcome}, failure = ${end.failure},
        ended_at = clock_timestamp()
      WHERE shop_id = ${shopId} AND id = ${id} AND state <> 'collected' RETURNING id
    )
    UPDATE model_calls SET batch_line = NULL FROM batch
    WHERE model_calls.shop_id = ${shopId} AND model_calls.batch_id = batch.id RETURNING job_id`.execute(trx)
  return rows.map((row) => row.job_id)
}

/** Jobs whose calls never got into a batch. */
export async function selectJobsOfCalls(
  db: Db,
  shopId: string,
  callIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ job_id: string }>`
    SELECT DISTINCT job_id FROM model_calls WHERE shop_id = ${shopId} AND id = ANY(${callIds}::text[])`.execute(
    db,
  )
  return rows.map((row) => row.job_id)
}
