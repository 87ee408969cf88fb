/**
 * How many voters viewed or bought each product lately, straight from what was stored: what the reasons of rankings are
 * checked against. Voters are those of evidence-queries.ts.
 */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import { basketVoter, viewVoters, type CountedUpTo } from './evidence-queries.ts'

/** Voters with a visit to each product that ended after `since`, in the order given. */
export async function countRecentViewers(
  db: Db,
  shopId: string,
  { seq, since }: Pick<CountedUpTo, 'seq'> & { readonly since: Date },
  products: readonly string[],
): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`
    SELECT (SELECT ${viewVoters} FROM visits v
      WHERE v.shop_id = ${shopId} AND v.seq <= ${seq}::bigint AND v.ended_at > ${since}
        AND v.items @> ARRAY[p.product]) AS n
    FROM unnest(${products}::text[]) WITH ORDINALITY AS p(product, place) ORDER BY p.place`.execute(db)
  return rows.map(({ n }) => n)
}

/** Voters who bought each product from `since` on, in the order given. */
export async function countRecentBuyers(
  db: Db,
  shopId: string,
  { until, since }: Pick<CountedUpTo, 'until'> & { readonly since: Date },
  products: readonly string[],
): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`
    SELECT (SELECT count(DISTINCT ${basketVoter('e')}) FROM events e
      WHERE e.shop_id = ${shopId} AND e.product = p.product AND e.type = 'purchase'
        AND e.at >= ${since} AND e.at < ${until} AND e.received_at < ${until}) AS n
    FROM unnest(${products}::text[]) WITH ORDINALITY AS p(product, place) ORDER BY p.place`.execute(db)
  return rows.map(({ n }) => n)
}
