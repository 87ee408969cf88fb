/** SQL that writes products: which rows changed, and one statement that writes those with all their variants. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import type { ProductRow } from '../stored-product.ts'

/** The row hashes the shop has now, by external id; products it does not have are missing. */
export async function selectRowHashes(
  trx: Db,
  shopId: string,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ external_id: string; row_hash: string }>`
    SELECT external_id, row_hash FROM products
    WHERE shop_id = ${shopId} AND external_id = ANY (${externalIds}::text[])`.execute(trx)
  return new Map(rows.map((row) => [row.external_id, row.row_hash]))
}

export interface UpsertedProduct {
  readonly productId: number
  readonly created: boolean
}

/**
 * Writes the rows (no id twice) and makes the variants of each product exactly those of its row; a variant whose id
 * stays keeps our id too. Locks products in the order of their ids, so that two imports never wait for each other.
 */
export async function upsertProducts(
  trx: Db,
  shopId: string,
  rows: readonly ProductRow[],
): Promise<UpsertedProduct[]> {
  if (rows.length === 0) return []
  const result = await sql<UpsertedProduct>`
    WITH incoming AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${`[${rows.map((row) => row.json).join(',')}]`}::jsonb) AS r(
        id text, locale text, title text, brand text, category text[], description text, "shortDescription" text,
        status text, url text, currency text, images jsonb, tags text[], attributes jsonb, source jsonb,
        variants jsonb, facets jsonb, "inStock" boolean, "priceMinMinor" bigint, "priceMaxMinor" bigint,
        "rowHash" text, "contentHash" text)
    ),
    upserted AS (
      INSERT INTO products (shop_id, external_id, locale, title, brand, category, description, short_description,
        status, url, currency, images, tags, attributes, source, facets, in_stock, price_min_minor, price_max_minor,
        row_hash, content_hash)
      SELECT ${shopId}, id, locale, title, brand, category, description, "shortDescription", status, url, currency,
        images, tags, attributes, source, facets, "inStock", "priceMinMinor", "priceMaxMinor", "rowHash", "contentHash"
      FROM incoming ORDER BY id
      ON CONFLICT (shop_id, external_id) DO UPDATE SET
        locale = excluded.locale, title = excluded.title, brand = excluded.brand, category = excluded.category,
        description = excluded.description, short_description = excluded.short_description,
        status = excluded.status, url = excluded.url, currency = excluded.currency, images = excluded.images,
        tags = excluded.tags, attributes = excluded.attributes, source = excluded.source, facets = excluded.facets,
        in_stock = excluded.in_stock, price_min_minor = excluded.price_min_minor,
        price_max_minor = excluded.price_max_minor, row_hash = excluded.row_hash,
        content_hash = excluded.content_hash, updated_at = now(), changed_xid = pg_current_xact_id()
      -- A row that this statement inserted has no deleter yet; one that it updated was locked by us.
      RETURNING id, external_id, xmax = 0 AS created
    ),
    wanted AS MATERIALIZED (
      SELECT u.id AS product_id, u.created, i.currency, v.*
      FROM upserted u JOIN incoming i ON i.id = u.external_id
      CROSS JOIN LATERAL ROWS FROM (jsonb_to_recordset(i.variants) AS (
        id text, title text, options jsonb, attributes jsonb, "priceMinor" bigint, "compareAtPriceMinor" bigint,
        "stockUnits" bigint, gtin text, mpn text, "costMinor" bigint)
      ) WITH ORDINALITY AS v(external_id, title, options, attributes, price_minor, compare_at_price_minor, stock_units,
        gtin, mpn, cost_minor, position)
    ),
    -- Every part of a statement sees the rows as they were before it: here the variants still have their old prices.
    priced AS (
      INSERT INTO price_ledger (shop_id, product_id, variant_external_id, observed_at, currency, price_minor,
        compare_at_price_minor)
      SELECT ${shopId}, w.product_id, w.external_id, now(), w.currency, w.price_minor, w.compare_at_price_minor
      FROM wanted w
      -- LIMIT keeps this a look-up by key for each variant, whatever the planner thinks of their number.
      LEFT JOIN LATERAL (
        SELECT v.price_minor, v.compare_at_price_minor, p.currency
        FROM variants v JOIN products p ON p.id = v.product_id
        WHERE NOT w.created AND v.shop_id = ${shopId} AND v.product_id = w.product_id
          AND v.external_id = w.external_id
        LIMIT 1
      ) before ON true
      WHERE CASE WHEN before.currency IS NULL THEN w.price_minor IS NOT NULL
        ELSE before.price_minor IS DISTINCT FROM w.price_minor
          OR before.compare_at_price_minor IS DISTINCT FROM w.compare_at_price_minor
          OR before.currency <> w.currency END
      ON CONFLICT (product_id, variant_external_id, observed_at) DO UPDATE SET currency = excluded.currency,
        price_minor = excluded.price_minor, compare_at_price_minor = excluded.compare_at_price_minor
    ),
    gone AS (
      DELETE FROM variants v USING upserted u
      WHERE NOT u.created AND v.product_id = u.id AND v.shop_id = ${shopId}
        AND NOT EXISTS (SELECT FROM wanted w WHERE w.product_id = v.product_id AND w.external_id = v.external_id)
    ),
    placed AS (
      INSERT INTO variants (shop_id, product_id, external_id, position, title, options, attributes, price_minor,
        compare_at_price_minor, stock_units, gtin, mpn, cost_minor)
      SELECT ${shopId}, product_id, external_id, position, title, options, attributes, price_minor,
        compare_at_price_minor, stock_units, gtin, mpn, cost_minor
      FROM wanted
      ON CONFLICT (product_id, external_id) DO UPDATE SET
        position = excluded.position, title = excluded.title, options = excluded.options,
        attributes = excluded.attributes, price_minor = excluded.price_minor,
        compare_at_price_minor = excluded.compare_at_price_minor, stock_units = excluded.stock_units,
        gtin = excluded.gtin, mpn = excluded.mpn, cost_minor = excluded.cost_minor
    )
    SELECT id AS "productId", created FROM upserted ORDER BY id`.execute(trx)
  return result.rows
}
