/** SQL of the spending report: sums of the ledger by one dimension, what was accepted, the budget of a day. */
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../database/schema.ts'

export const spendDimensions = ['day', 'model', 'writer', 'job', 'purpose'] as const
export type SpendDimension = (typeof spendDimensions)[number]

const columnOf: Readonly<Record<SpendDimension, RawBuilder<string>>> = {
  day: sql`day::text`,
  model: sql`model`,
  writer: sql`provider`,
  job: sql`copy_job_id`,
  purpose: sql`purpose`,
}

export interface Period {
  /** UTC days, inclusive: "2026-03-01". */
  readonly from: string
  readonly to: string
}

export interface SpendRow {
  readonly key: string
  readonly model: string
  readonly settled: number
  readonly held: number
  readonly calls: number
  readonly input_tokens: number
  readonly output_tokens: number
}

const sums = sql`
  coalesce(sum(cost_micros) FILTER (WHERE state = 'settled'), 0)::bigint AS settled,
  coalesce(sum(reserved_micros) FILTER (WHERE state NOT IN ('settled', 'released')), 0)::bigint AS held,
  count(*) FILTER (WHERE state <> 'released')::int AS calls,
  coalesce(sum(input_tokens), 0)::bigint AS input_tokens, coalesce(sum(output_tokens), 0)::bigint AS output_tokens`

/** Sums per UTC day and model, days ascending; calls that were released cost nothing and are left out. */
export async function selectSpendByDay(db: Db, shopId: string, { from, to }: Period): Promise<SpendRow[]> {
  const { rows } = await sql<SpendRow>`
    SELECT day::text AS key, model, ${sums}
    FROM model_calls WHERE shop_id = ${shopId} AND day BETWEEN ${from}::date AND ${to}::date
    GROUP BY day, model HAVING count(*) FILTER (WHERE state <> 'released') > 0 ORDER BY day, model`.execute(
    db,
  )
  return rows
}

/** Groups worth listing; jobs are many, and the dearest are what a report is read for. */
const GROUPS_MAX = 1_000

/** Sums by one dimension, the dearest first; days in their order. */
export async function selectSpendBy(
  db: Db,
  shopId: string,
  { from, to }: Period,
  by: SpendDimension,
): Promise<Omit<SpendRow, 'model'>[]> {
  const order = by === 'day' ? sql`1` : sql`2 DESC, 3 DESC, 1`
  const { rows } = await sql<Omit<SpendRow, 'model'>>`
    SELECT ${columnOf[by]} AS key, ${sums}
    FROM model_calls WHERE shop_id = ${shopId} AND day BETWEEN ${from}::date AND ${to}::date
    GROUP BY 1 HAVING count(*) FILTER (WHERE state <> 'released') > 0
    ORDER BY ${order} LIMIT ${GROUPS_MAX}::int`.execute(db)
  return rows
}

export interface PaidDrafts {
  readonly drafts: number
  readonly ready: number
  readonly accepted: number
}

/** Drafts written for money in the period: how many can be published as they are, and how many a person accepted. */
export async function countPaidDrafts(db: Db, shopId: string, { from, to }: Period): Promise<PaidDrafts> {
  const { rows } = await sql<PaidDrafts>`
    SELECT count(*)::int AS drafts, count(*) FILTER (WHERE state IN ('ready', 'approved', 'published'))::int AS ready,
      count(*) FILTER (WHERE state IN ('approved', 'published', 'stale'))::int AS accepted
    FROM copy_drafts WHERE shop_id = ${shopId} AND writer <> 'embedded'
      AND created_at >= ${from}::date AND created_at < ${to}::date + interval '1 day'`.execute(db)
  return rows[0] ?? { drafts: 0, ready: 0, accepted: 0 }
}

export interface BudgetRow {
  readonly own_limit: number | null
  readonly spent: number
  readonly held: number
  readonly warned_at: Date | null
}

/** The budget of one UTC day, and the cap the shop has set itself. */
export async function selectBudget(db: Db, shopId: string, day: string): Promise<BudgetRow> {
  const { rows } = await sql<BudgetRow>`
    SELECT (SELECT daily_limit_micros FROM spend_limits WHERE shop_id = ${shopId}) AS own_limit,
      coalesce(b.spent_micros, 0)::bigint AS spent, coalesce(b.held_micros, 0)::bigint AS held, b.warned_at
    FROM (SELECT 1) one LEFT JOIN budgets b ON b.shop_id = ${shopId} AND b.day = ${day}::date`.execute(db)
  return rows[0] ?? { own_limit: null, spent: 0, held: 0, warned_at: null }
}

/** Null takes the shop's own cap away. */
export async function putLimit(trx: Db, shopId: string, micros: number | null, now: Date): Promise<void> {
  if (micros === null) {
    await sql`DELETE FROM spend_limits WHERE shop_id = ${shopId}`.execute(trx)
    return
  }
  await sql`INSERT INTO spend_limits (shop_id, daily_limit_micros, updated_at)
    VALUES (${shopId}, ${micros}::bigint, ${now}::timestamptz)
    ON CONFLICT (shop_id) DO UPDATE SET daily_limit_micros = excluded.daily_limit_micros,
      updated_at = excluded.updated_at`.execute(trx)
}
