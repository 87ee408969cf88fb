/** SQL of the gate: the true neighbours of a sample of products, and those the index finds. */
import { sql } from 'kysely'
import type { Db } from '../../../database/schema.ts'
import type { EmbeddingVersion } from '../embedding-version.ts'
import { indexSettings } from '../nearest/nearest-queries.ts'
import { tableOf } from '../version-queries.ts'

/** Up to `size` products of the version; the same ones every time, spread over the catalogue by a hash. */
export async function sampleProducts(db: Db, version: EmbeddingVersion, size: number): Promise<number[]> {
  const { rows } = await sql<{ product_id: number }>`
    SELECT product_id FROM ${tableOf(version)} WHERE shop_id = ${version.shopId}
    ORDER BY hashint8(product_id), product_id LIMIT ${size}::int`.execute(db)
  return rows.map(({ product_id }) => product_id)
}

/** Cosine distance of each product's k-th nearest neighbour, by full scan; null for a product that has fewer. */
export async function trueDistances(
  db: Db,
  version: EmbeddingVersion,
  ids: readonly number[],
  k: number,
): Promise<{ product_id: number; distance: number }[]> {
  const { rows } = await sql<{ product_id: number; distance: number }>`
    SELECT s.product_id, n.distance FROM ${tableOf(version)} s CROSS JOIN LATERAL (
      SELECT max(d) AS distance FROM (
        SELECT (w.v <=> s.v) + 0 AS d FROM ${tableOf(version)} w
        WHERE w.product_id <> s.product_id ORDER BY d LIMIT ${k}::int
      ) nearest
    ) n
    WHERE s.product_id = ANY(${ids}::bigint[]) AND n.distance IS NOT NULL`.execute(db)
  return rows
}

/** Distances of the k products the index finds nearest to `id`. */
export async function foundDistances(
  db: Db,
  version: EmbeddingVersion,
  id: number,
  k: number,
  efSearch: number,
): Promise<number[]> {
  return db.transaction().execute(async (trx) => {
    await sql`SELECT set_config('enable_seqscan', 'off', true), ${indexSettings(efSearch)}`.execute(trx)
    const { rows } = await sql<{ distance: number }>`
      SELECT w.v <=> (SELECT v FROM ${tableOf(version)} WHERE product_id = ${id}::bigint) AS distance
      FROM ${tableOf(version)} w WHERE w.product_id <> ${id}::bigint
      ORDER BY w.v <=> (SELECT v FROM ${tableOf(version)} WHERE product_id = ${id}::bigint) LIMIT ${k}::int`.execute(
      trx,
    )
    return rows.map(({ distance }) => distance)
  })
}
