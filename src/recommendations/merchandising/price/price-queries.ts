/**
 * SQL of what visitors did under a rule and without it. Visitors fall into 256 random groups; when there are many events
 * only some groups are read, by an index, so that a price takes about as long in every shop.
 */
import { sql } from 'kysely'
import type { Db } from '../../../database/schema.ts'

/** Sums over the visitors of one side; the visit stands for the visitor below consent "pseudonymous". */
export interface ArmSums {
  /** True for visitors under the rule. */
  readonly treated: boolean
  readonly visitors: number
  /** Distinct slates seen, products clicked in them, money of purchases that name them and what of it is left after costs (minor units). */
  readonly slates: number
  readonly clicks: number
  readonly revenue: number
  readonly margin: number
  readonly slateSquares: number
  readonly clickSquares: number
  readonly revenueSquares: number
  readonly marginSquares: number
  readonly slateClicks: number
  readonly slateRevenue: number
  readonly slateMargin: number
  /** Purchases with a price in the shop's currency; of those, the ones whose cost is unknown, which are not in `margin`. */
  readonly priced: number
  readonly uncosted: number
  /** Purchases without a price or in another currency; in neither money. */
  readonly unpriced: number
}

export const visitorGroups = 256

/** Events under some rule since a moment by the visitors of one group; no more than `limit` are counted. */
export async function countGroupEvents(db: Db, shopId: string, since: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM events WHERE shop_id = ${shopId} AND arm IS NOT NULL AND ${group} = 0 AND at >= ${since}::timestamptz
      LIMIT ${limit}::int
    ) found`.execute(db)
  return rows[0]?.count ?? 0
}

const group = sql`(hashtext(coalesce('v' || visitor, 's' || session)) & 255)`

/**
 * @param number the rule's number in the arms of slates
 * @param groups how many groups of visitors are read
 */
export async function selectArmSums(
  db: Db,
  shopId: string,
  {
    number,
    since,
    currency,
    groups,
  }: { readonly number: number; readonly since: Date; readonly currency: string; readonly groups: number },
): Promise<ArmSums[]> {
  const [applied, withheld] = [`${String(number)}+`, `${String(number)}-`]
  const { rows } = await sql<ArmSums>`
    WITH told AS MATERIALIZED (
      SELECT coalesce('v' || visitor, 's' || session) AS who, type, slate, product, variant, quantity, price_minor,
        currency, ${applied} = ANY (string_to_array(arm, ',')) AS treated
      FROM events
      WHERE shop_id = ${shopId} AND arm IS NOT NULL AND ${group} BETWEEN 0 AND ${groups - 1}::int
        AND at >= ${since}::timestamptz AND slate IS NOT NULL AND type IN ('impression', 'click', 'purchase')
        AND string_to_array(arm, ',') && ARRAY[${applied}, ${withheld}]::text[]
    ), seen AS MATERIALIZED (
      SELECT treated, who, slate FROM told WHERE type = 'impression' GROUP BY 1, 2, 3
    ), seeing AS (
      SELECT treated, who, count(*)::float8 AS slates FROM seen GROUP BY 1, 2
    ), clicking AS (
      SELECT treated, who, count(*)::float8 AS clicks FROM (
        SELECT DISTINCT t.treated, t.who, t.slate, t.product FROM told t
        WHERE t.type = 'click' AND EXISTS (SELECT FROM seen s WHERE s.slate = t.slate)
      ) each GROUP BY 1, 2
    ), buying AS (
      SELECT t.treated, t.who,
        sum(t.quantity * t.price_minor) FILTER (WHERE t.currency = ${currency})::float8 AS revenue,
        sum(t.quantity * (t.price_minor - c.cost)) FILTER (WHERE t.currency = ${currency})::float8 AS margin,
        count(t.price_minor) FILTER (WHERE t.currency = ${currency}) AS priced,
        count(t.price_minor) FILTER (WHERE t.currency = ${currency} AND c.cost IS NULL) AS uncosted,
        count(*) FILTER (WHERE t.price_minor IS NULL OR t.currency IS DISTINCT FROM ${currency}) AS unpriced
      FROM told t LEFT JOIN LATERAL (
        -- Of the variant bought; where none is named, of the product, if its variants cost the same.
        SELECT CASE WHEN count(v.cost_minor) = count(*) AND min(v.cost_minor) = max(v.cost_minor)
          THEN min(v.cost_minor) END AS cost
        FROM products p JOIN variants v ON v.product_id = p.id AND v.shop_id = p.shop_id
        WHERE p.shop_id = ${shopId} AND p.external_id = t.product AND p.currency = ${currency}
          AND (t.variant IS NULL OR v.external_id = t.variant)
      ) c ON true
      WHERE t.type = 'purchase' AND EXISTS (SELECT FROM seen s WHERE s.slate = t.slate)
      GROUP BY 1, 2
    ), each AS (
      SELECT treated, who, slates, coalesce(clicks, 0) AS clicks, coalesce(revenue, 0) AS revenue,
        coalesce(margin, 0) AS margin, coalesce(priced, 0) AS priced, coalesce(uncosted, 0) AS uncosted,
        coalesce(unpriced, 0) AS unpriced
      FROM seeing LEFT JOIN clicking USING (treated, who) LEFT JOIN buying USING (treated, who)
    )
    SELECT treated, count(*)::int AS visitors, sum(slates) AS slates, sum(clicks) AS clicks, sum(revenue) AS revenue,
      sum(margin) AS margin, sum(slates * slates) AS "slateSquares", sum(clicks * clicks) AS "clickSquares",
      sum(revenue * revenue) AS "revenueSquares", sum(margin * margin) AS "marginSquares",
      sum(slates * clicks) AS "slateClicks", sum(slates * revenue) AS "slateRevenue", sum(slates * margin) AS "slateMargin",
      sum(priced)::int AS priced, sum(uncosted)::int AS uncosted, sum(unpriced)::int AS unpriced
    FROM each GROUP BY treated`.execute(db)
  return rows
}
