/** SQL of the pointer to the settings a shop's session model is served with. */
import { sql } from 'kysely'
import type { Db, Json } from '../../../database/schema.ts'

export interface PromotedRow {
  readonly evaluation_id: string
  readonly params: Json
  readonly promoted_at: Date
}

export async function selectPromoted(db: Db, shopId: string): Promise<PromotedRow | undefined> {
  const { rows } = await sql<PromotedRow>`
    SELECT evaluation_id, params, promoted_at FROM promoted_models WHERE shop_id = ${shopId}`.execute(db)
  return rows[0]
}

export async function deletePromoted(trx: Db, shopId: string): Promise<void> {
  await sql`DELETE FROM promoted_models WHERE shop_id = ${shopId}`.execute(trx)
}

export async function upsertPromoted(
  trx: Db,
  shopId: string,
  row: { readonly evaluationId: string; readonly params: string; readonly promotedAt: Date },
): Promise<void> {
  await sql`
    INSERT INTO promoted_models (shop_id, evaluation_id, params, promoted_at)
    VALUES (${shopId}, ${row.evaluationId}, ${row.params}::jsonb, ${row.promotedAt}::timestamptz)
    ON CONFLICT (shop_id) DO UPDATE SET evaluation_id = excluded.evaluation_id, params = excluded.params,
      promoted_at = excluded.promoted_at`.execute(trx)
}
