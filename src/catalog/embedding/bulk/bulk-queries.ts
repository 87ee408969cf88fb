/** Vectors of the whole catalogue: their content, themselves, and the nearest of each. */
import { sql } from 'kysely'
import type { Db } from '../../../database/schema.ts'
import { efSearchMax, type EmbeddingVersion } from '../embedding-version.ts'
import { indexSettings } from '../nearest/nearest-queries.ts'
import { tableOf } from '../version-queries.ts'

export interface EmbeddedProduct {
  readonly product_id: number
  /** Of the content the vector was made from. */
  readonly content_hash: string
}

/** Products with a vector after a number, in its order. */
export async function selectEmbedded(
  db: Db,
  version: EmbeddingVersion,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<EmbeddedProduct[]> {
  const { rows } = await sql<EmbeddedProduct>`
    SELECT product_id, content_hash FROM ${tableOf(version)}
    WHERE shop_id = ${version.shopId} AND product_id > ${after}::bigint ORDER BY product_id LIMIT ${limit}::int`.execute(
    db,
  )
  return rows
}

export interface NearestOfProduct {
  readonly product_id: number
  /** Nearest first. */
  readonly neighbours: number[]
  /** Cosine of each, beside `neighbours`. */
  readonly similarities: number[]
}

/** The `count` products nearest to each of `ids`, whatever their stock: through the index, or by full scan. */
export async function selectNearestOfEach(
  db: Db,
  version: EmbeddingVersion,
  ids: readonly number[],
  count: number,
): Promise<NearestOfProduct[]> {
  const exact = version.gate?.exact !== false
  const distance = sql`w.v <=> s.v`
  const nearest = sql<NearestOfProduct>`
    SELECT s.product_id, coalesce(n.neighbours, '{}') AS neighbours, coalesce(n.similarities, '{}') AS similarities
    FROM ${tableOf(version)} s CROSS JOIN LATERAL (
      SELECT array_agg(product_id ORDER BY d, product_id) AS neighbours, array_agg((1 - d)::real ORDER BY d, product_id) AS similarities
      FROM (
        SELECT w.product_id, ${distance} AS d FROM ${tableOf(version)} w WHERE w.product_id <> s.product_id
        ORDER BY ${exact ? sql`(${distance}) + 0` : distance} LIMIT ${count}::int
      ) found WHERE d <> 'NaN'
    ) n
    WHERE s.shop_id = ${version.shopId} AND s.product_id = ANY(${ids}::bigint[])`
  if (exact) return (await nearest.execute(db)).rows
  return db.transaction().execute(async (trx) => {
    const efSearch = Math.min(efSearchMax, Math.max(version.gate?.efSearch ?? 0, 2 * count))
    await sql`SELECT ${indexSettings(efSearch)}`.execute(trx)
    return (await nearest.execute(trx)).rows
  })
}

/** Rows `[productId, [entries]]` of products after a number, as a JSON text. */
export async function selectVectorPage(
  db: Db,
  version: EmbeddingVersion,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<{ readonly rows: number; readonly text: string; readonly last: number }> {
  const { rows } = await sql<{ rows: number; text: string | null; last: number | null }>`
    SELECT count(*) AS rows, max(product_id) AS last,
      '[' || string_agg('[' || product_id || ',' || (v::text) || ']', ',' ORDER BY product_id) || ']' AS text
    FROM (
      SELECT product_id, v FROM ${tableOf(version)}
      WHERE shop_id = ${version.shopId} AND product_id > ${after}::bigint ORDER BY product_id LIMIT ${limit}::int
    ) page`.execute(db)
  const [page] = rows
  return { rows: page?.rows ?? 0, text: page?.text ?? '[]', last: page?.last ?? after }
}
