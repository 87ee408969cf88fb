/** SQL behind visitor histories: one statement each, along an index, bounded in rows and in time. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import type { HistoryRow } from './history-rows.ts'

/** Rows read of what is not a purchase, and of purchases. */
export const ROWS_MAX = 500
/** Six half-lives of a view: older ones weigh nothing. */
const DAYS = 90

interface SelectedRow extends Omit<HistoryRow, 'atMs'> {
  readonly at: Date
}

/** The last day of a visit that has no visitor. */
export async function selectVisitRows(
  db: Db,
  shopId: string,
  session: string,
  now: Date,
): Promise<HistoryRow[]> {
  const { rows } = await sql<SelectedRow>`
    SELECT event_id AS "eventId", session, type, product, coalesce(quantity, 1) AS quantity, at FROM events
    WHERE shop_id = ${shopId} AND session = ${session} AND visitor IS NULL
      AND type IN ('view', 'add-to-cart', 'remove', 'purchase') AND at > ${now}::timestamptz - interval '1 day'
    ORDER BY at DESC LIMIT ${ROWS_MAX}`.execute(db)
  return rows.map(toRow)
}

/** What a visitor did, with the purchases of this visit, and all purchases when orders may be used. */
export async function selectVisitorRows(
  db: Db,
  shopId: string,
  visitor: string,
  session: string,
  orders: boolean,
  now: Date,
): Promise<HistoryRow[]> {
  const { rows } = await sql<SelectedRow>`
    (SELECT event_id AS "eventId", session, type, product, coalesce(quantity, 1) AS quantity, at FROM events
     WHERE shop_id = ${shopId} AND visitor = ${visitor} AND at > ${now}::timestamptz - make_interval(days => ${DAYS})
       AND (type IN ('view', 'add-to-cart', 'remove') OR (type = 'purchase' AND session = ${session} AND NOT ${orders}))
     ORDER BY at DESC LIMIT ${ROWS_MAX})
    UNION ALL
    (SELECT event_id, session, type, product, coalesce(quantity, 1), at FROM events
     WHERE ${orders} AND shop_id = ${shopId} AND visitor = ${visitor} AND type = 'purchase'
     ORDER BY at DESC LIMIT ${ROWS_MAX})`.execute(db)
  return rows.map(toRow)
}

function toRow({ at, ...row }: SelectedRow): HistoryRow {
  return { ...row, atMs: at.getTime() }
}
