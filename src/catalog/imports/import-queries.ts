/** SQL of imports: their state and counters. Every move names the states it leaves. */
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../database/schema.ts'
import type { Import, ImportCounts, ReadingOptions } from './import.ts'

/**
 * A job that ended without settling its import (worn out, failed in another process) decides what is shown, so that
 * no import looks alive for ever; `sweepImports` then writes it down.
 */
const importRow = sql`
  SELECT i.id, i.shop_id AS "shopId", i.job_id AS "jobId", i.format, i.file_name AS "fileName",
    CASE WHEN i.state IN ('queued', 'running') AND j.state IN ('failed', 'dead') THEN 'failed'
         WHEN i.state IN ('queued', 'running') AND j.state = 'cancelled' THEN 'cancelled'
         ELSE i.state END AS state,
    i.byte_length AS "byteLength", i.bytes_read AS "bytesRead", i.rows_settled AS "rowsSettled",
    i.rows_created AS created, i.rows_updated AS updated, i.rows_unchanged AS unchanged, i.rows_failed AS failed,
    CASE WHEN i.state IN ('queued', 'running') AND j.state IN ('failed', 'dead') THEN j.error->>'detail'
         ELSE i.failure END AS failure,
    i.created_at AS "createdAt", coalesce(i.finished_at, j.finished_at) AS "finishedAt"
  FROM imports i LEFT JOIN jobs j ON j.id = i.job_id AND j.shop_id = i.shop_id`

export async function selectImport(db: Db, shopId: string, id: string): Promise<Import | undefined> {
  const { rows } = await sql<Import>`${importRow} WHERE i.shop_id = ${shopId} AND i.id = ${id}`.execute(db)
  return rows[0]
}

/** Newest first, ties by id; `before` is the last one shown. */
export async function selectImports(
  db: Db,
  shopId: string,
  before: { readonly createdAt: string; readonly id: string } | undefined,
  limit: number,
): Promise<Import[]> {
  const after: RawBuilder<unknown> =
    before === undefined
      ? sql`true`
      : sql`(i.created_at, i.id) < (${before.createdAt}::timestamptz, ${before.id})`
  const { rows } = await sql<Import>`
    ${importRow} WHERE i.shop_id = ${shopId} AND ${after}
    ORDER BY i.created_at DESC, i.id DESC LIMIT ${limit}::int`.execute(db)
  return rows
}

export interface NewImport {
  readonly id: string
  readonly shopId: string
  readonly format: string
  readonly fileName: string | null
  readonly options: ReadingOptions
  readonly createdAt: Date
}

export async function insertImport(db: Db, added: NewImport): Promise<void> {
  await sql`
    INSERT INTO imports (id, shop_id, format, mapping, file_name, state, created_at)
    VALUES (${added.id}, ${added.shopId}, ${added.format}, ${JSON.stringify(added.options)}::jsonb, ${added.fileName},
      'uploading', ${added.createdAt})`.execute(db)
}

/** uploading → queued; false when the import is no longer uploading. */
export async function queueImport(
  trx: Db,
  shopId: string,
  id: string,
  { jobId, byteLength }: { readonly jobId: string; readonly byteLength: number },
): Promise<boolean> {
  const { rows } = await sql`
    UPDATE imports SET state = 'queued', job_id = ${jobId}, byte_length = ${byteLength}
    WHERE id = ${id} AND shop_id = ${shopId} AND state = 'uploading' RETURNING id`.execute(trx)
  return rows.length === 1
}

/** Removes an import with its chunks and errors. */
export async function deleteImport(db: Db, shopId: string, id: string): Promise<void> {
  await sql`DELETE FROM imports WHERE id = ${id} AND shop_id = ${shopId}`.execute(db)
}

export interface StartedImport {
  readonly format: Import['format']
  readonly options: unknown
  readonly byteLength: number
  readonly rowsSettled: number
  readonly counts: ImportCounts
  readonly locale: string
  readonly currency: string
  readonly errorsStored: number
}

