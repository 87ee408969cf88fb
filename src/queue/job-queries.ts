/**
 * The states of a job and their guarded moves. Every move names the state it leaves; those of a worker also name
 * the fencing token, so a worker whose lease was given away can change nothing.
 *
 *   queued ─claim→ leased ─settle→ done | failed | cancelled
 *    ↕ pause, resume (pause-queries.ts): paused
 *      ↑               │
 *      └─ lease expired, retry, snooze, release     deliveries used up → dead
 *
 * Whatever moves several rows locks them in the order of their ids first: a pause over a thousand rows and a worker that
 * settles sixteen of them would otherwise wait for each other, and Postgres would end one of them.
 */
import { sql } from 'kysely'
import type { Db, Json } from '../database/schema.ts'
import type { ErrorCode } from '../errors.ts'

/** Claims before a job that keeps killing its worker ends as dead. */
export const DELIVERIES_MAX = 20

const wornOut = JSON.stringify({
  code: 'jobs.worn-out' satisfies ErrorCode,
  detail: 'The job was delivered too often without ending.',
})

export interface ClaimedRow {
  readonly id: string
  readonly shop_id: string
  readonly parent_id: string | null
  readonly payload: Json
  readonly token: number
  readonly attempts: number
  readonly cancel_requested: boolean
}

export interface Held {
  readonly id: string
  readonly token: number
}

/** Leases those of `ids` that are queued and due. Jobs out of deliveries become dead instead and are not returned. */
export async function claimJobs(
  db: Db,
  kind: string,
  ids: readonly string[],
  leaseMs: number,
): Promise<ClaimedRow[]> {
  const { rows } = await sql<ClaimedRow & { state: string }>`
    UPDATE jobs SET
      state = CASE WHEN deliveries >= ${DELIVERIES_MAX}::int THEN 'dead' ELSE 'leased' END,
      token = token + 1,
      deliveries = deliveries + 1,
      lease_until = clock_timestamp() + ${leaseMs}::float8 * interval '1 millisecond',
      started_at = coalesce(started_at, clock_timestamp()),
      finished_at = CASE WHEN deliveries >= ${DELIVERIES_MAX}::int THEN clock_timestamp() END,
      error = CASE WHEN deliveries >= ${DELIVERIES_MAX}::int
        THEN ${wornOut}::jsonb ELSE error END
    FROM (
      SELECT id FROM jobs
      WHERE id = ANY(${ids}::text[]) AND kind = ${kind} AND state = 'queued' AND run_at <= clock_timestamp()
      ORDER BY id FOR UPDATE
    ) due
    WHERE jobs.id = due.id
    RETURNING jobs.id, shop_id, parent_id, payload, token, attempts, cancel_requested, state`.execute(db)
  return rows.filter((row) => row.state === 'leased')
}

/** Prolongs leases; returns those still held, with the wish to cancel. Whoever is missing has lost its lease. */
export async function beat(
  db: Db,
  held: readonly Held[],
  leaseMs: number,
): Promise<{ id: string; cancel_requested: boolean }[]> {
  const { rows } = await sql<{ id: string; cancel_requested: boolean }>`
    UPDATE jobs SET lease_until = clock_timestamp() + ${leaseMs}::float8 * interval '1 millisecond'
    FROM (
      SELECT j.id FROM jobs j JOIN jsonb_to_recordset(${JSON.stringify(held)}::jsonb) AS h(id text, token bigint)
        ON j.id = h.id AND j.token = h.token
      WHERE j.state = 'leased' ORDER BY j.id FOR UPDATE OF j
    ) ours
    WHERE jobs.id = ours.id
    RETURNING jobs.id, jobs.cancel_requested`.execute(db)
  return rows
}

/**
 * Locks a job that is still its worker's and that nobody wants stopped; false otherwise. What a worker writes before its
 * job ends is written behind this.
 */
