/** What goes wrong during the race, in turn: each fault takes an instance's certainty away in another way. */
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { below } from '../../src/chance.ts'
import type { Db } from '../../src/database/schema.ts'
import type { Instance } from './fleet.ts'

/**
 * paused: the process stands still for less than a lease. stalled: the process serves, but nothing renews its lease. cut: the connection that listens is lost. frozen: the whole
 * process stands still. restarted: killed, and started again.
 */
export type FaultKind = 'paused' | 'stalled' | 'cut' | 'frozen' | 'restarted'

/** A new process costs seconds of processor time: one fault in twelve. */
const turns: readonly FaultKind[] = [
  ...(['paused', 'stalled', 'cut', 'frozen', 'paused', 'restarted'] as const),
  ...(['paused', 'stalled', 'cut', 'frozen', 'paused', 'cut'] as const),
]
/** Longer than a lease (600 ms). */
const faultMs = 1_300
/** Shorter than a process believes in its lease. */
const pauseMs = 300

export interface FaultOptions {
  readonly db: Db
  readonly instances: readonly Instance[]
  readonly chance: () => number
  /** Between two faults. */
  readonly calmMs: number
  readonly signal: AbortSignal
}

export async function causeFaults(
  { db, instances, chance, calmMs, signal }: FaultOptions,
  count: (kind: FaultKind) => void,
): Promise<void> {
  const isOver = () => signal.aborted
  const pause = () => setTimeout(calmMs, undefined, { signal }).catch(() => undefined)
  for (let turn = 0; !isOver(); turn += 1) {
    await pause()
    if (isOver()) return
    const kind = turns[turn % turns.length] ?? 'cut'
    const instance = instances[below(chance, instances.length)]
    if (kind === 'stalled') await stallLease(db, chance)
    else if (kind === 'cut') await cutListener(db, chance)
    else if (kind === 'paused') await instance?.freeze(pauseMs)
    else if (kind === 'frozen') await instance?.freeze(faultMs)
    else await instance?.restart()
    count(kind)
  }
}

/** Whoever renews or takes this lease waits for the row; whoever reads the leases does not. */
async function stallLease(db: Db, chance: () => number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM serving_instances WHERE lease_until > clock_timestamp() ORDER BY id`.execute(trx)
    const id = rows[below(chance, Math.max(1, rows.length))]?.id
    if (id === undefined) return
    await sql`SELECT id FROM serving_instances WHERE id = ${id} FOR UPDATE`.execute(trx)
    await setTimeout(faultMs)
  })
}

async function cutListener(db: Db, chance: () => number): Promise<void> {
  const { rows } = await sql<{ pid: number }>`
    SELECT pid FROM pg_stat_activity
    WHERE application_name = 'vitrine changes' AND datname = current_database() ORDER BY pid`.execute(db)
  const pid = rows[below(chance, Math.max(1, rows.length))]?.pid
  if (pid !== undefined) await sql`SELECT pg_terminate_backend(${pid}::int)`.execute(db)
}
