/** SQL of copy jobs: the request rows, and their progress as it stands in the jobs they became. */
import { sql } from 'kysely'
import type { ProductFilter } from '../../catalog/filter.ts'
import { filterSql } from '../../catalog/filter-queries.ts'
import type { Db, Json } from '../../database/schema.ts'

export interface CopyJobRow {
  readonly id: string
  readonly selection: Json
  readonly fields: string[]
  readonly locale: string
  readonly writer: string
  readonly seed: number
  readonly max_cost_micros: number | null
  readonly voice_id: string | null
  readonly voice_version: number | null
  readonly delivery: string
  readonly created_at: Date
  readonly job_kind: string
  readonly job_state: string
  readonly job_error: Json
  readonly pause_requested: boolean
  readonly read_at: Date
  readonly finished_at: Date | null
}

export async function insertCopyJob(
  trx: Db,
  row: {
    id: string
    shopId: string
    selection: string
    fields: readonly string[]
    locale: string
    writer: string
    seed: number
    maxCostMicros: number | null
    voiceId: string | null
    voiceVersion: number | null
    delivery: string
    createdAt: Date
  },
): Promise<void> {
  await sql`INSERT INTO copy_jobs (id, shop_id, selection, fields, locale, writer, seed, max_cost_micros, voice_id, voice_version,
      delivery, created_at)
    VALUES (${row.id}, ${row.shopId}, ${row.selection}::jsonb, ${row.fields}::text[], ${row.locale}, ${row.writer},
      ${row.seed}::bigint, ${row.maxCostMicros}::bigint, ${row.voiceId}, ${row.voiceVersion}::int, ${row.delivery},
      ${row.createdAt}::timestamptz)`.execute(trx)
}

/** Our ids of the shop's ids; ids that the shop has not are absent. */
export async function selectProductIds(
  db: Db,
  shopId: string,
  externalIds: readonly string[],
): Promise<{ id: number; external_id: string }[]> {
  const { rows } = await sql<{ id: number; external_id: string }>`
    SELECT id, external_id FROM products WHERE shop_id = ${shopId} AND external_id = ANY(${externalIds}::text[])`.execute(
    db,
  )
  return rows
}

/** A keyset page of the products a filter keeps, ascending by our id; archived products are left out. */
export async function selectFilteredIds(
  db: Db,
  shopId: string,
  filter: ProductFilter,
  after: number,
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT p.id FROM products p
    WHERE p.shop_id = ${shopId} AND p.id > ${after}::bigint AND p.status <> 'archived' AND ${filterSql(filter, 'p')}
    ORDER BY p.id LIMIT ${limit}::int`.execute(db)
  return rows.map((row) => row.id)
}

/** How many products a filter keeps; archived ones are left out. */
export async function countFiltered(db: Db, shopId: string, filter: ProductFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM products p
    WHERE p.shop_id = ${shopId} AND p.status <> 'archived' AND ${filterSql(filter, 'p')}`.execute(db)
  return rows[0]?.count ?? 0
}

export async function setDelivery(trx: Db, shopId: string, id: string, delivery: string): Promise<void> {
  await sql`UPDATE copy_jobs SET delivery = ${delivery} WHERE shop_id = ${shopId} AND id = ${id}`.execute(trx)
}

/** Locks the planning job and says whether it is still this worker's, and whether somebody wants it paused. */
export async function lockPlanner(
  trx: Db,
  shopId: string,
  id: string,
  token: number,
): Promise<'ours' | 'paused' | 'lost'> {
  const { rows } = await sql<{ pause_requested: boolean }>`
    SELECT pause_requested FROM jobs WHERE shop_id = ${shopId} AND id = ${id} AND token = ${token}::bigint
      AND state = 'leased' AND NOT cancel_requested FOR UPDATE`.execute(trx)
  const [planner] = rows
  if (planner === undefined) return 'lost'
  return planner.pause_requested ? 'paused' : 'ours'
}

/** Which of these job ids exist already. */
export async function selectExistingJobs(
  db: Db,
  shopId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{
    id: string
  }>`SELECT id FROM jobs WHERE shop_id = ${shopId} AND id = ANY(${ids}::text[])`.execute(db)
  return new Set(rows.map((row) => row.id))
}

