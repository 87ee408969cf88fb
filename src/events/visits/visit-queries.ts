/** SQL that closes visits: a page of sessions per transaction, worked out by the database from its own rows. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

/** Bounds of one visitor's influence; docs/events.md, "Visits". */
export interface VisitBounds {
  /** Products of a visit: the last ones. */
  readonly itemsMax: number
  /** Visits of a visitor (or, without one, of a session key) and UTC day: the first ones. */
  readonly perDayMax: number
}

/** Shops with visits that may be closed and no open job that does. */
export async function selectShopsToClose(db: Db, kind: string, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ shop_id: string }>`
    SELECT s.id AS shop_id FROM shops s
    WHERE EXISTS (SELECT FROM open_visits o WHERE o.shop_id = s.id AND o.settles_at <= ${now})
      AND NOT EXISTS (
        SELECT FROM jobs j WHERE j.shop_id = s.id AND j.kind = ${kind} AND j.state IN ('queued', 'leased', 'paused'))
    ORDER BY 1`.execute(db)
  return rows.map(({ shop_id }) => shop_id)
}

/**
 * Closes the visits of up to `limit` sessions and numbers them from `last + 1`, in the order of (end, session). The
 * caller holds the lock of the log. A run of events without a gap of more than 30 minutes is a visit; one that touches
 * a visit closed before is left out, because closed visits never change. Visits of events that are just being stored
 * are passed over until the next time.
 * @returns sessions taken and visits written
 */
export async function closePage(
  trx: Db,
  shopId: string,
  { now, last, limit, itemsMax, perDayMax }: VisitBounds & { now: Date; last: number; limit: number },
): Promise<{ readonly sessions: number; readonly visits: number }> {
  const { rows } = await sql<{ sessions: number; visits: number }>`
    WITH due AS MATERIALIZED (
      SELECT session, first_at, settles_at FROM open_visits
      WHERE shop_id = ${shopId} AND settles_at <= ${now}
      ORDER BY settles_at, session LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ),
    seen AS (
      SELECT e.*, e.at - lag(e.at) OVER one > interval '30 minutes' AS starts
      FROM due d CROSS JOIN LATERAL (
        SELECT session, visitor, at, event_id COLLATE "C" AS event_id, type, product FROM events
        WHERE shop_id = ${shopId} AND session = d.session AND at >= d.first_at AND at <= d.settles_at
        -- LIMIT keeps this a look-up by key for each session: the planner would rather read every month.
        ORDER BY at LIMIT 20000
      ) e
      WINDOW one AS (PARTITION BY e.session ORDER BY e.at, e.event_id)
    ),
    placed AS (
      SELECT *, count(*) FILTER (WHERE starts) OVER (PARTITION BY session ORDER BY at, event_id) AS run FROM seen
    ),
    runs AS (
      SELECT session, run, min(visitor) AS visitor, min(at) AS started_at, max(at) AS ended_at
      FROM placed GROUP BY session, run
    ),
    views AS (
      SELECT session, run, product, at, event_id,
        lag(product) OVER (PARTITION BY session, run ORDER BY at, event_id) AS before
      FROM placed WHERE type = 'view'
    ),
    viewed AS (
      SELECT session, run, array_agg(product ORDER BY at, event_id) AS items
      FROM views WHERE product IS DISTINCT FROM before GROUP BY session, run
    ),
    candidates AS (
      SELECT r.*, v.items[greatest(1, cardinality(v.items) - ${itemsMax - 1}):] AS items,
        (r.ended_at AT TIME ZONE 'UTC')::date AS day
      FROM runs r JOIN viewed v USING (session, run)
      WHERE NOT EXISTS (
        SELECT FROM visits c WHERE c.shop_id = ${shopId} AND c.session = r.session
          AND c.started_at <= r.ended_at + interval '30 minutes' AND c.ended_at >= r.started_at - interval '30 minutes')
    ),
    counted AS (
      SELECT c.*, row_number() OVER (PARTITION BY coalesce(visitor, session), day ORDER BY ended_at, session) +
        CASE WHEN visitor IS NULL
          THEN (SELECT count(*) FROM visits b WHERE b.shop_id = ${shopId} AND b.session = c.session
            AND (b.ended_at AT TIME ZONE 'UTC')::date = c.day)
          ELSE (SELECT count(*) FROM visits b WHERE b.shop_id = ${shopId} AND b.visitor = c.visitor
            AND b.ended_at >= c.day::timestamp AT TIME ZONE 'UTC' AND b.ended_at < (c.day + 1)::timestamp AT TIME ZONE 'UTC')
        END AS nth
      FROM candidates c
    ),
    written AS (
      INSERT INTO visits (shop_id, seq, session, visitor, started_at, ended_at, items)
      SELECT ${shopId}, ${last} + row_number() OVER (ORDER BY ended_at, session, started_at), session, visitor,
        started_at, ended_at, items
      FROM counted WHERE nth <= ${perDayMax} ORDER BY ended_at, session, started_at
      RETURNING seq
    ),
    closed AS (
      DELETE FROM open_visits o USING due d WHERE o.shop_id = ${shopId} AND o.session = d.session
    )
    SELECT (SELECT count(*) FROM due)::integer AS sessions, (SELECT count(*) FROM written)::integer AS visits`.execute(
    trx,
  )
  return rows[0] ?? { sessions: 0, visits: 0 }
}
