/** SQL of locks: what a person wrote, per product, locale and field. */
import { sql } from 'kysely'
import type { Db } from '../../../database/schema.ts'
import type { LockedText } from './lock.ts'

/** Locks the fields with these texts; a lock that is there is replaced, because a person has spoken again. */
export async function upsertLocks(
  trx: Db,
  at: {
    readonly shopId: string
    readonly productId: number
    readonly locale: string
    readonly draftId: string
    readonly version: number
    readonly lockedBy: string
  },
  texts: readonly LockedText[],
): Promise<void> {
  await sql`
    INSERT INTO copy_locks (shop_id, product_id, locale, field, copy, facts, draft_id, version, locked_by)
    SELECT ${at.shopId}, ${at.productId}::bigint, ${at.locale}, field, copy, facts, ${at.draftId}, ${at.version}::int,
      ${at.lockedBy}
    FROM jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) AS t(field text, copy jsonb, facts jsonb)
    ON CONFLICT (shop_id, product_id, locale, field) DO UPDATE SET copy = excluded.copy, facts = excluded.facts,
      draft_id = excluded.draft_id, version = excluded.version, locked_by = excluded.locked_by, locked_at = now()`.execute(
    trx,
  )
}

/** Unlocks those of the fields that are locked; returns their names. */
export async function deleteLocks(
  trx: Db,
  shopId: string,
  productId: number,
  locale: string,
  fields: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ field: string }>`
    DELETE FROM copy_locks WHERE shop_id = ${shopId} AND product_id = ${productId}::bigint AND locale = ${locale}
      AND field = ANY(${fields}::text[]) RETURNING field`.execute(trx)
  return rows.map((row) => row.field).sort()
}
