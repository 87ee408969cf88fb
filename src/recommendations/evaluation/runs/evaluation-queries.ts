/** SQL of evaluations of shops. */
import { sql } from 'kysely'
import type { Db, Json } from '../../../database/schema.ts'

export interface EvaluationRow {
  readonly id: string
  readonly cut: number
  readonly seed: number
  readonly created_at: Date
  readonly outcome: string | null
  readonly report: Json
  readonly state: string
  readonly progress: Json
  readonly result: Json
  readonly error: Json
  readonly finished_at: Date | null
}

export async function insertEvaluation(
  trx: Db,
  row: {
    readonly id: string
    readonly shopId: string
    readonly cut: number
    readonly seed: number
    readonly createdAt: Date
  },
): Promise<void> {
  await sql`INSERT INTO model_evaluations (id, shop_id, cut, seed, created_at)
    VALUES (${row.id}, ${row.shopId}, ${row.cut}::int, ${row.seed}::int, ${row.createdAt}::timestamptz)`.execute(
    trx,
  )
}

/** Holds the shop's row, so that of two requests at once the second sees what the first has begun. */
export async function lockShopEvaluations(trx: Db, shopId: string): Promise<void> {
  await sql`SELECT id FROM shops WHERE id = ${shopId} FOR UPDATE`.execute(trx)
}

export async function findOpenEvaluation(db: Db, shopId: string): Promise<{ id: string } | undefined> {
  const { rows } = await sql<{ id: string }>`
    SELECT e.id FROM model_evaluations e JOIN jobs j ON j.id = e.id
    WHERE e.shop_id = ${shopId} AND j.state IN ('queued', 'paused', 'leased') LIMIT 1`.execute(db)
  return rows[0]
}

const columns = sql`e.id, e.cut, e.seed, e.created_at, e.outcome, e.report,
  j.state, j.progress, j.result, j.error, j.finished_at`

export async function findEvaluation(db: Db, shopId: string, id: string): Promise<EvaluationRow | undefined> {
  const { rows } = await sql<EvaluationRow>`
    SELECT ${columns} FROM model_evaluations e JOIN jobs j ON j.id = e.id
    WHERE e.shop_id = ${shopId} AND e.id = ${id}`.execute(db)
  return rows[0]
}

/** Newest first, ties by id. */
export async function selectEvaluations(
  db: Db,
  shopId: string,
  after: { readonly createdAt: string; readonly id: string } | null,
  limit: number,
): Promise<EvaluationRow[]> {
  const keyset =
    after === null ? sql`` : sql`AND (e.created_at, e.id) < (${after.createdAt}::timestamptz, ${after.id})`
  const { rows } = await sql<EvaluationRow>`
    SELECT ${columns} FROM model_evaluations e JOIN jobs j ON j.id = e.id
    WHERE e.shop_id = ${shopId} ${keyset}
    ORDER BY e.created_at DESC, e.id DESC LIMIT ${limit}::int`.execute(db)
  return rows
}

export async function storeEvaluation(
  trx: Db,
  shopId: string,
  id: string,
  { outcome, report }: { readonly outcome: string; readonly report: string | null },
): Promise<void> {
  await sql`UPDATE model_evaluations SET outcome = ${outcome}, report = ${report}::jsonb
    WHERE shop_id = ${shopId} AND id = ${id}`.execute(trx)
}
