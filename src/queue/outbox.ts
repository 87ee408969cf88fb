/**
 * The only way to add a job: its row and its outbox entry, in the caller's transaction. The relay turns the
 * entry into a hint after the commit, so no job is lost between the two and none is added inside a transaction.
 */
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../database/schema.ts'
import { newId } from '../ids.ts'
import type { JobDefinition } from './job.ts'

export interface EnqueueRequest<P> {
  readonly shopId: string
  readonly payload: P
  /** Given where another row refers to the job by the same id. */
  readonly id?: string
  readonly parentId?: string
}

/** Adds one job and returns its id. */
export async function enqueue<K extends string, P>(
  trx: Db,
  definition: JobDefinition<K, P>,
  request: EnqueueRequest<z.input<JobDefinition<K, P>['payload']>>,
): Promise<string> {
  const [id] = await enqueueMany(trx, definition, [request])
  if (id === undefined) throw new Error('enqueueMany returned no id')
  return id
}

/** Adds many jobs of one kind in one statement; returns their ids in the order of the requests. */
export async function enqueueMany<K extends string, P>(
  trx: Db,
  definition: JobDefinition<K, P>,
  requests: readonly EnqueueRequest<z.input<JobDefinition<K, P>['payload']>>[],
): Promise<string[]> {
  if (requests.length === 0) return []
  const rows = requests.map((request) => ({
    id: request.id ?? newId('job'),
    shop_id: request.shopId,
    parent_id: request.parentId ?? null,
    payload: definition.payload.parse(request.payload),
  }))
  await sql`
    WITH added AS (
      INSERT INTO jobs (id, shop_id, kind, parent_id, payload)
      SELECT id, shop_id, ${definition.kind}, parent_id, payload
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, shop_id text, parent_id text, payload jsonb)
      RETURNING id, shop_id, kind
    )
    INSERT INTO outbox (shop_id, job_id, kind) SELECT shop_id, id, kind FROM added
  `.execute(trx)
  return rows.map((row) => row.id)
}

/** Lets jobs that were put off go on now. */
export async function wakeJobs(trx: Db, shopId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    WITH woken AS (
      UPDATE jobs SET run_at = clock_timestamp()
      WHERE shop_id = ${shopId} AND id = ANY(${ids}::text[]) AND state = 'queued' RETURNING id, shop_id, kind
    )
    INSERT INTO outbox (shop_id, job_id, kind) SELECT shop_id, id, kind FROM woken`.execute(trx)
}
