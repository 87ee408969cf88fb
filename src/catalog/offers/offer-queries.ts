/** SQL of changed offers. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

/** Holds the product until the transaction ends; one that the shop does not have holds nothing. */
export async function lockProduct(trx: Db, shopId: string, externalId: string): Promise<void> {
  await sql`SELECT id FROM products WHERE shop_id = ${shopId} AND external_id = ${externalId} FOR UPDATE`.execute(
    trx,
  )
}
