/**
 * Finds what hints forgot: expired leases, due jobs nobody was told of, and all due jobs after the queue was
 * emptied. One sweeper at a time (a leader by advisory lock); the next one repeats what a killed one left undone.
 */
import type { Db } from '../database/schema.ts'
import type { Telemetry } from '../telemetry.ts'
import { leadSweep, reclaimExpired, takeUnhinted, type HintRow } from './job-queries.ts'

export interface SweeperDeps {
  readonly db: Db
  readonly telemetry: Pick<Telemetry, 'log' | 'metrics'>
  /** Sends hints; returns false when the queue did not take them. */
  readonly hint: (rows: readonly HintRow[]) => Promise<boolean>
  /** Kinds of which the queue holds no waiting hint, so that due jobs of theirs must have lost theirs. */
  readonly emptyKinds: () => Promise<readonly string[]>
}

/** One pass; does nothing while another process leads. */
export async function sweep({ db, telemetry, hint, emptyKinds }: SweeperDeps): Promise<void> {
  const empty = await emptyKinds()
  const swept = await db.transaction().execute(async (trx) => {
    if (!(await leadSweep(trx))) return undefined
    return { reclaimed: await reclaimExpired(trx), unhinted: await takeUnhinted(trx, empty) }
  })
  if (swept === undefined) return
  if (swept.reclaimed.length > 0) {
    telemetry.metrics.jobsReclaimed.inc(swept.reclaimed.length)
    telemetry.log.warn({ jobs: swept.reclaimed.length }, 'jobs of a lost worker are queued again')
  }
  // After the commit: hints name jobs that anybody may claim by now.
  await hint([...swept.reclaimed, ...swept.unhinted])
}
