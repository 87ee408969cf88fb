/** SQL of a shop's visit log: its last number, under the lock that whoever appends holds until the commit. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

/** The last number of the log, which nobody else raises before this transaction has ended. */
export async function lockLog(trx: Db, shopId: string): Promise<number> {
  await sql`INSERT INTO visit_logs (shop_id) VALUES (${shopId}) ON CONFLICT DO NOTHING`.execute(trx)
  const { rows } = await sql<{ last: number }>`
    SELECT last_seq AS last FROM visit_logs WHERE shop_id = ${shopId} FOR UPDATE`.execute(trx)
  return rows[0]?.last ?? 0
}

export async function raiseLog(trx: Db, shopId: string, last: number): Promise<void> {
  await sql`UPDATE visit_logs SET last_seq = ${last} WHERE shop_id = ${shopId}`.execute(trx)
}
