/** SQL that forgets a visitor. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import { lockLog, raiseLog } from '../visits/log-queries.ts'
import { tombstoneOf } from '../visit-key.ts'

export interface ErasedVisit {
  /** Number of the visit in the shop's log. */
  readonly seq: number
  readonly items: readonly string[]
}

/** Remembers that the visitor is gone, by a hash. Twice is once. */
export async function insertTombstone(trx: Db, shopId: string, visitor: string, now: Date): Promise<void> {
  await sql`INSERT INTO erased_visitors (shop_id, visitor, erased_at)
    VALUES (${shopId}, ${tombstoneOf(visitor)}, ${now}) ON CONFLICT DO NOTHING`.execute(trx)
}

/** Deletes events with their keys and open visits. @returns how many events */
export async function deleteEvents(trx: Db, shopId: string, visitor: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    WITH gone AS (
      DELETE FROM events WHERE shop_id = ${shopId} AND visitor = ${visitor} RETURNING event_id, session
    ),
    keys AS (
      DELETE FROM event_keys WHERE shop_id = ${shopId} AND key IN (
        SELECT substring(sha256(convert_to(event_id, 'UTF8')) FROM 1 FOR 16) FROM gone)
    ),
    open AS (
      DELETE FROM open_visits WHERE shop_id = ${shopId} AND session IN (SELECT session FROM gone)
    )
    SELECT count(*) AS count FROM gone`.execute(trx)
  return rows[0]?.count ?? 0
}

/** Deletes the visitor's closed visits and notes it in the log, as one entry. */
export async function deleteVisits(
  trx: Db,
  shopId: string,
  visitor: string,
  now: Date,
): Promise<{ readonly seq: number; readonly visits: readonly ErasedVisit[] }> {
  const last = await lockLog(trx, shopId)
  const { rows } = await sql<ErasedVisit>`
    DELETE FROM visits WHERE shop_id = ${shopId} AND visitor = ${visitor} RETURNING seq, items`.execute(trx)
  if (rows.length === 0) return { seq: last, visits: [] }
  const seq = last + 1
  await raiseLog(trx, shopId, seq)
  const seqs = rows.map((row) => row.seq)
  await sql`INSERT INTO visit_erasures (shop_id, seq, visit_seq, erased_at)
    SELECT ${shopId}, ${seq}, visit_seq, ${now} FROM unnest(${seqs}::bigint[]) AS visit_seq`.execute(trx)
  return { seq, visits: rows.toSorted((a, b) => a.seq - b.seq) }
}

/** Erased visitors with open visits: their events were on their way when they were erased. */
export async function selectRevenants(trx: Db, shopId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ visitor: string }>`
    SELECT DISTINCT o.visitor FROM erased_visitors gone
    JOIN open_visits o ON o.shop_id = gone.shop_id AND sha256(convert_to(o.visitor, 'UTF8')) = gone.visitor
    WHERE gone.shop_id = ${shopId} AND o.visitor IS NOT NULL`.execute(trx)
  return rows.map(({ visitor }) => visitor)
}
