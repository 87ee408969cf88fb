/**
 * Counts behind pairs of products, straight from what was stored: how many voters have both, each, and any. A voter is
 * a visitor, or, where a visit may not be linked to one, the visit itself. These numbers are what receipts are checked
 * against, so they are counted row by row here and share nothing with the counting of the models.
 */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

/** Up to where counting goes: visits by their number in the log, orders and carts by when they were received. */
export interface CountedUpTo {
  readonly seq: number
  readonly until: Date
}

export interface NamedPair {
  /** External ids. */
  readonly src: string
  readonly dst: string
}

export interface VoterRow {
  readonly ab: number
  readonly a: number
  readonly b: number
}

/** @param order `after`: dst within `reach` steps after src; `together`: within `reach` steps in either order */
export async function countViewPairs(
  db: Db,
  shopId: string,
  seq: number,
  pairs: readonly NamedPair[],
  { order, reach }: { readonly order: 'after' | 'together'; readonly reach: number },
): Promise<VoterRow[]> {
  const backwards = order === 'together' ? reach : 0
  const { rows } = await sql<VoterRow>`
    SELECT
      (SELECT ${viewVoters} FROM visits v
       WHERE v.shop_id = ${shopId} AND v.seq <= ${seq}::bigint AND v.items @> ARRAY[p.src, p.dst]
         AND EXISTS (
           SELECT FROM unnest(array_positions(v.items, p.src)) i, unnest(array_positions(v.items, p.dst)) j
           WHERE i <> j AND j - i BETWEEN ${-backwards}::int AND ${reach}::int)) AS ab,
      ${viewersOf(shopId, seq, sql`p.src`)} AS a, ${viewersOf(shopId, seq, sql`p.dst`)} AS b
    FROM ${asked(pairs)} ORDER BY p.place`.execute(db)
  return rows
}

export async function countViewers(db: Db, shopId: string, seq: number): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT ${viewVoters} AS total FROM visits v WHERE v.shop_id = ${shopId} AND v.seq <= ${seq}::bigint`.execute(
    db,
  )
  return rows[0]?.total ?? 0
}

export async function countBasketPairs(
  db: Db,
  shopId: string,
  until: Date,
  pairs: readonly NamedPair[],
  itemsMax: number,
): Promise<VoterRow[]> {
  const { rows } = await sql<VoterRow>`
    WITH large AS MATERIALIZED (
      SELECT ${basketVoter('e')} AS voter, ${basket('e')} AS basket FROM events e
      WHERE e.shop_id = ${shopId} AND ${inBasket('e', until)}
      GROUP BY 1, 2 HAVING count(DISTINCT e.product) > ${itemsMax}::int
    )
    SELECT
      (SELECT count(DISTINCT ${basketVoter('x')}) FROM events x JOIN events y
         ON y.shop_id = x.shop_id AND ${basketVoter('y')} = ${basketVoter('x')} AND ${basket('y')} = ${basket('x')}
       WHERE x.shop_id = ${shopId} AND x.product = p.src AND ${inBasket('x', until)}
         AND y.product = p.dst AND ${inBasket('y', until)}
         AND NOT EXISTS (SELECT FROM large l WHERE l.voter = ${basketVoter('x')} AND l.basket = ${basket('x')})) AS ab,
      ${buyersOf(shopId, until, sql`p.src`)} AS a, ${buyersOf(shopId, until, sql`p.dst`)} AS b
    FROM ${asked(pairs)} ORDER BY p.place`.execute(db)
  return rows
}

export async function countBuyers(db: Db, shopId: string, until: Date): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(DISTINCT ${basketVoter('e')}) AS total FROM events e
    WHERE e.shop_id = ${shopId} AND e.product IS NOT NULL AND ${inBasket('e', until)}`.execute(db)
  return rows[0]?.total ?? 0
}

/** A visit without a visitor votes by itself. */
export const viewVoters = sql`count(DISTINCT v.visitor) + count(*) FILTER (WHERE v.visitor IS NULL)`

const viewersOf = (shopId: string, seq: number, product: ReturnType<typeof sql>) => sql`
  (SELECT ${viewVoters} FROM visits v
   WHERE v.shop_id = ${shopId} AND v.seq <= ${seq}::bigint AND v.items @> ARRAY[${product}])`

const buyersOf = (shopId: string, until: Date, product: ReturnType<typeof sql>) => sql`
  (SELECT count(DISTINCT ${basketVoter('e')}) FROM events e
   WHERE e.shop_id = ${shopId} AND e.product = ${product} AND ${inBasket('e', until)})`

type Alias = 'x' | 'y' | 'e'

/** Who votes by an event of a basket: the visitor, or the visit where it may not be linked. */
export const basketVoter = (alias: Alias) =>
  sql.raw(`coalesce('v' || ${alias}.visitor, 's' || ${alias}.session)`)

/** What a product was put into: the order it was bought in, or the visit's cart. */
export const basket = (alias: Alias) => sql.raw(`coalesce('o' || ${alias}.order_id, 's' || ${alias}.session)`)

const inBasket = (alias: Alias, until: Date) => sql`
  ${sql.raw(`${alias}.type IN ('add-to-cart', 'purchase')`)} AND ${sql.ref(`${alias}.received_at`)} < ${until}`

const asked = (pairs: readonly NamedPair[]) => sql`
  unnest(${pairs.map(({ src }) => src)}::text[], ${pairs.map(({ dst }) => dst)}::text[])
  WITH ORDINALITY AS p(src, dst, place)`
