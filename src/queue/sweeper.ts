/**
 * Finds what hints forgot: expired leases, due jobs nobody was told of, and all due jobs after the queue was
 * emptied. One sweeper at a time (a leader by advisory lock); the next one repeats what a killed one left undone.
 */
import type { Db } from '../database/schema.ts'
import type { Telemetry } from '../telemetry.ts'
import {
  leadSweep,
  oldestDueSeconds,
  purgeIdempotencyKeys,
  reclaimExpired,
  takeUnhinted,
  type HintRow,
} from './job-queries.ts'

const REHINT_AFTER_MS = 15_000
const PURGE_EVERY_SWEEPS = 720

export interface SweeperDeps {
  readonly db: Db
  readonly telemetry: Pick<Telemetry, 'log' | 'metrics'>
  /** Sends hints; returns false when the queue did not take them. */
  readonly hint: (rows: readonly HintRow[]) => Promise<boolean>
  /** Whether the queue holds no waiting hints, so that due jobs must have lost theirs. */
  readonly queueIsEmpty: () => Promise<boolean>
}

/** One pass. Returns the age of the oldest due job, or undefined when another process leads. */
export async function sweep(deps: SweeperDeps, passes: number): Promise<number | undefined> {
  const { db, telemetry } = deps
  const rehint = await deps.queueIsEmpty()
  const swept = await db.transaction().execute(async (trx) => {
    if (!(await leadSweep(trx))) return undefined
    const reclaimed = await reclaimExpired(trx)
    const unhinted = await takeUnhinted(trx, REHINT_AFTER_MS, rehint)
    if (passes % PURGE_EVERY_SWEEPS === 0) await purgeIdempotencyKeys(trx)
    return { reclaimed, unhinted, oldestDueSeconds: await oldestDueSeconds(trx) }
  })
  if (swept === undefined) return undefined
  if (swept.reclaimed.length > 0) {
    telemetry.metrics.jobsReclaimed.inc(swept.reclaimed.length)
    telemetry.log.warn({ jobs: swept.reclaimed.length }, 'jobs of a lost worker are queued again')
  }
  telemetry.metrics.oldestDueSeconds.set(swept.oldestDueSeconds)
  // After the commit: hints name jobs that anybody may claim by now.
  await deps.hint([...swept.reclaimed, ...swept.unhinted])
  return swept.oldestDueSeconds
}
