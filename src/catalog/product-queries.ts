/** SQL that reads products. Variants come aggregated in the same statement, in the order of the feed. */
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../database/schema.ts'
import type { ProductFilter } from './filter.ts'
import { filterSql } from './filter-queries.ts'
import type { StoredProduct } from './stored-product.ts'

/** Products by our ids, in the order of our ids; unknown ids and ids of other shops are missing from the answer. */
export async function selectProducts(
  db: Db,
  shopId: string,
  productIds: readonly number[],
): Promise<StoredProduct[]> {
  return select(db, sql`p.shop_id = ${shopId} AND p.id = ANY (${productIds}::bigint[])`)
}

/** Products by the shop's ids, in the order of our ids; unknown ids are missing from the answer. */
export async function selectProductsByExternalId(
  db: Db,
  shopId: string,
  externalIds: readonly string[],
): Promise<StoredProduct[]> {
  return select(db, sql`p.shop_id = ${shopId} AND p.external_id = ANY (${externalIds}::text[])`)
}

/** At most `limit` products after our id `after`, in the order of our ids. */
export async function selectProductsAfter(
  db: Db,
  shopId: string,
  after: number,
  limit: number,
  filter: ProductFilter | undefined,
): Promise<StoredProduct[]> {
  const kept = filter === undefined ? sql`true` : filterSql(filter, 'p')
  return select(
    db,
    sql`p.shop_id = ${shopId} AND p.id > ${after}::bigint AND ${kept}`,
    sql`LIMIT ${limit}::int`,
  )
}

async function select(
  db: Db,
  where: RawBuilder<unknown>,
  limit: RawBuilder<unknown> = sql``,
): Promise<StoredProduct[]> {
  const { rows } = await sql<StoredProduct>`
    SELECT p.id AS "productId", p.external_id AS id, p.locale, p.title, p.brand, p.category, p.description,
      p.short_description AS "shortDescription", p.status, p.url, p.currency, p.images, p.tags, p.attributes,
      (
        SELECT json_agg(jsonb_build_object(
          'variantId', v.id, 'id', v.external_id, 'title', v.title, 'options', v.options, 'attributes', v.attributes,
          'priceMinor', v.price_minor, 'compareAtPriceMinor', v.compare_at_price_minor, 'stockUnits', v.stock_units,
          'gtin', v.gtin, 'mpn', v.mpn
        ) || CASE WHEN v.cost_minor IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('costMinor', v.cost_minor) END
        ORDER BY v.position)
        FROM variants v WHERE v.shop_id = p.shop_id AND v.product_id = p.id
      ) AS variants,
      p.source, p.created_at AS "createdAt", p.updated_at AS "updatedAt"
    FROM products p
    WHERE ${where}
    ORDER BY p.id ${limit}`.execute(db)
  return rows
}
