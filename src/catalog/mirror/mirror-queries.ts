/** SQL of the mirrors: a shop's products as they decide what may be shown, and the last word of Postgres on some of them. */
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../database/schema.ts'
import type { Facets } from '../facets.ts'
import { filterSql } from '../filter-queries.ts'
import type { ProductFilter } from '../filter.ts'

export interface MirrorRow {
  readonly id: number
  readonly externalId: string
  readonly status: string
  readonly inStock: boolean
  readonly brand: string | null
  readonly facets: Facets
  readonly priceMinMinor: number | null
  /** Deepest price cut of a variant, 0 to 1; null without one. */
  readonly cut: number | null
  readonly createdAt: Date
  readonly changedXid: string
}

export interface MirrorRange {
  /** Transactions that had not ended when this snapshot was taken are of interest. */
  readonly since: string
  readonly after: Pick<MirrorRow, 'changedXid' | 'id'> | undefined
  readonly limit: number
}

/** Products changed since the snapshot, of whatever status, in the order of the changing transactions. */
export function selectChangedRows(
  db: Db,
  shopId: string,
  { since, after, limit }: MirrorRange,
): Promise<MirrorRow[]> {
  return select(
    db,
    sql`p.shop_id = ${shopId} AND p.changed_xid >= pg_snapshot_xmin(${since}::text::pg_snapshot)
      AND NOT pg_visible_in_snapshot(p.changed_xid, ${since}::text::pg_snapshot)
      AND (p.changed_xid, p.id) > (${after?.changedXid ?? '0'}::text::xid8, ${after?.id ?? 0}::bigint)`,
    sql`ORDER BY p.changed_xid, p.id LIMIT ${limit}::int`,
  )
}

/** Products by our ids; those that are gone are missing. */
export function selectRows(db: Db, shopId: string, ids: readonly number[]): Promise<MirrorRow[]> {
  return select(db, sql`p.shop_id = ${shopId} AND p.id = ANY(${ids}::bigint[])`, sql``)
}

/** What tells two sets of ids apart without naming them: no shop's deletions and insertions even out in all three. */
export interface IdsDigest {
  readonly count: number
  readonly sum: number
  readonly xor: number
}

/** Of all products of the shop. */
export async function selectIdsDigest(db: Db, shopId: string): Promise<IdsDigest> {
  const { rows } = await sql<IdsDigest>`
    SELECT count(*) AS count, coalesce(sum(id), 0)::float8 AS sum, coalesce(bit_xor(id & 2147483647)::int, 0) AS xor
    FROM products WHERE shop_id = ${shopId}`.execute(db)
  return rows[0] ?? { count: 0, sum: 0, xor: 0 }
}

/** Of the ids, those that the shop still has. */
export async function selectPresent(db: Db, shopId: string, ids: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM products WHERE shop_id = ${shopId} AND id = ANY(${ids}::bigint[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Of the external ids, those of products that are active, in stock and kept by the filter. */
export async function selectSellable(
  db: Db,
  shopId: string,
  externalIds: readonly string[],
  filter: ProductFilter | undefined,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    SELECT p.external_id AS id FROM products p
    WHERE p.shop_id = ${shopId} AND p.external_id = ANY(${externalIds}::text[]) AND p.status = 'active' AND p.in_stock
      AND ${filter === undefined ? sql`true` : filterSql(filter, 'p')}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

export interface NewestRequest {
  readonly filter: ProductFilter | undefined
  /** What any of these keeps is not wanted. */
  readonly hidden: readonly ProductFilter[]
  /** External ids. */
  readonly exclude: readonly string[]
  readonly limit: number
}

/** External ids of products that may be sold now, newest first, along an index. */
export async function selectNewest(
  db: Db,
  shopId: string,
  { filter, hidden, exclude, limit }: NewestRequest,
): Promise<string[]> {
  const kept = filter === undefined ? sql`true` : filterSql(filter, 'p')
  const shown = hidden.map((hides) => sql`NOT ${filterSql(hides, 'p')}`)
  const { rows } = await sql<{ id: string }>`
    SELECT p.external_id AS id FROM products p
    WHERE p.shop_id = ${shopId} AND p.status = 'active' AND p.in_stock AND p.external_id <> ALL(${exclude}::text[])
      AND ${sql.join([kept, ...shown], sql` AND `)}
    ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}::int`.execute(db)
  return rows.map(({ id }) => id)
}

async function select(db: Db, where: RawBuilder<unknown>, order: RawBuilder<unknown>): Promise<MirrorRow[]> {
  const { rows } = await sql<MirrorRow>`
    SELECT p.id, p.external_id AS "externalId", p.status, p.in_stock AS "inStock", p.brand, p.facets,
      p.price_min_minor AS "priceMinMinor", p.created_at AS "createdAt", p.changed_xid::text AS "changedXid",
      (SELECT max(1 - v.price_minor::float8 / v.compare_at_price_minor) FROM variants v
       WHERE v.product_id = p.id AND v.shop_id = p.shop_id AND v.compare_at_price_minor > v.price_minor) AS cut
    FROM products p WHERE ${where} ${order}`.execute(db)
  return rows
}
