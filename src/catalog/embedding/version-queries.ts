/** SQL of embedding versions and of the pointer that names the live one. */
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { newId } from '../../ids.ts'
import { jobs } from '../../queue/jobs.ts'
import {
  vectorTable,
  vectorType,
  type EmbeddingState,
  type EmbeddingVersion,
  type GateReport,
} from './embedding-version.ts'

/** The vector table of a version as an SQL name. */
export function tableOf(version: Pick<EmbeddingVersion, 'number'>): RawBuilder<unknown> {
  return sql.raw(vectorTable(version.number))
}

const gateSchema = z
  .object({
    coverage: z.number(),
    sampled: z.number(),
    recallAt10: z.number(),
    p95Ms: z.number(),
    efSearch: z.number(),
    exact: z.boolean(),
  })
  .nullable()

const versionSchema = z
  .object({
    id: z.string(),
    number: z.number(),
    shop_id: z.string(),
    spec: z.string(),
    model: z.string(),
    dimensions: z.number(),
    state: z.enum(['building', 'live', 'retired', 'failed']),
    gate: gateSchema,
  })
  .transform(({ shop_id, ...version }): EmbeddingVersion => ({ ...version, shopId: shop_id }))

const columns = sql.raw('id, number, shop_id, spec, model, dimensions, state, gate')

