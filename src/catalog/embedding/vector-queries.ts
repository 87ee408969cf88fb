/** SQL of the vector tables: which products lack a current vector, and storing those that were made. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import { vectorLiteral } from '../../database/vector-literal.ts'
import { vectorTable, type EmbeddingVersion } from './embedding-version.ts'
import { tableOf } from './version-queries.ts'

export interface StaleProduct {
  readonly id: number
  readonly content_hash: string
  readonly title: string
  readonly category: readonly string[]
  readonly short_description: string | null
  readonly description: string | null
}

/** Of `ids`, the active products whose stored vector is missing or was made from other content. */
export async function listStale(
  db: Db,
  version: EmbeddingVersion,
  ids: readonly number[],
): Promise<StaleProduct[]> {
  const { rows } = await sql<StaleProduct>`
    SELECT p.id, p.content_hash, p.title, p.category, p.short_description, p.description
    FROM products p LEFT JOIN ${tableOf(version)} w ON w.product_id = p.id
    WHERE p.shop_id = ${version.shopId} AND p.id = ANY(${ids}::bigint[]) AND p.status = 'active'
      AND w.content_hash IS DISTINCT FROM p.content_hash
    ORDER BY p.id`.execute(db)
  return rows
}

export interface MadeVector {
  readonly id: number
  readonly contentHash: string
  readonly vector: Float32Array
}

/** Stores vectors of products whose content is still what was embedded; a product that changed meanwhile has its own job. */
export async function upsertVectors(
  db: Db,
  version: EmbeddingVersion,
  made: readonly MadeVector[],
): Promise<void> {
  const ids = made.map(({ id }) => id)
  const hashes = made.map(({ contentHash }) => contentHash)
  const literals = made.map(({ vector }) => vectorLiteral(vector))
  await sql`
    INSERT INTO ${tableOf(version)} (product_id, shop_id, content_hash, v)
    SELECT p.id, p.shop_id, p.content_hash, m.v::vector
    FROM unnest(${ids}::bigint[], ${hashes}::text[], ${literals}::text[]) AS m(id, content_hash, v)
    JOIN products p ON p.id = m.id AND p.content_hash = m.content_hash
    WHERE p.shop_id = ${version.shopId} AND p.status = 'active'
    ORDER BY p.id
    ON CONFLICT (product_id) DO UPDATE SET content_hash = excluded.content_hash, v = excluded.v`.execute(db)
}

/** Forgets the vectors of those of `ids` that are no longer sold: an index full of them finds less of the rest. */
export async function deleteInactive(
  db: Db,
  version: EmbeddingVersion,
  ids: readonly number[],
): Promise<void> {
  await sql`
    DELETE FROM ${tableOf(version)} w USING products p
    WHERE p.id = w.product_id AND p.shop_id = ${version.shopId} AND p.id = ANY(${ids}::bigint[])
      AND p.status <> 'active'`.execute(db)
}

export interface Coverage {
  /** Active products of the shop. */
  readonly total: number
  /** Those with a current vector. */
  readonly current: number
}

/** @param below counts only products last changed by a transaction with a lower id; see `currentBarrier` */
export async function measureCoverage(db: Db, version: EmbeddingVersion, below?: string): Promise<Coverage> {
  const { rows } = await sql<Coverage>`
    SELECT count(*) AS total, count(*) FILTER (WHERE w.content_hash = p.content_hash) AS current
    FROM products p LEFT JOIN ${tableOf(version)} w ON w.product_id = p.id
    WHERE p.shop_id = ${version.shopId} AND p.status = 'active'
      AND (${below ?? null}::text IS NULL OR p.changed_xid < ${below ?? null}::text::xid8)`.execute(db)
  return rows[0] ?? { total: 0, current: 0 }
}

/** Active products after `afterId`, last changed below the barrier, without a current vector; in id order. */
export async function listMissing(
  db: Db,
  version: EmbeddingVersion,
  { below, afterId, limit }: { readonly below: string; readonly afterId: number; readonly limit: number },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT p.id FROM products p LEFT JOIN ${tableOf(version)} w ON w.product_id = p.id
    WHERE p.shop_id = ${version.shopId} AND p.status = 'active' AND p.id > ${afterId}::bigint
      AND p.changed_xid < ${below}::text::xid8 AND w.content_hash IS DISTINCT FROM p.content_hash
    ORDER BY p.id LIMIT ${limit}::int`.execute(db)
  return rows.map(({ id }) => id)
}

/** The texts a model is fitted on: up to `limit` active products, spread evenly over the catalogue. */
export async function listTexts(
  db: Db,
  shopId: string,
  limit: number,
): Promise<Omit<StaleProduct, 'content_hash'>[]> {
  const { rows } = await sql<Omit<StaleProduct, 'content_hash'>>`
    SELECT id, title, category, short_description, description FROM (
      SELECT p.*, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS total
      FROM products p WHERE p.shop_id = ${shopId} AND p.status = 'active'
    ) ranked
    WHERE total <= ${limit}::int OR place % ceil(total / ${limit}::float8)::bigint = 0
    ORDER BY id`.execute(db)
  return rows
}

/** Builds the HNSW index unless it is there. A build that was killed leaves nothing behind. */
export async function createIndex(db: Db, version: EmbeddingVersion): Promise<void> {
  const type = await sql<{ type: string }>`
    SELECT split_part(format_type(atttypid, atttypmod), '(', 1) AS type FROM pg_attribute
    WHERE attrelid = to_regclass(${vectorTable(version.number)}) AND attname = 'v'`.execute(db)
  const operators = sql.raw(type.rows[0]?.type === 'vector' ? 'vector_cosine_ops' : 'halfvec_cosine_ops')
  await db.transaction().execute(async (trx) => {
    // The graph is built several times faster while it fits into this memory (about 100,000 vectors of 640 halves).
    // Both hold for this transaction only.
    await sql`SELECT set_config('maintenance_work_mem', '256MB', true), set_config('max_parallel_maintenance_workers', '2', true)`.execute(
      trx,
    )
    await sql`
      CREATE INDEX IF NOT EXISTS ${sql.raw(`${vectorTable(version.number)}_hnsw`)} ON ${tableOf(version)}
      USING hnsw (v ${operators}) WITH (m = 16, ef_construction = 128)`.execute(trx)
  })
  await sql`ANALYZE ${tableOf(version)}`.execute(db)
}

export async function hasIndex(db: Db, version: EmbeddingVersion): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM pg_index WHERE indexrelid = to_regclass(${`${vectorTable(version.number)}_hnsw`}) AND indisvalid`.execute(
    db,
  )
  return rows.length > 0
}
