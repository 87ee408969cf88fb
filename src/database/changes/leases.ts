/** SQL of the leases: who answers from memory, until when, and up to which barrier each has taken in all changes. */
import { sql } from 'kysely'
import type { Db } from '../schema.ts'
import type { Listener } from './listener.ts'
import { changeChannel } from './announce.ts'

/** In Postgres; whoever waits for an instance waits no longer than this after its last renewal. */
export const leaseMs = 600
/** Counted by the process from the sending of the renewal. Shorter, so that clocks may differ in speed by a sixth. */
export const believedMs = 500
export const beatMs = 150

/** The last barrier there is: changes announced under it are visible to whoever reads after this. */
export async function readLastBarrier(listener: Listener): Promise<number> {
  const [row] = await listener.query(
    'SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM change_barriers',
    [],
  )
  return Number(Reflect.get(Object(row), 'last'))
}

/** Takes a lease anew, for a process that has caught up with barrier `applied`; forgets instances dead for an hour. */
export async function takeLease(listener: Listener, id: string, applied: number): Promise<void> {
  await listener.query(
    `INSERT INTO serving_instances (id, lease_until, applied)
     VALUES ($1, clock_timestamp() + $2::int * interval '1 ms', $3)
     ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until, applied = excluded.applied`,
    [id, leaseMs, applied],
  )
  await listener.query(`DELETE FROM serving_instances WHERE lease_until < now() - interval '1 hour'`, [])
}

/** False when the lease had run out, or is gone. */
export async function renewLease(listener: Listener, id: string): Promise<boolean> {
  const rows = await listener.query(
    `UPDATE serving_instances SET lease_until = clock_timestamp() + $2::int * interval '1 ms'
     WHERE id = $1 AND lease_until > clock_timestamp() RETURNING id`,
    [id, leaseMs],
  )
  return rows.length > 0
}

/** Nobody waits for this process any more; it must have stopped believing in its lease before. */
export async function endLease(listener: Listener, id: string): Promise<void> {
  await listener.query('DELETE FROM serving_instances WHERE id = $1', [id])
}

export async function acknowledge(listener: Listener, id: string, barrier: number): Promise<void> {
  await listener.query('UPDATE serving_instances SET applied = greatest(applied, $2) WHERE id = $1', [
    id,
    barrier,
  ])
}

/**
 * A number that grows. Drawn before it is announced: whoever hears a number has heard of all changes committed before
 * it was drawn, because notices come in the order of commits; so the highest number heard stands for all below it.
 */
export async function drawBarrier(db: Db): Promise<number> {
  const { rows } = await sql<{ barrier: number }>`SELECT nextval('change_barriers') AS barrier`.execute(db)
  return rows[0]?.barrier ?? 0
}

export async function announceBarrier(db: Db, barrier: number): Promise<void> {
  const payload = JSON.stringify({ topic: 'barrier', id: String(barrier) })
  await sql`SELECT pg_notify(${changeChannel}, ${payload})`.execute(db)
}

/** Instances with a lease that have not taken in the changes before the barrier. */
export async function countBehind(db: Db, barrier: number): Promise<number> {
  const { rows } = await sql<{ behind: number }>`
    SELECT count(*) AS behind FROM serving_instances
    WHERE lease_until > clock_timestamp() AND applied < ${barrier}::bigint`.execute(db)
  return rows[0]?.behind ?? 0
}
