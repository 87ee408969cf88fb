/**
 * SQL about the tables of single months. A month holds the events of every shop, so nothing here names one; each row
 * keeps its shop_id.
 */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import { addMonths, monthStart, type Month } from './month.ts'

/** Any constant does, as long as nothing else in the database uses it. */
const PARTITION_LOCK = 7_482_014

/** Months that have a table, oldest first. */
export async function selectMonths(db: Db): Promise<readonly Month[]> {
  const { rows } = await sql<{ month: string }>`
    SELECT replace(substring(c.relname FROM '^events_(\\d{4}_\\d{2})$'), '_', '-') AS month
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'events'::regclass AND c.relname ~ '^events_\\d{4}_\\d{2}$'
    ORDER BY 1`.execute(db)
  return rows.map(({ month }) => month)
}

/** Months of events that landed beside the tables of their months. */
export async function selectStrayMonths(db: Db): Promise<readonly Month[]> {
  const { rows } = await sql<{ month: string }>`
    SELECT DISTINCT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM') AS month FROM events_other ORDER BY 1`.execute(
    db,
  )
  return rows.map(({ month }) => month)
}

/**
 * Makes the table of a month and moves into it what had to go elsewhere. Waits at most two seconds for others, so that
 * nobody queues up behind it for long; does nothing when the month is there.
 */
export async function createMonth(db: Db, month: Month): Promise<void> {
  const name = sql.table(tableOf(month))
  const [from, to] = [monthStart(month).toISOString(), monthStart(addMonths(month, 1)).toISOString()]
  await db.transaction().execute(async (trx) => {
    await sql`SET LOCAL lock_timeout = '2s'`.execute(trx)
    await sql`SELECT pg_advisory_xact_lock(${PARTITION_LOCK}::bigint)`.execute(trx)
    if ((await selectMonths(trx)).includes(month)) return
    // A table made apart and attached takes weaker locks on "events" than one made as its part.
    await sql`CREATE TABLE ${name} (LIKE events INCLUDING ALL EXCLUDING IDENTITY)`.execute(trx)
    await sql`LOCK TABLE events_other IN ACCESS EXCLUSIVE MODE`.execute(trx)
    await sql`WITH moved AS (
        DELETE FROM events_other WHERE at >= ${from}::timestamptz AND at < ${to}::timestamptz RETURNING *
      ) INSERT INTO ${name} SELECT * FROM moved`.execute(trx)
    await sql`ALTER TABLE events ATTACH PARTITION ${name} FOR VALUES FROM (${sql.lit(from)}) TO (${sql.lit(to)})`.execute(
      trx,
    )
  })
}

/** Forgets a month with everything in it. */
export async function dropMonth(db: Db, month: Month): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`SET LOCAL lock_timeout = '2s'`.execute(trx)
    await sql`SELECT pg_advisory_xact_lock(${PARTITION_LOCK}::bigint)`.execute(trx)
    await sql`DROP TABLE IF EXISTS ${sql.table(tableOf(month))}`.execute(trx)
  })
}

/** Strays of months that are not kept. */
export async function deleteStrays(db: Db, before: Date): Promise<void> {
  await sql`DELETE FROM events_other WHERE at < ${before}`.execute(db)
}

/** Forgets ids of events received before; at most `limit`. @returns how many */
export async function deleteOldKeys(db: Db, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM event_keys WHERE (shop_id, key) IN (
      SELECT shop_id, key FROM event_keys WHERE received_at < ${before} ORDER BY received_at LIMIT ${limit}
    )`.execute(db)
  return Number(numAffectedRows ?? 0)
}

function tableOf(month: Month): string {
  return `events_${month.replace('-', '_')}`
}
