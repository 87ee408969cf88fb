/** SQL of what went wrong in a copy job, product by product, and of how one job of a product ended. */
import { sql } from 'kysely'
import type { Db, Json } from '../../../database/schema.ts'

export interface FailureRow {
  readonly job_id: string
  /** Null when the product is gone. */
  readonly external_id: string | null
  readonly product_id: number
  readonly error: Json
  readonly attempts: number
  readonly finished_at: Date
}

/** In the order of job ids; `after` is the last one shown. */
export async function selectFailureRows(
  db: Db,
  shopId: string,
  copyJobId: string,
  after: string | null,
  limit: number,
): Promise<FailureRow[]> {
  const keyset = after === null ? sql`` : sql`AND j.id > ${after}`
  const { rows } = await sql<FailureRow>`
    SELECT j.id AS job_id, p.external_id, (j.payload->>'productId')::bigint AS product_id, j.error, j.attempts,
      j.finished_at
    FROM jobs j LEFT JOIN products p ON p.id = (j.payload->>'productId')::bigint AND p.shop_id = j.shop_id
    WHERE j.shop_id = ${shopId} AND (j.id = ${copyJobId} OR j.parent_id = ${copyJobId})
      AND j.kind = 'content.write-copy' AND j.state IN ('failed', 'dead') ${keyset}
    ORDER BY j.id LIMIT ${limit}::int`.execute(db)
  return rows
}

export interface JobEndRow {
  readonly state: string
  readonly result: Json
  readonly error: Json
}

/** Undefined when the shop has no such job. */
export async function findJobEnd(db: Db, shopId: string, id: string): Promise<JobEndRow | undefined> {
  const { rows } = await sql<JobEndRow>`
    SELECT state, result, error FROM jobs WHERE shop_id = ${shopId} AND id = ${id}`.execute(db)
  return rows[0]
}
