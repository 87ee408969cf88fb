/** SQL that reads the price ledger; the import writes it (catalog/imports/upsert-queries.ts). */
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../../database/schema.ts'
import { instantOf } from '../instant.ts'
import { PRICE_POINTS_MAX, type PriceHistory, type PricePoint } from './price-point.ts'

/** As `priceLinesSql` gives them: one text, because a line per variant would triple the rows of a batch. */
export type PriceLines = readonly (readonly [
  variant: string,
  at: string,
  currency: string,
  priceMinor: number | null,
  compareAtMinor: number | null,
])[]

/**
 * A scalar subquery: the latest lines of every variant of a product, oldest first, as a JSON list.
 *
 * @param alias how the surrounding statement calls `products`
 */
export function priceLinesSql(alias: string): RawBuilder<PriceLines> {
  return sql<PriceLines>`(
    SELECT coalesce(jsonb_agg(jsonb_build_array(variant_external_id, observed_at, currency, price_minor,
      compare_at_price_minor) ORDER BY observed_at), '[]')
    FROM (
      SELECT l.*, row_number() OVER (PARTITION BY variant_external_id ORDER BY observed_at DESC) AS recency
      FROM price_ledger l
      WHERE l.product_id = ${sql.ref(`${alias}.id`)} AND l.shop_id = ${sql.ref(`${alias}.shop_id`)}
    ) lines
    WHERE recency <= ${PRICE_POINTS_MAX}::int
  )`
}

/** The lines of some products, by our product id. */
export async function selectPriceLines(
  db: Db,
  shopId: string,
  productIds: readonly number[],
): Promise<Map<number, PriceLines>> {
  const { rows } = await sql<{ id: number; lines: PriceLines }>`
    SELECT p.id, ${priceLinesSql('p')} AS lines FROM products p
    WHERE p.shop_id = ${shopId} AND p.id = ANY (${productIds}::bigint[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row.lines]))
}

/** Histories by variant id. */
export function priceHistories(lines: PriceLines): Map<string, PriceHistory> {
  const byVariant = new Map<string, PricePoint[]>()
  for (const [variant, at, currency, priceMinor, compareAtMinor] of lines) {
    const points = byVariant.get(variant) ?? []
    points.push({ at: instantOf(at), currency, priceMinor, compareAtMinor })
    byVariant.set(variant, points)
  }
  return byVariant
}