/** queued or running → running, with the checkpoint to go on from; undefined when the import has ended. */
export async function startImport(db: Db, shopId: string, id: string): Promise<StartedImport | undefined> {
  const { rows } = await sql<StartedImport>`
    UPDATE imports i SET state = 'running' FROM shops s
    WHERE i.id = ${id} AND i.shop_id = ${shopId} AND i.state IN ('queued', 'running') AND s.id = i.shop_id
    RETURNING i.format, i.mapping AS options, i.byte_length AS "byteLength", i.rows_settled AS "rowsSettled",
      json_build_object('created', i.rows_created, 'updated', i.rows_updated, 'unchanged', i.rows_unchanged,
        'failed', i.rows_failed) AS counts,
      s.locale, s.currency,
      (SELECT count(*) FROM import_errors e WHERE e.import_id = i.id AND e.shop_id = i.shop_id) AS "errorsStored"`.execute(
    db,
  )
  return rows[0]
}

/**
 * Locks a running import that stands exactly at the checkpoint, until the transaction ends: of two runners only one
 * gets past here with the same entries.
 */
export async function lockAtCheckpoint(
  trx: Db,
  shopId: string,
  id: string,
  entriesSettled: number,
): Promise<'ours' | 'moved' | 'ended'> {
  const { rows } = await sql<{ running: boolean; entries: number }>`
    SELECT state = 'running' AS running, rows_created + rows_updated + rows_unchanged + rows_failed AS entries
    FROM imports WHERE id = ${id} AND shop_id = ${shopId} FOR UPDATE`.execute(trx)
  const [current] = rows
  if (current?.running !== true) return 'ended'
  return current.entries === entriesSettled ? 'ours' : 'moved'
}

export interface CheckpointStep {
  readonly rows: number
  readonly counts: ImportCounts
  readonly bytesRead: number
}

/** Moves the checkpoint; the caller holds the lock of `lockAtCheckpoint`. */
export async function advanceCheckpoint(
  trx: Db,
  shopId: string,
  id: string,
  { rows, counts, bytesRead }: CheckpointStep,
): Promise<void> {
  await sql`
    UPDATE imports SET rows_settled = rows_settled + ${rows}::int,
      rows_created = rows_created + ${counts.created}::int, rows_updated = rows_updated + ${counts.updated}::int,
      rows_unchanged = rows_unchanged + ${counts.unchanged}::int, rows_failed = rows_failed + ${counts.failed}::int,
      bytes_read = greatest(bytes_read, ${bytesRead}::bigint)
    WHERE id = ${id} AND shop_id = ${shopId}`.execute(trx)
}

export interface ImportEnd {
  readonly state: 'done' | 'failed' | 'cancelled'
  readonly failure: string | null
  readonly finishedAt: Date
}

/** Ends an import that has not ended and drops its bytes; false when it had ended already. */
export async function endImport(trx: Db, shopId: string, id: string, end: ImportEnd): Promise<boolean> {
  const { rows } = await sql`
    WITH ended AS (
      UPDATE imports SET state = ${end.state}, failure = ${end.failure}, finished_at = ${end.finishedAt},
        bytes_read = CASE WHEN ${end.state} = 'done' THEN byte_length ELSE bytes_read END
      WHERE id = ${id} AND shop_id = ${shopId} AND state IN ('uploading', 'queued', 'running')
      RETURNING id
    ),
    dropped AS (
      DELETE FROM import_chunks c USING ended WHERE c.import_id = ended.id AND c.shop_id = ${shopId}
    )
    SELECT id FROM ended`.execute(trx)
  return rows.length === 1
}

/**
 * For all shops: writes down the end of imports whose job ended without them, drops bytes nobody will read, and
 * removes uploads begun before `abandonedBefore` that never completed. Returns how many imports it touched.
 */
export async function settleOrphans(db: Db, now: Date, abandonedBefore: Date): Promise<number> {
  const { rows } = await sql`
    WITH ended AS (
      UPDATE imports i SET
        state = CASE j.state WHEN 'cancelled' THEN 'cancelled' ELSE 'failed' END,
        failure = j.error->>'detail', finished_at = coalesce(j.finished_at, ${now})
      FROM jobs j
      WHERE j.id = i.job_id AND j.shop_id = i.shop_id AND i.state IN ('queued', 'running')
        AND j.state IN ('failed', 'dead', 'cancelled')
      RETURNING i.id, i.shop_id
    ),
    dropped AS (
      DELETE FROM import_chunks c USING ended WHERE c.import_id = ended.id AND c.shop_id = ended.shop_id
    ),
    abandoned AS (
      DELETE FROM imports WHERE state = 'uploading' AND created_at < ${abandonedBefore} RETURNING id, shop_id
    )
    SELECT id FROM ended UNION ALL SELECT id FROM abandoned`.execute(db)
  return rows.length
}
