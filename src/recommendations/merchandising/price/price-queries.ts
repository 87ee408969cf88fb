/** SQL of what visitors did under a rule and without it. */
import { sql } from 'kysely'
import type { Db } from '../../../database/schema.ts'

export interface VisitorOutcome {
  /** True for visitors under the rule. */
  readonly treated: boolean
  /** Distinct slates seen, products clicked in them, money of purchases that name them (minor units). */
  readonly slates: number
  readonly clicks: number
  readonly revenue: number
  /** Purchases without a price or in another currency; not in `revenue`. */
  readonly unpriced: number
}

/**
 * One row per visitor and arm; the visit stands for the visitor below consent "pseudonymous".
 * @param number the rule's number in the arms of slates
 */
export async function selectOutcomes(
  db: Db,
  shopId: string,
  { number, since, currency }: { readonly number: number; readonly since: Date; readonly currency: string },
): Promise<VisitorOutcome[]> {
  const [applied, withheld] = [`${String(number)}+`, `${String(number)}-`]
  const { rows } = await sql<VisitorOutcome>`
    WITH told AS (
      SELECT coalesce('v' || visitor, 's' || session) AS who, type, slate, product, variant, event_id,
        quantity, price_minor, currency, ${applied} = ANY (string_to_array(arm, ',')) AS treated
      FROM events
      WHERE shop_id = ${shopId} AND at >= ${since}::timestamptz AND slate IS NOT NULL AND arm IS NOT NULL
        AND string_to_array(arm, ',') && ARRAY[${applied}, ${withheld}]::text[]
        AND type IN ('impression', 'click', 'purchase')
    ), seen AS (SELECT DISTINCT slate FROM told WHERE type = 'impression')
    SELECT treated, count(DISTINCT slate) FILTER (WHERE type = 'impression')::int AS slates,
      count(DISTINCT (slate, product)) FILTER (WHERE type = 'click')::int AS clicks,
      coalesce(sum(quantity * price_minor)
        FILTER (WHERE type = 'purchase' AND currency = ${currency}), 0)::float8 AS revenue,
      count(*) FILTER (WHERE type = 'purchase'
        AND (price_minor IS NULL OR currency IS DISTINCT FROM ${currency}))::int AS unpriced
    FROM told WHERE slate IN (SELECT slate FROM seen)
    GROUP BY who, treated
    HAVING count(*) FILTER (WHERE type = 'impression') > 0
    ORDER BY who, treated`.execute(db)
  return rows
}
