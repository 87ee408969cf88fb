/**
 * Pausing a job with its children, resuming them, and queueing failed ones again. All of it is one wish on the rows
 * (`pause_requested`) and one move of state in the caller's transaction, so a kill leaves either all of it or nothing. Rows are
 * locked in the order of their ids, as job-queries.ts says.
 */
import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'

/**
 * Waiting jobs are set aside now; running ones end or, where they would be queued again, pause then. A planner that is
 * running stops at its next page.
 *
 * @returns how many rows the wish reached; 0 when everything has ended or is paused
 */
export async function pauseJobs(trx: Db, shopId: string, id: string): Promise<number> {
  await lockRoot(trx, shopId, id)
  const { rows } = await sql<{ id: string }>`
    UPDATE jobs SET pause_requested = true, state = CASE WHEN state = 'queued' THEN 'paused' ELSE state END
    FROM (
      SELECT id FROM jobs
      WHERE shop_id = ${shopId} AND (id = ${id} OR parent_id = ${id})
        AND (state = 'queued' OR (state = 'leased' AND NOT pause_requested))
      ORDER BY id FOR UPDATE
    ) open
    WHERE jobs.id = open.id
    RETURNING jobs.id`.execute(trx)
  return rows.length
}

/** Queues what was set aside and takes the wish back; returns how many rows it concerned. */
export async function resumeJobs(trx: Db, shopId: string, id: string): Promise<number> {
  await lockRoot(trx, shopId, id)
  const { rows } = await sql<{ id: string }>`
    WITH resumed AS (
      UPDATE jobs SET pause_requested = false, state = CASE WHEN state = 'paused' THEN 'queued' ELSE state END,
        run_at = CASE WHEN state = 'paused' THEN clock_timestamp() ELSE run_at END
      FROM (
        SELECT id FROM jobs
        WHERE shop_id = ${shopId} AND (id = ${id} OR parent_id = ${id}) AND (pause_requested OR state = 'paused')
        ORDER BY id FOR UPDATE
      ) aside
      WHERE jobs.id = aside.id
      RETURNING jobs.id, shop_id, kind, state
    ), hinted AS (
      INSERT INTO outbox (shop_id, job_id, kind) SELECT shop_id, id, kind FROM resumed WHERE state = 'queued'
    )
    SELECT id FROM resumed`.execute(trx)
  return rows.length
}

/** Queues what has failed, with all attempts before it; returns how many. */
export async function retryJobs(trx: Db, shopId: string, id: string): Promise<number> {
  await lockRoot(trx, shopId, id)
  const { rows } = await sql<{ id: string }>`
    WITH again AS (
      UPDATE jobs SET state = 'queued', attempts = 0, deliveries = 0, cancel_requested = false, finished_at = NULL,
        run_at = clock_timestamp()
      FROM (
        SELECT id FROM jobs
        WHERE shop_id = ${shopId} AND (id = ${id} OR parent_id = ${id}) AND state IN ('failed', 'dead')
          AND NOT pause_requested
        ORDER BY id FOR UPDATE
      ) ended
      WHERE jobs.id = ended.id
      RETURNING jobs.id, shop_id, kind
    ), hinted AS (
      INSERT INTO outbox (shop_id, job_id, kind) SELECT shop_id, id, kind FROM again
    )
    SELECT id FROM again`.execute(trx)
  return rows.length
}

/** A planner holds its own row while it adds children: with the row in hand, none is added behind our back. */
async function lockRoot(trx: Db, shopId: string, id: string): Promise<void> {
  await sql`SELECT id FROM jobs WHERE shop_id = ${shopId} AND id = ${id} FOR UPDATE`.execute(trx)
}
