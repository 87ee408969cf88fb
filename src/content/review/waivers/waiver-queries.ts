/** SQL of waivers. A waiver is granted and revoked, never changed. */
import { sql } from 'kysely'
import type { Db } from '../../../database/schema.ts'

export interface WaiverRow {
  readonly id: string
  readonly code: string
  readonly external_id: string | null
  readonly reason: string
  readonly approver: string
  readonly created_at: Date
  readonly expires_at: Date
  readonly revoked_at: Date | null
  readonly revoked_by: string | null
}

const columns = sql`w.id, w.code, p.external_id, w.reason, w.approver, w.created_at, w.expires_at, w.revoked_at, w.revoked_by`

/** False when the product is not of the shop. */
export async function insertWaiver(
  trx: Db,
  waiver: {
    readonly id: string
    readonly shopId: string
    readonly code: string
    readonly product: string | null
    readonly reason: string
    readonly approver: string
    readonly expiresAt: Date
  },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    INSERT INTO copy_waivers (id, shop_id, code, product_id, reason, approver, expires_at)
    SELECT ${waiver.id}, ${waiver.shopId}, ${waiver.code}, p.id, ${waiver.reason}, ${waiver.approver},
      ${waiver.expiresAt}::timestamptz
    FROM (SELECT ${waiver.product}::text AS external_id) r
    LEFT JOIN products p ON p.shop_id = ${waiver.shopId} AND p.external_id = r.external_id
    WHERE r.external_id IS NULL OR p.id IS NOT NULL RETURNING id`.execute(trx)
  return rows.length === 1
}

export async function findWaiverRow(db: Db, shopId: string, id: string): Promise<WaiverRow | undefined> {
  const { rows } = await sql<WaiverRow>`
    SELECT ${columns} FROM copy_waivers w LEFT JOIN products p ON p.id = w.product_id
    WHERE w.shop_id = ${shopId} AND w.id = ${id}`.execute(db)
  return rows[0]
}

export interface WaiverSelection {
  /** Only those that hold at this moment. */
  readonly liveAt?: Date | undefined
  readonly code?: string | undefined
  /** The shop's own id: waivers of this product; those of the whole shop are not among them. */
  readonly product?: string | undefined
}

/** Newest first; `after` is the last id shown. */
export async function selectWaiverRows(
  db: Db,
  shopId: string,
  { liveAt, code, product }: WaiverSelection,
  after: string | null,
  limit: number,
): Promise<WaiverRow[]> {
  const isLive =
    liveAt === undefined ? sql`` : sql`AND w.revoked_at IS NULL AND w.expires_at > ${liveAt}::timestamptz`
  const ofCode = code === undefined ? sql`` : sql`AND w.code = ${code}`
  const ofProduct = product === undefined ? sql`` : sql`AND p.external_id = ${product}`
  const keyset = after === null ? sql`` : sql`AND w.id < ${after}`
  const { rows } = await sql<WaiverRow>`
    SELECT ${columns} FROM copy_waivers w LEFT JOIN products p ON p.id = w.product_id
    WHERE w.shop_id = ${shopId} ${isLive} ${ofCode} ${ofProduct} ${keyset} ORDER BY w.id DESC LIMIT ${limit}::int`.execute(
    db,
  )
  return rows
}

/** False when it is revoked already or not of the shop. */
export async function revokeWaiverRow(trx: Db, shopId: string, id: string, by: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    UPDATE copy_waivers SET revoked_at = clock_timestamp(), revoked_by = ${by}
    WHERE shop_id = ${shopId} AND id = ${id} AND revoked_at IS NULL RETURNING id`.execute(trx)
  return rows.length === 1
}
