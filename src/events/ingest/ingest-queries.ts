/** SQL that stores events: keys, rows and open visits in one statement, whatever the number of events. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import type { EventRow } from './event-row.ts'

/** True when the shop has, or had, an event with this id. */
export async function selectIsKnown(db: Db, shopId: string, key: Buffer): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    SELECT EXISTS (SELECT FROM event_keys WHERE shop_id = ${shopId} AND key = ${key}) AS found`.execute(db)
  return rows[0]?.found ?? false
}

/** What became of the row at this place of the batch. */
export interface RowFate {
  readonly n: number
  /** False: its visitor was erased. */
  readonly kept: boolean
  /** False for a kept row: the shop has an event with this id. */
  readonly fresh: boolean
}

/**
 * Stores rows whose ids differ from each other. Keys and visits are taken in a fixed order, so that two batches never
 * wait for each other in a circle; a batch that brings an id another one is just storing waits for its end.
 */
export async function insertEvents(
  trx: Db,
  shopId: string,
  receivedAt: Date,
  rows: readonly EventRow[],
): Promise<readonly RowFate[]> {
  const json = JSON.stringify(rows.map((row, n) => ({ ...row, n })))
  const result = await sql<RowFate>`
    WITH incoming AS MATERIALIZED (
      SELECT r.*, (r.tombstone IS NULL OR NOT EXISTS (
        SELECT FROM erased_visitors gone WHERE gone.shop_id = ${shopId} AND gone.visitor = r.tombstone
      )) AS kept
      FROM jsonb_to_recordset(${json}::jsonb) AS r(
        n integer, event_id text, key bytea, tombstone bytea, at timestamptz, type text, consent text, visitor text,
        session text, product text, variant text, quantity integer, price_minor bigint, currency text, order_id text,
        query text, placement text, position integer, slate text, arm text, clock_corrected boolean)
    ),
    keyed AS (
      INSERT INTO event_keys (shop_id, key, received_at)
      SELECT ${shopId}, key, ${receivedAt} FROM incoming WHERE kept ORDER BY key
      ON CONFLICT DO NOTHING
      RETURNING key
    ),
    fresh AS MATERIALIZED (SELECT i.* FROM incoming i JOIN keyed USING (key)),
    stored AS (
      INSERT INTO events (shop_id, at, event_id, type, consent, visitor, session, product, variant, quantity,
        price_minor, currency, order_id, query, placement, position, slate, arm, clock_corrected, received_at)
      SELECT ${shopId}, at, event_id, type, consent, visitor, session, product, variant, quantity, price_minor,
        currency, order_id, query, placement, position, slate, arm, clock_corrected, ${receivedAt}
      FROM fresh ORDER BY n
    ),
    opened AS (
      INSERT INTO open_visits (shop_id, session, visitor, first_at, settles_at)
      SELECT ${shopId}, session, min(visitor), min(at),
        -- In whole minutes, so that a visit under way is not written anew with each event.
        date_trunc('minute', greatest(max(at) + interval '30 minutes', ${receivedAt}::timestamptz + interval '2 minutes'))
          + interval '1 minute'
      FROM fresh GROUP BY session ORDER BY session
      ON CONFLICT (shop_id, session) DO UPDATE SET
        first_at = least(open_visits.first_at, excluded.first_at),
        settles_at = greatest(open_visits.settles_at, excluded.settles_at)
      WHERE excluded.first_at < open_visits.first_at OR excluded.settles_at > open_visits.settles_at
    )
    SELECT i.n, i.kept, f.n IS NOT NULL AS fresh FROM incoming i LEFT JOIN fresh f USING (n)`.execute(trx)
  return result.rows
}
