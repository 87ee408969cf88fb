/** SQL of catalogue checks. */
import { sql } from 'kysely'
import type { Db, Json } from '../../../database/schema.ts'

export interface LintRunRow {
  readonly id: string
  readonly profile: string
  readonly jurisdictions: string[]
  readonly filter: Json
  readonly created_at: Date
  readonly summary: Json
  readonly state: string
  readonly progress: Json
  readonly error: Json
  readonly finished_at: Date | null
}

export async function insertLintRun(
  trx: Db,
  row: {
    readonly id: string
    readonly shopId: string
    readonly profile: string
    readonly jurisdictions: readonly string[]
    readonly filter: string | null
    readonly createdAt: Date
  },
): Promise<void> {
  await sql`INSERT INTO lint_runs (id, shop_id, profile, jurisdictions, filter, created_at)
    VALUES (${row.id}, ${row.shopId}, ${row.profile}, ${row.jurisdictions}::text[], ${row.filter}::jsonb,
      ${row.createdAt}::timestamptz)`.execute(trx)
}

const columns = sql`r.id, r.profile, r.jurisdictions, r.filter, r.created_at, r.summary,
  j.state, j.progress, j.error, j.finished_at`

export async function findLintRunRow(db: Db, shopId: string, id: string): Promise<LintRunRow | undefined> {
  const { rows } = await sql<LintRunRow>`
    SELECT ${columns} FROM lint_runs r JOIN jobs j ON j.id = r.id
    WHERE r.shop_id = ${shopId} AND r.id = ${id}`.execute(db)
  return rows[0]
}

/** Newest first, ties by id. */
export async function selectLintRunRows(
  db: Db,
  shopId: string,
  after: { readonly createdAt: string; readonly id: string } | null,
  limit: number,
): Promise<LintRunRow[]> {
  const keyset =
    after === null ? sql`` : sql`AND (r.created_at, r.id) < (${after.createdAt}::timestamptz, ${after.id})`
  const { rows } = await sql<LintRunRow>`
    SELECT ${columns} FROM lint_runs r JOIN jobs j ON j.id = r.id
    WHERE r.shop_id = ${shopId} ${keyset}
    ORDER BY r.created_at DESC, r.id DESC LIMIT ${limit}::int`.execute(db)
  return rows
}

/** What an interrupted attempt had stored; the next one begins anew. */
export async function clearLintProducts(trx: Db, shopId: string, runId: string): Promise<void> {
  await sql`DELETE FROM lint_products WHERE shop_id = ${shopId} AND run_id = ${runId}`.execute(trx)
}

export async function insertLintProducts(
  trx: Db,
  shopId: string,
  runId: string,
  products: readonly {
    readonly product: string
    readonly title: string
    readonly weight: number
    readonly codes: readonly string[]
    readonly findings: readonly unknown[]
  }[],
): Promise<void> {
  if (products.length === 0) return
  await sql`INSERT INTO lint_products (run_id, shop_id, product, title, weight, codes, findings)
    SELECT ${runId}, ${shopId}, p.product, p.title, p.weight, p.codes, p.findings
    FROM jsonb_to_recordset(${JSON.stringify(products)}::jsonb)
      AS p(product text, title text, weight integer, codes text[], findings jsonb)`.execute(trx)
}

export async function storeLintSummary(trx: Db, shopId: string, id: string, summary: string): Promise<void> {
  await sql`UPDATE lint_runs SET summary = ${summary}::jsonb
    WHERE shop_id = ${shopId} AND id = ${id}`.execute(trx)
}

export interface LintProductRow {
  readonly product: string
  readonly title: string
  readonly weight: number
  readonly findings: Json
}

/** The worst first, ties by product. */
export async function selectLintProducts(
  db: Db,
  shopId: string,
  runId: string,
  filter: { readonly code?: string | undefined; readonly product?: string | undefined },
  after: { readonly weight: number; readonly product: string } | null,
  limit: number,
): Promise<LintProductRow[]> {
  const keyset =
    after === null
      ? sql``
      : sql`AND (weight < ${after.weight}::int OR (weight = ${after.weight}::int AND product >= ${after.product}))`
  const byCode = filter.code === undefined ? sql`` : sql`AND codes @> ARRAY[${filter.code}]::text[]`
  const byProduct = filter.product === undefined ? sql`` : sql`AND product = ${filter.product}`
  const { rows } = await sql<LintProductRow>`
    SELECT product, title, weight, findings FROM lint_products
    WHERE shop_id = ${shopId} AND run_id = ${runId} ${keyset} ${byCode} ${byProduct}
    ORDER BY weight DESC, product LIMIT ${limit}::int`.execute(db)
  return rows
}
