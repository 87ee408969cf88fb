/** Everything a shop knows beyond its catalogue rows, in one statement for any number of shops. */
import { sql } from 'kysely'
import type { Db, Json } from '../../../database/schema.ts'

export interface ShopEvidenceRow {
  readonly shop_id: string
  readonly dictionary: readonly Json[]
  /** `[id, content]` each. */
  readonly certificates: readonly (readonly [string, Json])[]
  readonly promotions: readonly (readonly [string, Json])[]
}

/** Certificates and promotions that ended before `endedAfter` are left out. */
export async function selectShopEvidence(
  db: Db,
  shopIds: readonly string[],
  endedAfter: Date,
): Promise<ShopEvidenceRow[]> {
  const { rows } = await sql<ShopEvidenceRow>`
    SELECT s.id AS shop_id,
      (SELECT coalesce(jsonb_agg(entry ORDER BY attribute), '[]') FROM attribute_dictionary
        WHERE shop_id = s.id) AS dictionary,
      (SELECT coalesce(jsonb_agg(jsonb_build_array(id, content) ORDER BY id), '[]') FROM certificates
        WHERE shop_id = s.id AND expires_at > ${endedAfter}::timestamptz) AS certificates,
      (SELECT coalesce(jsonb_agg(jsonb_build_array(id, content) ORDER BY id), '[]') FROM promotions
        WHERE shop_id = s.id AND ends_at > ${endedAfter}::timestamptz) AS promotions
    FROM shops s WHERE s.id = ANY (${shopIds}::text[])`.execute(db)
  return rows
}