export async function lockHeld(trx: Db, { id, token }: Held): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM jobs WHERE id = ${id} AND token = ${token}::bigint AND state = 'leased' AND NOT cancel_requested
    FOR UPDATE`.execute(trx)
  return rows.length === 1
}

/** Marks jobs done; returns the ids that were still ours. Results of the others must not be written. */
export async function settleDone(
  trx: Db,
  ended: readonly (Held & { readonly result: Json })[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    UPDATE jobs SET state = 'done', result = e.result, error = NULL, lease_until = NULL, finished_at = clock_timestamp()
    FROM (
      SELECT j.id, r.result FROM jobs j
      JOIN jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) AS r(id text, token bigint, result jsonb)
        ON j.id = r.id AND j.token = r.token
      WHERE j.state = 'leased' ORDER BY j.id FOR UPDATE OF j
    ) e
    WHERE jobs.id = e.id
    RETURNING jobs.id`.execute(trx)
  return new Set(rows.map((row) => row.id))
}

/** Ends a job without a result. */
export async function settleEnded(
  db: Db,
  held: Held,
  state: 'failed' | 'cancelled',
  error: Json,
): Promise<void> {
  await sql`
    UPDATE jobs SET state = ${state}, error = ${JSON.stringify(error)}::jsonb, attempts = attempts + 1,
      lease_until = NULL, finished_at = clock_timestamp()
    WHERE id = ${held.id} AND token = ${held.token} AND state = 'leased'`.execute(db)
}

export interface Requeue {
  readonly delayMs: number
  /** True when the work itself failed; waiting for a rate limit or for children costs no attempt. */
  readonly countsAsAttempt: boolean
  readonly error: Json
}

/** Puts a job back to be run later; its delivery is given back, since the worker lived to tell. */
export async function requeue(
  db: Db,
  held: Held,
  { delayMs, countsAsAttempt, error }: Requeue,
): Promise<void> {
  await sql`
    UPDATE jobs SET state = CASE WHEN pause_requested THEN 'paused' ELSE 'queued' END, lease_until = NULL,
      deliveries = greatest(deliveries - 1, 0),
      attempts = attempts + ${countsAsAttempt ? 1 : 0}::int, error = ${JSON.stringify(error)}::jsonb,
      run_at = clock_timestamp() + ${delayMs}::float8 * interval '1 millisecond'
    WHERE id = ${held.id} AND token = ${held.token} AND state = 'leased'`.execute(db)
}

/** Stores progress while the lease holds. */
export async function storeProgress(db: Db, held: Held, progress: Json): Promise<void> {
  await sql`
    UPDATE jobs SET progress = ${JSON.stringify(progress)}::jsonb
    WHERE id = ${held.id} AND token = ${held.token} AND state = 'leased'`.execute(db)
}

export interface HintRow {
  readonly id: string
  readonly kind: string
  readonly hints: number
}

/** Takes outbox entries and counts a hint on their jobs. Entries whose hint is then lost are found by the sweep. */
export async function takeOutbox(db: Db, limit: number): Promise<HintRow[]> {
  const { rows } = await sql<HintRow>`
    WITH taken AS (
      DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)
      RETURNING job_id
    )
    UPDATE jobs SET hints = hints + 1, hinted_at = clock_timestamp()
    FROM taken WHERE jobs.id = taken.job_id
    RETURNING jobs.id, jobs.kind, jobs.hints`.execute(db)
  return rows
}

/** Any constant does, as long as nothing else in the database uses it. */
const SWEEP_LOCK = 7_482_014

/** True for the one process that may sweep until its transaction ends. */
export async function leadSweep(trx: Db): Promise<boolean> {
  const { rows } = await sql<{
    leads: boolean
  }>`SELECT pg_try_advisory_xact_lock(${SWEEP_LOCK}::bigint) AS leads`.execute(trx)
  return rows[0]?.leads === true
}

/** Ends every lease at once: for a database of one process, where a lease found at start belongs to a dead one. */
export async function expireLeases(db: Db): Promise<void> {
  await sql`UPDATE jobs SET lease_until = clock_timestamp() WHERE state = 'leased'`.execute(db)
}

/** Queues jobs again whose lease ran out, or ends them when they wore out their deliveries. */
export async function reclaimExpired(db: Db): Promise<HintRow[]> {
  const { rows } = await sql<HintRow & { state: string }>`
    UPDATE jobs SET
      state = CASE WHEN deliveries >= ${DELIVERIES_MAX}::int THEN 'dead' WHEN pause_requested THEN 'paused' ELSE 'queued' END,
      lease_until = NULL, hints = hints + 1, hinted_at = clock_timestamp(),
      finished_at = CASE WHEN deliveries >= ${DELIVERIES_MAX}::int THEN clock_timestamp() END,
      error = CASE WHEN deliveries >= ${DELIVERIES_MAX}::int
        THEN ${wornOut}::jsonb ELSE error END
    WHERE id IN (
      SELECT id FROM jobs WHERE state = 'leased' AND lease_until < clock_timestamp()
      ORDER BY lease_until LIMIT 1000 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, kind, hints, state`.execute(db)
  return rows.filter((row) => row.state === 'queued')
}

