/**
 * The shop's history in pages, for those who learn from all of it. A page is one JSON text: a thread parses it, so that
 * millions of rows never become objects on the event loop.
 */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import { basket, basketVoter } from './evidence-queries.ts'

export interface LogEnd {
  /** The last number of the visit log; 0 without one. */
  readonly seq: number
}

export async function selectLogEnd(db: Db, shopId: string): Promise<LogEnd> {
  const { rows } = await sql<LogEnd>`
    SELECT last_seq AS seq FROM visit_logs WHERE shop_id = ${shopId}`.execute(db)
  return rows[0] ?? { seq: 0 }
}

export interface JsonPage {
  readonly rows: number
  readonly text: string
}

/** Rows `[seq, end, visitor | null, [items]]`, `end` in seconds since 1970, with `after < seq ≤ upTo`, by seq. */
export async function selectVisitPage(
  db: Db,
  shopId: string,
  { after, upTo, limit }: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<JsonPage & { readonly last: number }> {
  const { rows } = await sql<{ rows: number; text: string | null; last: number | null }>`
    SELECT count(*) AS rows, max(seq) AS last,
      json_agg(json_build_array(seq, extract(epoch FROM ended_at)::float8, visitor, items) ORDER BY seq)::text AS text
    FROM (
      SELECT seq, ended_at, visitor, items FROM visits
      WHERE shop_id = ${shopId} AND seq > ${after}::bigint AND seq <= ${upTo}::bigint
      ORDER BY seq LIMIT ${limit}::int
    ) page`.execute(db)
  const [page] = rows
  return { rows: page?.rows ?? 0, text: page?.text ?? '[]', last: page?.last ?? after }
}

/** Where a page of basket rows ended. */
export interface BasketPlace {
  readonly product: string
  /** As Postgres writes it, with all its digits. */
  readonly at: string
  readonly id: number
}

/** Rows `[voter, basket, product]` received before `until`, after the place, by (product, at, id). */
export async function selectBasketPage(
  db: Db,
  shopId: string,
  {
    after,
    until,
    limit,
  }: { readonly after: BasketPlace | undefined; readonly until: Date; readonly limit: number },
): Promise<JsonPage & { readonly last: BasketPlace | undefined }> {
  const place =
    after === undefined
      ? sql`true`
      : sql`(e.product, e.at, e.id) > (${after.product}, ${after.at}::timestamptz, ${after.id}::bigint)`
  const { rows } = await sql<{
    rows: number
    text: string | null
    product: string | null
    at: string | null
    id: number | null
  }>`
    WITH page AS MATERIALIZED (
      SELECT ${basketVoter('e')} AS voter, ${basket('e')} AS basket, e.product, e.at, e.id,
        row_number() OVER (ORDER BY e.product, e.at, e.id) AS place
      FROM events e
      WHERE e.shop_id = ${shopId} AND e.product IS NOT NULL AND e.type IN ('add-to-cart', 'purchase')
        AND e.received_at < ${until} AND ${place}
      ORDER BY e.product, e.at, e.id LIMIT ${limit}::int
    ), told AS (
      SELECT count(*) AS rows, json_agg(json_build_array(voter, basket, product) ORDER BY place)::text AS text FROM page
    )
    SELECT told.rows, told.text, last.product, last.at::text AS at, last.id
    FROM told LEFT JOIN (SELECT product, at, id FROM page ORDER BY place DESC LIMIT 1) last ON true`.execute(
    db,
  )
  const [page] = rows
  const { product = null, at = null, id = null } = page ?? {}
  const last = product === null || at === null || id === null ? undefined : { product, at, id }
  return { rows: page?.rows ?? 0, text: page?.text ?? '[]', last }
}

/** Numbers of the log after `after` by which visits were erased, with the visits. */
export async function selectErasures(
  db: Db,
  shopId: string,
  after: number,
): Promise<{ readonly seq: number; readonly visit_seq: number }[]> {
  const { rows } = await sql<{ seq: number; visit_seq: number }>`
    SELECT seq, visit_seq FROM visit_erasures WHERE shop_id = ${shopId} AND seq > ${after}::bigint
    ORDER BY seq, visit_seq`.execute(db)
  return rows
}

/** Units sold by product since a moment, and by how many voters they were bought. */
export async function selectUnitsSold(
  db: Db,
  shopId: string,
  { since, until }: { readonly since: Date; readonly until: Date },
): Promise<{ readonly product: string; readonly units: number; readonly buyers: number }[]> {
  const { rows } = await sql<{ product: string; units: number; buyers: number }>`
    SELECT product, sum(coalesce(quantity, 1))::float8 AS units, count(DISTINCT ${basketVoter('e')})::integer AS buyers
    FROM events e
    WHERE shop_id = ${shopId} AND type = 'purchase' AND product IS NOT NULL
      AND at >= ${since} AND at < ${until} AND received_at < ${until}
    GROUP BY product`.execute(db)
  return rows
}

/** Products in the baskets of one visitor, received before a moment. */
export async function selectBasketProducts(
  db: Db,
  shopId: string,
  visitor: string,
  until: Date,
): Promise<string[]> {
  const { rows } = await sql<{ product: string }>`
    SELECT DISTINCT product FROM events
    WHERE shop_id = ${shopId} AND visitor = ${visitor} AND type IN ('add-to-cart', 'purchase')
      AND product IS NOT NULL AND received_at < ${until}`.execute(db)
  return rows.map(({ product }) => product)
}
