/** SQL behind text search: what the in-process index is built from and kept fresh by, and the cards of its hits. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import { filterSql } from '../filter-queries.ts'
import type { ProductFilter } from '../filter.ts'
import type { SearchedProduct } from './search-document.ts'

export interface ChangedProduct extends SearchedProduct {
  readonly id: number
  readonly externalId: string
  readonly active: boolean
  readonly changedXid: string
}

/** A snapshot that sees no product. */
export const emptySnapshot = '1:1:'

/** Which transactions have ended: what a statement after this one finds beyond it can be told apart later. */
export async function readSnapshot(db: Db): Promise<string> {
  const { rows } = await sql<{ snapshot: string }>`SELECT pg_current_snapshot()::text AS snapshot`.execute(db)
  return rows[0]?.snapshot ?? emptySnapshot
}

export interface ChangeRange {
  /** What transactions had not ended when this snapshot was taken is of interest. */
  readonly since: string
  /** Continue after this row. */
  readonly after: { readonly changedXid: string; readonly id: number } | undefined
  readonly limit: number
}

/** Products changed since, of whatever status, in the order of the changing transactions' start. */
export async function listChanged(
  db: Db,
  shopId: string,
  { since, after, limit }: ChangeRange,
): Promise<ChangedProduct[]> {
  const { rows } = await sql<ChangedProduct>`
    SELECT id, external_id AS "externalId", status = 'active' AS active, changed_xid::text AS "changedXid",
      title, brand, category, short_description AS "shortDescription", description, tags, attributes
    FROM products
    WHERE shop_id = ${shopId} AND changed_xid >= pg_snapshot_xmin(${since}::text::pg_snapshot)
      AND NOT pg_visible_in_snapshot(changed_xid, ${since}::text::pg_snapshot)
      AND (changed_xid, id) > (${after?.changedXid ?? '0'}::text::xid8, ${after?.id ?? 0}::bigint)
    ORDER BY changed_xid, id LIMIT ${limit}::int`.execute(db)
  return rows
}

/** Of the ids, those of active products that pass the filter. */
export async function selectSold(
  db: Db,
  shopId: string,
  externalIds: readonly string[],
  filter: ProductFilter,
): Promise<Set<string>> {
  const { rows } = await sql<{ external_id: string }>`
    SELECT p.external_id FROM products p
    WHERE p.shop_id = ${shopId} AND p.external_id = ANY(${externalIds}::text[]) AND p.status = 'active'
      AND ${filterSql(filter, 'p')}`.execute(db)
  return new Set(rows.map((row) => row.external_id))
}

/** What a list of results shows of a product. */
export interface ProductCard {
  readonly id: string
  readonly title: string
  readonly brand: string | null
  readonly category: readonly string[]
  readonly url: string | null
  readonly image: string | null
  readonly currency: string
  /** Lowest and highest price of the variants, minor units. */
  readonly priceMinMinor: number | null
  readonly priceMaxMinor: number | null
  readonly inStock: boolean
}

/** Cards of the active products among the ids, by id. */
export async function selectCards(
  db: Db,
  shopId: string,
  externalIds: readonly string[],
): Promise<Map<string, ProductCard>> {
  const { rows } = await sql<ProductCard>`
    SELECT external_id AS id, title, brand, category, url, images -> 0 ->> 'url' AS image, currency,
      price_min_minor AS "priceMinMinor", price_max_minor AS "priceMaxMinor", in_stock AS "inStock"
    FROM products
    WHERE shop_id = ${shopId} AND external_id = ANY(${externalIds}::text[]) AND status = 'active'`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Of the ids, those the shop has no product of any status for. */
export async function selectGone(db: Db, shopId: string, externalIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM unnest(${externalIds}::text[]) AS asked(id)
    WHERE NOT EXISTS (SELECT FROM products p WHERE p.shop_id = ${shopId} AND p.external_id = asked.id)`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}