/**
 * Due jobs that nobody was told of: never hinted though created two seconds ago, put off since their last hint,
 * or hinted a while ago and still waiting: 15 seconds where the queue holds no hint of the kind any more, three
 * minutes where it does, since the hint may only be late.
 */
export async function takeUnhinted(db: Db, emptyKinds: readonly string[]): Promise<HintRow[]> {
  const { rows } = await sql<HintRow>`
    UPDATE jobs SET hints = hints + 1, hinted_at = clock_timestamp()
    WHERE id IN (
      SELECT id FROM jobs
      WHERE state = 'queued' AND run_at <= clock_timestamp() AND (
        (hinted_at IS NULL AND run_at < clock_timestamp() - interval '2 seconds')
        OR hinted_at < run_at
        OR (kind = ANY(${emptyKinds}::text[]) AND hinted_at < clock_timestamp() - interval '15 seconds')
        OR hinted_at < clock_timestamp() - interval '3 minutes'
      )
      ORDER BY run_at LIMIT 2000 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, kind, hints`.execute(db)
  return rows
}

/** Ids of due jobs, oldest first, for workers that poll because hints stay away. */
export async function listDue(
  db: Db,
  kinds: readonly string[],
  limit: number,
): Promise<{ id: string; kind: string }[]> {
  const { rows } = await sql<{ id: string; kind: string }>`
    SELECT id, kind FROM jobs
    WHERE state = 'queued' AND run_at <= clock_timestamp() AND kind = ANY(${kinds}::text[])
    ORDER BY run_at LIMIT ${limit}::int`.execute(db)
  return rows
}

/** Age in seconds of the oldest due job of each kind that has one. */
export async function oldestDueSeconds(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ kind: string; age: number }>`
    SELECT kind, extract(epoch FROM clock_timestamp() - min(run_at))::float8 AS age
    FROM jobs WHERE state = 'queued' AND run_at <= clock_timestamp() GROUP BY kind`.execute(db)
  return new Map(rows.map(({ kind, age }) => [kind, age]))
}

/** Deletes jobs that ended 90 days ago, with their children. */
export async function purgeOldJobs(db: Db): Promise<void> {
  await sql`DELETE FROM jobs WHERE finished_at < now() - interval '90 days' AND parent_id IS NULL
    AND state IN ('done', 'failed', 'dead', 'cancelled')`.execute(db)
}

/** Deletes idempotency keys older than seven days (reliability bar R5). */
export async function purgeIdempotencyKeys(db: Db): Promise<void> {
  await sql`DELETE FROM idempotency_keys WHERE created_at < now() - interval '7 days'`.execute(db)
}

/**
 * Cancels a job of the shop and its children: those waiting end now, those running are asked to stop.
 * Returns how many ended at once and how many will.
 */
export async function cancelJobs(
  trx: Db,
  shopId: string,
  id: string,
): Promise<{ ended: number; asked: number }> {
  // A planner that is adding children holds its own row: with the row in hand, no child can be added behind our back.
  await sql`SELECT id FROM jobs WHERE shop_id = ${shopId} AND id = ${id} FOR UPDATE`.execute(trx)
  const { rows } = await sql<{ state: string }>`
    UPDATE jobs SET
      cancel_requested = true,
      state = CASE WHEN state IN ('queued', 'paused') THEN 'cancelled' ELSE state END,
      finished_at = CASE WHEN state IN ('queued', 'paused') THEN clock_timestamp() ELSE finished_at END
    FROM (
      SELECT id FROM jobs
      WHERE shop_id = ${shopId} AND (id = ${id} OR parent_id = ${id}) AND state IN ('queued', 'paused', 'leased')
      ORDER BY id FOR UPDATE
    ) open
    WHERE jobs.id = open.id
    RETURNING state`.execute(trx)
  const ended = rows.filter((row) => row.state === 'cancelled').length
  return { ended, asked: rows.length - ended }
}