/** Makes changes to the versions of one shop wait for each other until the transaction ends. */
export async function lockVersions(trx: Db, shopId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('embedding_versions ' || ${shopId}, 0))`.execute(
    trx,
  )
}

export async function insertVersion(trx: Db, shopId: string, spec: string): Promise<EmbeddingVersion> {
  const { rows } = await sql`
    INSERT INTO embedding_versions (id, shop_id, spec, model, dimensions, state)
    VALUES (${newId('vec')}, ${shopId}, ${spec}, '', 0, 'building') RETURNING ${columns}`.execute(trx)
  return versionSchema.parse(rows[0])
}

export async function findVersion(db: Db, shopId: string, id: string): Promise<EmbeddingVersion | undefined> {
  const { rows } = await sql`
    SELECT ${columns} FROM embedding_versions WHERE shop_id = ${shopId} AND id = ${id}`.execute(db)
  return rows.map((row) => versionSchema.parse(row))[0]
}

/** The versions that answer or may yet: live, previous (to roll back to) and building, also when its re-index ended early. */
export async function listCurrentVersions(db: Db, shopId: string): Promise<EmbeddingVersion[]> {
  const { rows } = await sql`
    SELECT ${columns} FROM embedding_versions v
    WHERE v.shop_id = ${shopId} AND (v.state = 'building' OR ${isPointedAt}) ORDER BY v.number`.execute(db)
  return rows.map((row) => versionSchema.parse(row))
}

/**
 * Of these, the versions a changed product must be embedded for now. A build whose re-index ended early is left alone:
 * when it is taken up again, that re-index plans whatever changed meanwhile.
 */
export async function listMaintainedVersions(db: Db, shopId: string): Promise<EmbeddingVersion[]> {
  const { rows } = await sql`
    SELECT ${columns} FROM embedding_versions v
    WHERE v.shop_id = ${shopId} AND (${isPointedAt} OR (v.state = 'building' AND EXISTS (
      SELECT FROM jobs j WHERE ${isReindexOf} AND j.state IN ('queued', 'leased')))) ORDER BY v.number`.execute(
    db,
  )
  return rows.map((row) => versionSchema.parse(row))
}

const isPointedAt = sql`EXISTS (
  SELECT FROM embedding_pointers p WHERE p.shop_id = v.shop_id AND v.id IN (p.live_id, p.previous_id))`

/** Job j builds or completes version v. */
const isReindexOf = sql`
  j.shop_id = v.shop_id AND j.kind = ${sql.lit(jobs.reindex.kind)} AND j.payload ->> 'versionId' = v.id`

export interface PointedVersions {
  readonly live: EmbeddingVersion | undefined
  readonly previous: EmbeddingVersion | undefined
}

export async function findPointed(db: Db, shopId: string): Promise<PointedVersions> {
  const { rows } = await sql<{ is_live: boolean }>`
    SELECT v.id, v.number, v.shop_id, v.spec, v.model, v.dimensions, v.state, v.gate, v.id = p.live_id AS is_live
    FROM embedding_pointers p JOIN embedding_versions v ON v.shop_id = p.shop_id AND v.id IN (p.live_id, p.previous_id)
    WHERE p.shop_id = ${shopId}`.execute(db)
  const pick = (isLive: boolean) => {
    const row = rows.find((candidate) => candidate.is_live === isLive)
    return row && versionSchema.parse(row)
  }
  return { live: pick(true), previous: pick(false) }
}

/** The shop's own fitted model; read apart, because it is megabytes. */
export async function readFittedModel(db: Db, { id, shopId }: EmbeddingVersion): Promise<Uint8Array | null> {
  const { rows } = await sql<{ fitted_model: Uint8Array | null }>`
    SELECT fitted_model FROM embedding_versions WHERE shop_id = ${shopId} AND id = ${id}`.execute(db)
  return rows[0]?.fitted_model ?? null
}

export interface Preparation {
  readonly spec: string
  readonly model: string
  readonly dimensions: number
  readonly fitted: Uint8Array | null
}

/** Settles what a version is and makes its table. From here on imports embed for it too. Doing it again changes nothing. */
export async function prepareVersion(
  trx: Db,
  { id, shopId, number }: EmbeddingVersion,
  { spec, model, dimensions, fitted }: Preparation,
  dialect: 'postgres' | 'pglite',
): Promise<void> {
  const { rows } = await sql`
    UPDATE embedding_versions
    SET spec = ${spec}, model = ${model}, dimensions = ${dimensions}::int, fitted_model = ${fitted}
    WHERE shop_id = ${shopId} AND id = ${id} AND state = 'building' AND dimensions = 0 RETURNING id`.execute(
    trx,
  )
  if (rows.length === 0) return
  const table = tableOf({ number })
  const type = sql.raw(`${vectorType(dialect, dimensions)}(${String(dimensions)})`)
  await sql`
    CREATE TABLE ${table} (
      product_id bigint PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
      shop_id text NOT NULL,
      content_hash text NOT NULL,
      v ${type} NOT NULL
    )`.execute(trx)
  // Inline vectors where a row fits into a page: a scan that must look elsewhere for each is several times slower.
  if (dimensions * 4 < 7_000) await sql`ALTER TABLE ${table} ALTER COLUMN v SET STORAGE PLAIN`.execute(trx)
}

export async function storeGate(db: Db, { id, shopId }: EmbeddingVersion, gate: GateReport): Promise<void> {
  await sql`UPDATE embedding_versions SET gate = ${JSON.stringify(gate)}::jsonb
    WHERE shop_id = ${shopId} AND id = ${id}`.execute(db)
}

/** Points the shop at the version; the live one becomes the previous one. Pointing at the live one changes nothing. */
export async function pointAt(trx: Db, shopId: string, id: string, now: Date): Promise<void> {
  await sql`
    INSERT INTO embedding_pointers AS p (shop_id, live_id, switched_at) VALUES (${shopId}, ${id}, ${now})
    ON CONFLICT (shop_id) DO UPDATE
      SET live_id = ${id}, previous_id = p.live_id, switched_at = ${now} WHERE p.live_id <> ${id}`.execute(
    trx,
  )
  await sql`
    UPDATE embedding_versions v SET
      state = CASE WHEN v.id = p.live_id THEN 'live' ELSE 'retired' END,
      live_since = CASE WHEN v.id = p.live_id THEN coalesce(v.live_since, ${now}) ELSE v.live_since END,
      retired_at = CASE WHEN v.id = p.live_id THEN NULL ELSE coalesce(v.retired_at, ${now}) END
    FROM embedding_pointers p
    WHERE p.shop_id = ${shopId} AND v.shop_id = ${shopId} AND (v.id = p.live_id OR v.state = 'live')`.execute(
    trx,
  )
}

export async function setState(trx: Db, shopId: string, id: string, state: EmbeddingState): Promise<void> {
  await sql`UPDATE embedding_versions SET state = ${state} WHERE shop_id = ${shopId} AND id = ${id}`.execute(
    trx,
  )
}

/** Forgets the previous version, when it was retired before `before`. */
export async function releasePrevious(trx: Db, shopId: string, before: Date): Promise<void> {
  await sql`
    UPDATE embedding_pointers p SET previous_id = NULL FROM embedding_versions v
    WHERE p.shop_id = ${shopId} AND v.shop_id = ${shopId} AND v.id = p.previous_id AND v.retired_at < ${before}`.execute(
    trx,
  )
}

/** A build beside a live version that no re-index has worked on since `before`. */
const isAbandoned = (before: Date) => sql`
  v.state = 'building' AND v.created_at < ${before}
  AND EXISTS (SELECT FROM embedding_pointers p WHERE p.shop_id = v.shop_id)
  AND NOT EXISTS (SELECT FROM jobs j
    WHERE ${isReindexOf} AND (j.state IN ('queued', 'leased') OR j.finished_at >= ${before}))`

/** Gives up builds that nobody has taken up since `before`. */
export async function giveUpAbandoned(trx: Db, shopId: string, before: Date): Promise<void> {
  await sql`
    UPDATE embedding_versions v SET state = 'failed'
    WHERE v.shop_id = ${shopId} AND ${isAbandoned(before)}`.execute(trx)
}

/** Shops that hold a version which is out of use, or was retired or abandoned before `before`. */
export async function listShopsToTidy(db: Db, before: Date): Promise<string[]> {
  const { rows } = await sql<{ shop_id: string }>`
    SELECT DISTINCT v.shop_id FROM embedding_versions v
    WHERE (v.state IN ('retired', 'failed') AND (v.retired_at < ${before} OR NOT ${isPointedAt}))
      OR (${isAbandoned(before)})
    ORDER BY v.shop_id`.execute(db)
  return rows.map(({ shop_id }) => shop_id)
}

/** Dropping a table that refers to `products` locks that one too: every reader waits behind it, so not for long. */
const dropWaitMs = 200

/**
 * Drops the tables and rows of versions that can never answer again; returns how many. Rejects when others hold
 * `products` for longer than a moment.
 */
export async function dropUnusedVersions(trx: Db, shopId: string): Promise<number> {
  await sql`SELECT set_config('lock_timeout', ${String(dropWaitMs)}, true)`.execute(trx)
  const { rows } = await sql<{ number: number }>`
    DELETE FROM embedding_versions v
    WHERE v.shop_id = ${shopId} AND v.state IN ('retired', 'failed') AND NOT ${isPointedAt}
    RETURNING v.number`.execute(trx)
  for (const version of rows) await sql`DROP TABLE IF EXISTS ${tableOf(version)}`.execute(trx)
  return rows.length
}

/** True when the shop has an import that is not at its end. */
export async function isImporting(db: Db, shopId: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM imports WHERE shop_id = ${shopId} AND state IN ('queued', 'running') LIMIT 1`.execute(db)
  return rows.length > 0
}
