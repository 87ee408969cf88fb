/** SQL that deletes closed visits of months that are no longer kept. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

export async function selectShopsToExpire(db: Db, before: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ shop_id: string }>`
    SELECT s.id AS shop_id FROM shops s
    WHERE EXISTS (SELECT FROM visits v WHERE v.shop_id = s.id AND v.ended_at < ${before})
    ORDER BY 1`.execute(db)
  return rows.map(({ shop_id }) => shop_id)
}

/** The caller holds the lock of the log, of which `entry` is the next number. @returns how many were deleted */
export async function deleteExpired(
  trx: Db,
  shopId: string,
  {
    before,
    entry,
    now,
    limit,
  }: { readonly before: Date; readonly entry: number; readonly now: Date; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    WITH gone AS (
      DELETE FROM visits WHERE shop_id = ${shopId} AND seq IN (
        SELECT seq FROM visits WHERE shop_id = ${shopId} AND ended_at < ${before} ORDER BY ended_at LIMIT ${limit}::int)
      RETURNING seq
    ), noted AS (
      INSERT INTO visit_erasures (shop_id, seq, visit_seq, erased_at)
      SELECT ${shopId}, ${entry}::bigint, seq, ${now}::timestamptz FROM gone
    )
    SELECT count(*)::int AS count FROM gone`.execute(trx)
  return rows[0]?.count ?? 0
}