const requestColumns = sql`c.id, c.selection, c.fields, c.locale, c.writer, c.seed, c.max_cost_micros, c.voice_id, c.voice_version,
  c.delivery, c.created_at, j.kind AS job_kind, j.state AS job_state, j.error AS job_error, j.pause_requested, j.finished_at,
  clock_timestamp() AS read_at`

/** Undefined when the shop has no such copy job. */
export async function findCopyJobRow(db: Db, shopId: string, id: string): Promise<CopyJobRow | undefined> {
  const { rows } = await sql<CopyJobRow>`
    SELECT ${requestColumns} FROM copy_jobs c JOIN jobs j ON j.id = c.id WHERE c.shop_id = ${shopId} AND c.id = ${id}`.execute(
    db,
  )
  return rows[0]
}

/** Newest first, ties by id. */
export async function selectCopyJobRows(
  db: Db,
  shopId: string,
  after: { createdAt: string; id: string } | null,
  limit: number,
): Promise<CopyJobRow[]> {
  const keyset =
    after === null ? sql`` : sql`AND (c.created_at, c.id) < (${after.createdAt}::timestamptz, ${after.id})`
  const { rows } = await sql<CopyJobRow>`
    SELECT ${requestColumns} FROM copy_jobs c JOIN jobs j ON j.id = c.id
    WHERE c.shop_id = ${shopId} ${keyset} ORDER BY c.created_at DESC, c.id DESC LIMIT ${limit}::int`.execute(
    db,
  )
  return rows
}

export interface OutcomeRow {
  readonly copy_job_id: string
  readonly state: string
  readonly draft_state: string | null
  readonly reused: boolean | null
  readonly fallback: string | null
  readonly error_code: string | null
  readonly error_detail: string | null
  readonly count: number
  /** Of these, ended within the last minute. */
  readonly recent: number
  readonly first_started: Date | null
  readonly last_finished: Date | null
}

/** How many products of each copy job came to which end, in one pass over their jobs. */
export async function selectOutcomes(
  db: Db,
  shopId: string,
  copyJobIds: readonly string[],
): Promise<OutcomeRow[]> {
  const { rows } = await sql<OutcomeRow>`
    SELECT coalesce(parent_id, id) AS copy_job_id, state, result->>'state' AS draft_state,
      (result->>'reused')::boolean AS reused, result->>'fallback' AS fallback,
      CASE WHEN state IN ('failed', 'dead') THEN error->>'code' END AS error_code,
      CASE WHEN state IN ('failed', 'dead') THEN error->>'detail' END AS error_detail,
      count(*)::int AS count, max(finished_at) AS last_finished, min(started_at) AS first_started,
      count(*) FILTER (WHERE finished_at > clock_timestamp() - interval '1 minute')::int AS recent
    FROM jobs
    WHERE shop_id = ${shopId} AND kind = 'content.write-copy'
      AND (id = ANY(${copyJobIds}::text[]) OR parent_id = ANY(${copyJobIds}::text[]))
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY count(*) DESC`.execute(db)
  return rows
}

export interface CostRow {
  readonly copy_job_id: string
  readonly settled: number
  readonly uncertain: number
  readonly input_tokens: number
  readonly output_tokens: number
  readonly calls: number
}

export async function selectCosts(db: Db, shopId: string, copyJobIds: readonly string[]): Promise<CostRow[]> {
  const { rows } = await sql<CostRow>`
    SELECT copy_job_id,
      coalesce(sum(cost_micros) FILTER (WHERE state = 'settled'), 0)::bigint AS settled,
      coalesce(sum(reserved_micros) FILTER (WHERE state NOT IN ('settled', 'released')), 0)::bigint AS uncertain,
      coalesce(sum(input_tokens), 0)::bigint AS input_tokens, coalesce(sum(output_tokens), 0)::bigint AS output_tokens,
      count(*) FILTER (WHERE state <> 'released')::int AS calls
    FROM model_calls WHERE shop_id = ${shopId} AND copy_job_id = ANY(${copyJobIds}::text[]) GROUP BY copy_job_id`.execute(
    db,
  )
  return rows
}
