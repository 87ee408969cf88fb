/** SQL over what may be sold now: lists for when nearness has nothing to say, and how many products each test removes. */
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../../database/schema.ts'
import type { Facets } from '../../facets.ts'
import { filterSql } from '../../filter-queries.ts'
import type { ProductFilter } from '../../filter.ts'

export interface SellableRow {
  readonly external_id: string
  readonly brand: string | null
  readonly category: readonly string[]
  readonly facets: Facets
}

export interface SellableRequest {
  readonly shopId: string
  readonly filter: ProductFilter | undefined
  readonly exclude: readonly string[]
  readonly limit: number
}

/** The product itself, whatever its status. */
export async function selectAnchor(
  db: Db,
  shopId: string,
  externalId: string,
): Promise<SellableRow | undefined> {
  const { rows } = await sql<SellableRow>`
    SELECT external_id, brand, category, facets FROM products
    WHERE shop_id = ${shopId} AND external_id = ${externalId}`.execute(db)
  return rows[0]
}

/** Sellable products of the same category path or, failing that, brand as `anchor`; same category first, newest first. */
export async function selectOfLikeKind(
  db: Db,
  request: SellableRequest & { readonly anchor: string },
): Promise<SellableRow[]> {
  const { rows } = await sql<SellableRow>`
    SELECT p.external_id, p.brand, p.category, p.facets
    FROM products a JOIN products p ON p.shop_id = a.shop_id
      AND ((p.category = a.category AND a.category <> '{}') OR p.brand = a.brand)
    WHERE a.shop_id = ${request.shopId} AND a.external_id = ${request.anchor} AND ${sellable(request)}
    ORDER BY (p.category = a.category AND a.category <> '{}') DESC, p.created_at DESC, p.id DESC
    LIMIT ${request.limit}::int`.execute(db)
  return rows
}

/** Sellable products, newest first. */
export async function selectLatest(db: Db, request: SellableRequest): Promise<SellableRow[]> {
  const { rows } = await sql<SellableRow>`
    SELECT p.external_id, p.brand, p.category, p.facets FROM products p
    WHERE ${sellable(request)} ORDER BY p.created_at DESC, p.id DESC LIMIT ${request.limit}::int`.execute(db)
  return rows
}

/** Every product of the shop is counted once, under the first test that removes it. */
export interface SellableCounts {
  readonly eligible: number
  /** Draft or archived. */
  readonly hidden: number
  /** Sold out. */
  readonly stock: number
  readonly filter: number
  /** Named in the request. */
  readonly excluded: number
}

export async function countSellable(
  db: Db,
  { shopId, filter, exclude }: Omit<SellableRequest, 'limit'>,
): Promise<SellableCounts> {
  const passes = filter === undefined ? sql`true` : filterSql(filter, 'p')
  const { rows } = await sql<SellableCounts>`
    SELECT count(*) FILTER (WHERE fate = 'eligible') AS eligible, count(*) FILTER (WHERE fate = 'hidden') AS hidden,
      count(*) FILTER (WHERE fate = 'stock') AS stock, count(*) FILTER (WHERE fate = 'filter') AS filter,
      count(*) FILTER (WHERE fate = 'excluded') AS excluded
    FROM (
      SELECT CASE WHEN p.status <> 'active' THEN 'hidden' WHEN NOT p.in_stock THEN 'stock' WHEN NOT ${passes} THEN 'filter'
        WHEN p.external_id = ANY(${exclude}::text[]) THEN 'excluded' ELSE 'eligible' END AS fate
      FROM products p WHERE p.shop_id = ${shopId}
    ) fates`.execute(db)
  return rows[0] ?? { eligible: 0, hidden: 0, stock: 0, filter: 0, excluded: 0 }
}

function sellable({ shopId, filter, exclude }: SellableRequest): RawBuilder<unknown> {
  const filtered = filter === undefined ? sql`` : sql`AND ${filterSql(filter, 'p')}`
  return sql`p.shop_id = ${shopId} AND p.status = 'active' AND p.in_stock
    AND p.external_id <> ALL(${exclude}::text[]) ${filtered}`
}
