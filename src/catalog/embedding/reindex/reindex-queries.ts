/** SQL of re-index jobs: their rows, their children, and the barrier that makes planning complete. */
import { sql } from 'kysely'
import type { Db, Json } from '../../../database/schema.ts'
import { jobs } from '../../../queue/jobs.ts'

export interface ReindexRow {
  readonly id: string
  readonly state: string
  readonly version_id: string
  /** Null when the version was dropped since. */
  readonly spec: string | null
  readonly model: string | null
  readonly progress: Json
  readonly result: Json
  readonly error: Json
  readonly created_at: Date
  readonly finished_at: Date | null
}

const selected = sql.raw(`
  j.id, j.state, j.payload ->> 'versionId' AS version_id, v.spec, v.model, j.progress, j.result, j.error,
  date_trunc('milliseconds', j.created_at) AS created_at, j.finished_at`)

export async function findReindexRow(db: Db, shopId: string, id: string): Promise<ReindexRow | undefined> {
  const { rows } = await sql<ReindexRow>`
    SELECT ${selected} FROM jobs j
    LEFT JOIN embedding_versions v ON v.shop_id = j.shop_id AND v.id = j.payload ->> 'versionId'
    WHERE j.shop_id = ${shopId} AND j.kind = ${jobs.reindex.kind} AND j.id = ${id}`.execute(db)
  return rows[0]
}

/** Newest first; `after` is the last row of the page before. Times are compared in milliseconds, as clients see them. */
export async function listReindexRows(
  db: Db,
  shopId: string,
  after: { readonly createdAt: string; readonly id: string } | undefined,
  limit: number,
): Promise<ReindexRow[]> {
  const { rows } = await sql<ReindexRow>`
    SELECT ${selected} FROM jobs j
    LEFT JOIN embedding_versions v ON v.shop_id = j.shop_id AND v.id = j.payload ->> 'versionId'
    WHERE j.shop_id = ${shopId} AND j.kind = ${jobs.reindex.kind}
      AND (${after?.id ?? null}::text IS NULL OR (date_trunc('milliseconds', j.created_at), j.id)
           < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::text))
    ORDER BY date_trunc('milliseconds', j.created_at) DESC, j.id DESC LIMIT ${limit}::int`.execute(db)
  return rows
}

/** The re-index of the shop that has not ended. */
export async function findOpenReindex(
  db: Db,
  shopId: string,
): Promise<{ readonly id: string; readonly version_id: string } | undefined> {
  const { rows } = await sql<{ id: string; version_id: string }>`
    SELECT id, payload ->> 'versionId' AS version_id FROM jobs
    WHERE shop_id = ${shopId} AND kind = ${jobs.reindex.kind} AND state IN ('queued', 'leased')
    ORDER BY created_at LIMIT 1`.execute(db)
  return rows[0]
}

export interface ChildCounts {
  /** Waiting or running. */
  readonly open: number
  /** Ended without having done their work. */
  readonly lost: number
  readonly embedded: number
  /** Seconds from the start of the first child to the end of the last; null before one has ended. */
  readonly seconds: number | null
}

export async function countChildren(db: Db, shopId: string, parentId: string): Promise<ChildCounts> {
  const { rows } = await sql<ChildCounts>`
    SELECT count(*) FILTER (WHERE state IN ('queued', 'leased')) AS open,
      count(*) FILTER (WHERE state IN ('failed', 'dead', 'cancelled')) AS lost,
      coalesce(sum((result ->> 'embedded')::bigint), 0)::bigint AS embedded,
      extract(epoch FROM max(finished_at) - min(started_at))::float8 AS seconds
    FROM jobs WHERE shop_id = ${shopId} AND parent_id = ${parentId}`.execute(db)
  return rows[0] ?? { open: 0, lost: 0, embedded: 0, seconds: null }
}

/** The barrier this job took in an earlier run; it travels in the job's progress. */
export async function storedBarrier(db: Db, shopId: string, jobId: string): Promise<string | undefined> {
  const { rows } = await sql<{ barrier: string | null }>`
    SELECT progress ->> 'barrier' AS barrier FROM jobs WHERE shop_id = ${shopId} AND id = ${jobId}`.execute(
    db,
  )
  return rows[0]?.barrier ?? undefined
}

/** A mark in time: every transaction that has written anything so far has an id below it. */
export async function currentBarrier(db: Db): Promise<string> {
  const { rows } = await sql<{ barrier: string }>`
    SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS barrier`.execute(db)
  return rows[0]?.barrier ?? '0'
}

/** True once every transaction below the mark has ended, so that all it wrote can be seen. */
export async function isPast(db: Db, barrier: string): Promise<boolean> {
  const { rows } = await sql<{ past: boolean }>`
    SELECT pg_snapshot_xmin(pg_current_snapshot()) >= ${barrier}::text::xid8 AS past`.execute(db)
  return rows[0]?.past === true
}
