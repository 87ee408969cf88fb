/**
 * Nearest-neighbour SQL. Eligibility is a join with `products`, so a change there holds at once; the planner walks
 * the HNSW index and joins row by row when many products are eligible, and sorts the few when few are
 * (docs/decisions/0010 has the plans).
 */
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../../database/schema.ts'
import { filterSql } from '../../filter-queries.ts'
import type { ProductFilter } from '../../filter.ts'
import { vectorLiteral } from '../../../database/vector-literal.ts'
import { efSearchStart, type EmbeddingVersion } from '../embedding-version.ts'
import { tableOf } from '../version-queries.ts'
import type { SellableRow } from './sellable-queries.ts'

export interface NearestCondition {
  readonly filter: ProductFilter | undefined
  /** External ids that must not come back. */
  readonly exclude: readonly string[]
  readonly inStockOnly: boolean
}

export interface NearestRow extends SellableRow {
  /** Cosine, −1 to 1. */
  readonly similarity: number
}

interface FoundRow extends NearestRow {
  readonly is_anchor: boolean
  readonly has_vector: boolean
  readonly tuned: boolean
}

/** After this many tuples that fail the condition, scanning the eligible ones is quicker than walking on (measured on 20,000). */
const scanTuplesMax = 4_000

/**
 * The product `anchor` and the products nearest to it, in one round trip. The anchor is undefined when the shop has
 * no such product; the list is then empty, as it is when the product has no vector.
 */
export async function selectNearestToProduct(
  db: Db,
  version: EmbeddingVersion,
  { anchor, limit, ...condition }: NearestCondition & { readonly anchor: string; readonly limit: number },
): Promise<{ anchor: SellableRow | undefined; nearest: NearestRow[] }> {
  const table = tableOf(version)
  const form = (exact: boolean) => sql<FoundRow>`
    WITH anchor AS MATERIALIZED (
      SELECT a.id, a.external_id, a.brand, a.category, a.facets, w.v
      FROM products a LEFT JOIN ${table} w ON w.product_id = a.id
      WHERE a.shop_id = ${version.shopId} AND a.external_id = ${anchor}
    )
    SELECT true AS is_anchor, external_id, 1::float8 AS similarity, brand, category, facets,
      v IS NOT NULL AS has_vector, ${tuned} AS tuned
    FROM anchor
    UNION ALL (
      ${nearest(
        version,
        { exact, limit, condition, query: sql`(SELECT v FROM anchor)` },
        sql`false AS is_anchor, external_id, similarity, brand, category, facets, true AS has_vector, true AS tuned`,
        sql`(SELECT v IS NOT NULL FROM anchor) AND p.id <> (SELECT id FROM anchor)`,
      )}
    )`
  const rows = await runFilled(
    db,
    version,
    form,
    (found) => found.length > limit || found[0]?.has_vector !== true,
  )
  return {
    anchor: rows.find((row) => row.is_anchor),
    nearest: rows.filter((row) => !row.is_anchor).sort((a, b) => b.similarity - a.similarity),
  }
}

/** External ids of the products nearest to a vector, nearest first. */
export async function selectNearestToVector(
  db: Db,
  version: EmbeddingVersion,
  {
    vector,
    limit,
    ...condition
  }: NearestCondition & { readonly vector: Float32Array; readonly limit: number },
): Promise<{ external_id: string; similarity: number }[]> {
  const query = sql`${vectorLiteral(vector)}::vector`
  const form = (exact: boolean) =>
    sql<{ external_id: string; similarity: number; tuned: boolean }>`
      ${nearest(version, { exact, limit, condition, query }, sql`external_id, similarity, ${tuned} AS tuned`, sql`true`)}`
  return runFilled(db, version, form, (found) => found.length >= limit)
}

interface NearestForm {
  readonly exact: boolean
  readonly limit: number
  readonly condition: NearestCondition
  /** An expression of vector type. */
  readonly query: RawBuilder<unknown>
}

function nearest(
  version: EmbeddingVersion,
  { exact, limit, condition: { filter, exclude, inStockOnly }, query }: NearestForm,
  columns: RawBuilder<unknown>,
  also: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const stock = inStockOnly ? sql`AND p.in_stock` : sql``
  const filtered = filter === undefined ? sql`` : sql`AND ${filterSql(filter, 'p')}`
  const excluded = exclude.length === 0 ? sql`` : sql`AND p.external_id <> ALL(${exclude}::text[])`
  // Adding zero hides the distance from the index: the exact form sorts every eligible product.
  const order = exact ? sql`(w.v <=> ${query}) + 0` : sql`w.v <=> ${query}`
  return sql`
    SELECT ${columns} FROM (
      SELECT p.external_id, 1 - (w.v <=> ${query}) AS similarity, p.brand, p.category, p.facets
      FROM ${tableOf(version)} w JOIN products p ON p.id = w.product_id
      WHERE p.shop_id = ${version.shopId} AND p.status = 'active' ${stock} ${excluded} ${filtered} AND ${also}
      ORDER BY ${order} LIMIT ${limit}::int
    ) n`
}

/** Whether this session searches the index as widely as the gate demanded, and goes on while rows fail the condition. */
const tuned = sql`
  (coalesce(current_setting('hnsw.ef_search', true)::int, 0) >= ${efSearchStart}::int
   AND coalesce(current_setting('hnsw.iterative_scan', true), '') = 'strict_order')`

/**
 * Runs the index form, and the exact form where the index gave too few: the answer is short only when fewer
 * products are eligible.
 */
async function runFilled<T extends { readonly tuned: boolean }>(
  db: Db,
  version: EmbeddingVersion,
  form: (exact: boolean) => RawBuilder<T>,
  isFull: (rows: readonly T[]) => boolean,
): Promise<T[]> {
  if (version.gate?.exact !== false) return (await form(true).execute(db)).rows
  const rows = await runTuned(db, version.gate.efSearch, form(false))
  return isFull(rows) ? rows : (await form(true).execute(db)).rows
}

/**
 * Runs a search with the settings of the index. Sessions keep the usual settings once they have them: a transaction
 * around each search costs 22 % of the throughput (docs/decisions/0010). The rows themselves say whether
 * their session had them; one that had not is set, and asked again.
 */
async function runTuned<T extends { readonly tuned: boolean }>(
  db: Db,
  efSearch: number,
  query: RawBuilder<T>,
): Promise<T[]> {
  if (efSearch > efSearchStart) {
    return db.transaction().execute(async (trx) => {
      await setIndexSettings(trx, efSearch, true)
      return (await query.execute(trx)).rows
    })
  }
  const { rows } = await query.execute(db)
  if (rows[0]?.tuned !== false) return rows
  return db.connection().execute(async (session) => {
    await setIndexSettings(session, efSearchStart, false)
    return (await query.execute(session)).rows
  })
}

/** Sets how the index is searched, until the end of the transaction (`local`) or of the session. */
export async function setIndexSettings(db: Db, efSearch: number, local: boolean): Promise<void> {
  await sql`
    SELECT set_config('hnsw.ef_search', ${String(efSearch)}, ${local}::boolean),
      set_config('hnsw.iterative_scan', 'strict_order', ${local}::boolean),
      set_config('hnsw.max_scan_tuples', ${String(scanTuplesMax)}, ${local}::boolean)`.execute(db)
}
