/** The kept neighbours by content of each product of a shop. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

export interface KeptNeighbours {
  readonly product_id: number
  readonly content_hash: string
}

/** Of `ids`, those whose neighbours are kept for the version, with the content they were looked up for. */
export async function selectKept(
  db: Db,
  shopId: string,
  versionId: string,
  ids: readonly number[],
): Promise<KeptNeighbours[]> {
  const { rows } = await sql<KeptNeighbours>`
    SELECT product_id, content_hash FROM content_neighbours
    WHERE shop_id = ${shopId} AND version_id = ${versionId} AND product_id = ANY(${ids}::bigint[])`.execute(
    db,
  )
  return rows
}

export interface LookedUp {
  readonly product_id: number
  readonly content_hash: string
  readonly neighbours: readonly number[]
  readonly similarities: readonly number[]
}

export async function upsertNeighbours(
  db: Db,
  shopId: string,
  versionId: string,
  found: readonly LookedUp[],
): Promise<void> {
  await sql`
    INSERT INTO content_neighbours AS c (shop_id, product_id, version_id, content_hash, neighbours, similarities)
    SELECT ${shopId}, p.id, ${versionId}, r.content_hash,
      ARRAY(SELECT jsonb_array_elements_text(r.neighbours)::bigint), ARRAY(SELECT jsonb_array_elements_text(r.similarities)::real)
    FROM jsonb_to_recordset(${JSON.stringify(found)}::jsonb)
      AS r(product_id bigint, content_hash text, neighbours jsonb, similarities jsonb)
    JOIN products p ON p.id = r.product_id AND p.shop_id = ${shopId}
    ON CONFLICT (shop_id, product_id) DO UPDATE SET version_id = excluded.version_id,
      content_hash = excluded.content_hash, neighbours = excluded.neighbours, similarities = excluded.similarities`.execute(
    db,
  )
}

/** Rows `[productId, [neighbours], [similarities]]` after a number, as a JSON text. */
export async function selectNeighbourPage(
  db: Db,
  shopId: string,
  versionId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<{ readonly rows: number; readonly text: string; readonly last: number }> {
  const { rows } = await sql<{ rows: number; text: string | null; last: number | null }>`
    SELECT count(*) AS rows, max(product_id) AS last,
      json_agg(json_build_array(product_id, neighbours, similarities) ORDER BY product_id)::text AS text
    FROM (
      SELECT product_id, neighbours, similarities FROM content_neighbours
      WHERE shop_id = ${shopId} AND version_id = ${versionId} AND product_id > ${after}::bigint
      ORDER BY product_id LIMIT ${limit}::int
    ) page`.execute(db)
  const [page] = rows
  return { rows: page?.rows ?? 0, text: page?.text ?? '[]', last: page?.last ?? after }
}
