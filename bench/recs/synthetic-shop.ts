/**
 * A made-up shop of any size, written straight into Postgres: products in categories, visits that mostly stay within one
 * category, orders of products that go together. The same sizes give the same shop (setseed). Popularity falls steeply,
 * as it does in real shops; nothing here resembles a public data set, so that no accuracy is measured on it.
 */
import { sql } from 'kysely'
import type { BenchShop } from '../shop/open-shop.ts'

export interface ShopSize {
  readonly items: number
  readonly clicks: number
  readonly orders: number
}

/** Mean length of a visit below: 2 + a geometric tail. */
const clicksPerVisit = 5
const productsPerCategory = 50
/** Visits written by one statement. */
const visitsPerStatement = 50_000

export function visitCount({ clicks }: ShopSize): number {
  return Math.round(clicks / clicksPerVisit)
}

export async function fillShop(shop: BenchShop, size: ShopSize): Promise<void> {
  await insertProducts(shop, size.items)
  await insertVisits(shop, size)
  await insertOrders(shop, size)
  await sql`VACUUM ANALYZE products, variants, visits, events`.execute(shop.database.db)
}

async function insertProducts({ database: { db }, shopId }: BenchShop, items: number): Promise<void> {
  await sql`
    INSERT INTO products (shop_id, external_id, locale, title, brand, category, status, currency, images, tags, attributes,
      source, facets, in_stock, price_min_minor, price_max_minor, row_hash, content_hash, created_at)
    SELECT ${shopId}, 'p' || i, 'en', 'Product ' || i, 'Brand ' || brand, ARRAY['Department ' || department, 'Category ' || category],
      CASE WHEN i % 50 = 7 THEN 'archived' ELSE 'active' END, 'EUR', '[]', '{}', '[]', '{}',
      jsonb_build_object('brand', jsonb_build_array('brand ' || brand), 'currency', jsonb_build_array('EUR'),
        'locale', jsonb_build_array('en'), 'price', jsonb_build_array(price / 100.0), 'attr', jsonb_build_array('color'),
        'attr.color', jsonb_build_array((ARRAY['red', 'green', 'blue', 'black', 'white'])[1 + i % 5]),
        'category', jsonb_build_array('department ' || department, 'department ' || department || ' > category ' || category),
        'category.path', jsonb_build_array('department ' || department || ' > category ' || category)),
      i % 33 <> 5, price, price, md5('r' || i), md5('c' || i), now() - (i % 5000) * interval '1 hour'
    FROM (
      SELECT i, i / ${productsPerCategory}::int AS category, i / ${productsPerCategory * 20}::int AS department,
        i * 7919 % 500 AS brand, 199 + (i::bigint * 104729 % 19800)::int AS price
      FROM generate_series(0, ${items - 1}::int) i
    ) made`.execute(db)
  await sql`
    INSERT INTO variants (shop_id, product_id, external_id, position, options, attributes, price_minor, compare_at_price_minor, stock_units)
    SELECT shop_id, id, external_id || '-1', 0, '{}', '[]', price_min_minor,
      CASE WHEN id % 12 = 0 THEN price_min_minor * 5 / 4 END, CASE WHEN in_stock THEN 20 ELSE 0 END
    FROM products WHERE shop_id = ${shopId}`.execute(db)
}

/** The index over items is made afterwards: building it once is many times quicker than keeping it up. */
async function insertVisits({ database: { db }, shopId }: BenchShop, size: ShopSize): Promise<void> {
  const visits = visitCount(size)
  const categories = Math.max(1, Math.floor(size.items / productsPerCategory))
  await sql`DROP INDEX visits_by_item`.execute(db)
  for (let from = 1; from <= visits; from += visitsPerStatement) {
    const to = Math.min(visits, from + visitsPerStatement - 1)
    await db.transaction().execute(async (trx) => {
      await sql`SELECT setseed(${(from % 9973) / 9973}::float8)`.execute(trx)
      // Written as "+ 0 * step" so that Postgres draws anew for every step, and not once per visit.
      await sql`
        INSERT INTO visits (shop_id, seq, session, visitor, started_at, ended_at, items)
        SELECT ${shopId}, drawn.seq, 's' || drawn.seq,
          CASE WHEN drawn.seq % 3 > 0 THEN 'u' || (drawn.seq::bigint * 48271 % ${Math.max(1, Math.round(visits / 4))}::int) END,
          ended_at - interval '5 minutes', ended_at, steps.items
        FROM (
          SELECT seq, floor(${categories}::int * power(random(), 2.2))::int AS category,
            2 + floor(-ln(1 - random()) * 3.5)::int AS length,
            now() - (${visits}::int - seq) * (interval '60 days' / ${visits}::int) - interval '1 hour' AS ended_at
          FROM generate_series(${from}::int, ${to}::int) seq
        ) drawn, LATERAL (
          SELECT array_agg('p' || CASE WHEN random() + 0 * step < 0.1
              THEN floor(${size.items}::int * power(random(), 3))::int
              ELSE drawn.category * ${productsPerCategory}::int + floor(${productsPerCategory}::int * power(random(), 1.7))::int
            END ORDER BY step) AS items
          FROM generate_series(1, drawn.length) step
        ) steps`.execute(trx)
    })
    if (Math.floor(from / visitsPerStatement) % 8 === 7)
      console.log(`  … ${String(to)} of ${String(visits)} visits`)
  }
  await sql`INSERT INTO visit_logs (shop_id, last_seq) VALUES (${shopId}, ${visits})
    ON CONFLICT (shop_id) DO UPDATE SET last_seq = excluded.last_seq`.execute(db)
  await sql`CREATE INDEX visits_by_item ON visits USING gin (items)`.execute(db)
}

/** Two to four products an order, of one category and the one that goes with it. */
async function insertOrders(
  { database: { db }, shopId }: BenchShop,
  { items, orders }: ShopSize,
): Promise<void> {
  const categories = Math.max(1, Math.floor(items / productsPerCategory))
  await sql`
    INSERT INTO events (shop_id, at, event_id, type, consent, visitor, session, product, quantity, price_minor, currency, order_id,
      received_at)
    SELECT ${shopId}, drawn.at, 'o' || n || '-' || line, 'purchase', 'known', 'u' || n % ${Math.max(1, Math.round(orders / 2))}::int, 'o' || n,
      'p' || (((category + line % 2) % ${categories}::int) * ${productsPerCategory}::int
        + floor(${productsPerCategory}::int * power(random() + 0 * line, 2.5))::int),
      1, 1999, 'EUR', 'o' || n, drawn.at
    FROM (
      SELECT n, now() - (${orders}::int - n) * (interval '30 days' / ${orders}::int) - interval '1 hour' AS at,
        floor(${categories}::int * power(random(), 2.2))::int AS category
      FROM generate_series(1, ${orders}::int) n
    ) drawn, generate_series(0, 1 + drawn.n % 3) line`.execute(db)
}
