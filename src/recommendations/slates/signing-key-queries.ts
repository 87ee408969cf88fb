/** SQL of the keys that sign slate tokens: a few random bytes per shop, the newest signs, older ones still verify. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

export interface SigningKeyRow {
  readonly number: number
  readonly secret: Uint8Array
}

/** The shop's keys, newest first; makes the first one, and a new one when the newest is older than `maxAgeDays`. */
export async function selectSigningKeys(
  db: Db,
  shopId: string,
  fresh: Uint8Array,
  maxAgeDays: number,
): Promise<SigningKeyRow[]> {
  await sql`
    INSERT INTO slate_keys (shop_id, number, secret)
    SELECT ${shopId}, coalesce(max(number), 0) + 1, ${fresh} FROM slate_keys WHERE shop_id = ${shopId}
    HAVING coalesce(max(created_at), '-infinity') < now() - make_interval(days => ${maxAgeDays}::int)
    ON CONFLICT (shop_id, number) DO NOTHING`.execute(db)
  const { rows } = await sql<SigningKeyRow>`
    SELECT number, secret FROM slate_keys WHERE shop_id = ${shopId} ORDER BY number DESC LIMIT 3`.execute(db)
  return rows
}
