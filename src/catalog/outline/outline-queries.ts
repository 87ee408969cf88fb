/** Products in pages of JSON, for threads that go through all of them. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

export interface OutlinePage {
  readonly rows: number
  readonly text: string
  readonly last: number
}

/** Rows `[productId, id, deepest category path folded | null]` of active products after a number, in its order. */
export async function selectOutlinePage(
  db: Db,
  shopId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<OutlinePage> {
  const { rows } = await sql<{ rows: number; text: string | null; last: number | null }>`
    SELECT count(*) AS rows, max(id) AS last,
      json_agg(json_build_array(id, external_id, nullif(lower(array_to_string(category, ' > ')), '')) ORDER BY id)::text AS text
    FROM (
      SELECT id, external_id, category FROM products
      WHERE shop_id = ${shopId} AND status = 'active' AND id > ${after}::bigint
      ORDER BY id LIMIT ${limit}::int
    ) page`.execute(db)
  const [page] = rows
  return { rows: page?.rows ?? 0, text: page?.text ?? '[]', last: page?.last ?? after }
}
