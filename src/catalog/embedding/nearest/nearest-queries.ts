/**
 * Nearest-neighbour SQL. Eligibility is a join with `products`, so a change there holds at once; the planner walks
 * the HNSW index and joins row by row when many products are eligible, and sorts the few when few are
 * (docs/decisions/0010 has the plans).
 */
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../../database/schema.ts'
import { filterSql } from '../../filter-queries.ts'
import type { ProductFilter } from '../../filter.ts'
import { preparedMark } from '../../../database/prepare-marked.ts'
import { vectorLiteral } from '../../../database/vector-literal.ts'
import { efSearchMax, type EmbeddingVersion } from '../embedding-version.ts'
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
  readonly is_origin: boolean
  readonly has_vector: boolean
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
  const form = (scan: Scan) => sql<FoundRow>`${mark(condition)}
    WITH origin AS MATERIALIZED (
      SELECT a.id, a.external_id, a.brand, a.category, a.facets, w.v ${settings(scan)}
      FROM products a LEFT JOIN ${tableOf(version)} w ON w.product_id = a.id
      WHERE a.shop_id = ${version.shopId} AND a.external_id = ${anchor}
    )
    SELECT true AS is_origin, external_id, 1::float8 AS similarity, brand, category, facets, v IS NOT NULL AS has_vector
    FROM origin
    UNION ALL (
      ${nearest(
        version,
        { scan, limit, condition },
        sql`false AS is_origin, external_id, similarity, brand, category, facets, true AS has_vector`,
        sql`AND (SELECT v IS NOT NULL FROM origin) AND p.id <> (SELECT id FROM origin)`,
      )}
    )`
  const rows = await runFilled(
    db,
    version,
    limit * breadth.product,
    form,
    (found) => found.length > limit || found[0]?.has_vector !== true,
  )
  return {
    anchor: rows.find((row) => row.is_origin),
    nearest: rows.filter((row) => !row.is_origin).sort((a, b) => b.similarity - a.similarity),
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
  const form = (scan: Scan) => sql<{ external_id: string; similarity: number }>`${mark(condition)}
    WITH origin AS MATERIALIZED (SELECT ${vectorLiteral(vector)}::vector AS v ${settings(scan)})
    ${nearest(version, { scan, limit, condition }, sql`external_id, similarity`, sql``)}`
  return runFilled(db, version, limit * breadth.query, form, (found) => found.length >= limit)
}

/** How to look: through the index with a candidate list of `efSearch`, or at every eligible product. */
type Scan = { readonly exact: true } | { readonly exact: false; readonly efSearch: number }

/**
 * Candidates per result asked for. The index links products with products; a query lies apart from them, the more so as
 * it fills a part of a blended vector only, and needs a wider search for the same recall (measured on icecat's 68 judged
 * queries, depth 100: .914 with 1, .985 with 4, for 6 ms more; docs/evaluation.md).
 */
const breadth = { product: 1, query: 4 } as const

interface NearestForm {
  readonly scan: Scan
  readonly limit: number
  readonly condition: NearestCondition
}

/** Products by distance from `(SELECT v FROM origin)`. */
function nearest(
  version: EmbeddingVersion,
  { scan, limit, condition: { filter, exclude, inStockOnly } }: NearestForm,
  columns: RawBuilder<unknown>,
  also: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const stock = inStockOnly ? sql`AND p.in_stock` : sql``
  const filtered = filter === undefined ? sql`` : sql`AND ${filterSql(filter, 'p')}`
  const excluded = exclude.length === 0 ? sql`` : sql`AND p.external_id <> ALL(${exclude}::text[])`
  const distance = sql`w.v <=> (SELECT v FROM origin)`
  // Adding zero hides the distance from the index: the exact form sorts every eligible product.
  const order = scan.exact ? sql`(${distance}) + 0` : distance
  return sql`
    SELECT ${columns} FROM (
      SELECT p.external_id, 1 - (${distance}) AS similarity, p.brand, p.category, p.facets
      FROM ${tableOf(version)} w JOIN products p ON p.id = w.product_id
      WHERE p.shop_id = ${version.shopId} AND p.status = 'active' ${stock} ${excluded} ${filtered} ${also}
      ORDER BY ${order} LIMIT ${inlineCount(limit)}
    ) n`
}

/**
 * A search without a filter has one best plan, and is worth preparing. With a filter the plan depends on how many
 * products pass it.
 */
function mark({ filter }: NearestCondition): RawBuilder<unknown> {
  return filter === undefined ? sql.raw(preparedMark) : sql``
}

/** In the text and not a parameter, because a prepared plan must know how few rows are wanted. */
function inlineCount(count: number): RawBuilder<unknown> {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${String(count)} is no count`)
  return sql.raw(String(count))
}

/**
 * Sets how the index is searched, for this one statement and in it: `origin` is evaluated before the index is first
 * read, because the index needs its vector. A transaction around each search would cost 22 % of the throughput
 * (docs/decisions/0010).
 */
function settings(scan: Scan): RawBuilder<unknown> {
  if (scan.exact) return sql``
  return sql`, ${indexSettings(scan.efSearch)}`
}

/** Calls that hold until the end of the transaction, as a list of columns. */
export function indexSettings(efSearch: number): RawBuilder<unknown> {
  return sql`
    set_config('hnsw.ef_search', ${String(efSearch)}, true),
    set_config('hnsw.iterative_scan', 'strict_order', true),
    set_config('hnsw.max_scan_tuples', ${String(scanTuplesMax)}, true)`
}

/**
 * Runs the index form, and the exact form where the index gave too few: the answer is short only when fewer
 * products are eligible.
 */
async function runFilled<T>(
  db: Db,
  version: EmbeddingVersion,
  candidates: number,
  form: (scan: Scan) => RawBuilder<T>,
  isFull: (rows: readonly T[]) => boolean,
): Promise<T[]> {
  if (version.gate?.exact === false) {
    // A list shorter than the answer would be searched in several rounds.
    const efSearch = Math.min(efSearchMax, Math.max(version.gate.efSearch, candidates))
    const { rows } = await form({ exact: false, efSearch }).execute(db)
    if (isFull(rows)) return rows
  }
  return (await form({ exact: true }).execute(db)).rows
}
