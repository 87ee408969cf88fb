/** SQL of the versions that shops report of their own texts. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

/** Undefined when the shop never reported one. */
export async function findRemoteVersion(
  db: Db,
  shopId: string,
  productId: number,
  locale: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ version: string }>`
    SELECT version FROM copy_remotes WHERE shop_id = ${shopId} AND product_id = ${productId}::bigint AND locale = ${locale}`.execute(
    db,
  )
  return rows[0]?.version
}

/** False when the shop has no such product. */
export async function upsertRemoteVersion(
  trx: Db,
  report: {
    readonly shopId: string
    readonly product: string
    readonly locale: string
    readonly version: string
    readonly seenAt: Date
  },
): Promise<boolean> {
  const { rows } = await sql<{ product_id: number }>`
    INSERT INTO copy_remotes (shop_id, product_id, locale, version, seen_at)
    SELECT shop_id, id, ${report.locale}::text, ${report.version}::text, ${report.seenAt}::timestamptz FROM products
    WHERE shop_id = ${report.shopId} AND external_id = ${report.product}
    ON CONFLICT (shop_id, product_id, locale) DO UPDATE SET version = excluded.version, seen_at = excluded.seen_at
    RETURNING product_id`.execute(trx)
  return rows.length === 1
}
