/** Runs every queued copy job to its end, in this process, as a worker would: claim, prepare, run, commit, retry. */
import type { Db, Json } from '../../src/database/schema.ts'
import { AppError } from '../../src/errors.ts'
import type { JobDefinition, LeasedJob, Processor } from '../../src/queue/job.ts'
import { claimJobs, requeue, settleDone, settleEnded, type ClaimedRow } from '../../src/queue/job-queries.ts'
import { jobs } from '../../src/queue/jobs.ts'
import { planCopyProcessor } from '../../src/content/jobs/plan-copy.ts'
import { runBatchesProcessor } from '../../src/content/batch/run-batches.ts'
import { writeCopyProcessor, type WriteCopyDeps } from '../../src/content/jobs/write-copy.ts'

/** @param rounds stop after so many; unset: at the end of all work */
export async function runCopyJobs(
  deps: WriteCopyDeps,
  { rounds }: { readonly rounds?: number } = {},
): Promise<void> {
  const planner = planCopyProcessor(deps)
  const carrier = runBatchesProcessor(deps)
  const writer = writeCopyProcessor(deps)
  for (let round = 0; round < (rounds ?? 60); round += 1) {
    const planned = await workAll(deps.db, jobs.planCopy, planner)
    const written = await workAll(deps.db, jobs.writeCopy, writer)
    const carried = await workAll(deps.db, jobs.runBatches, carrier)
    if (planned + written + carried === 0) return
  }
  if (rounds === undefined) throw new Error('The copy jobs did not come to an end in 60 rounds.')
}

/** Plans what is to be planned and writes at most `limit` products; returns how many it wrote or failed. */
export async function workCopyJobs(deps: WriteCopyDeps, limit: number): Promise<number> {
  await workAll(deps.db, jobs.planCopy, planCopyProcessor(deps))
  return await workAll(deps.db, jobs.writeCopy, writeCopyProcessor(deps), limit)
}

async function workAll<K extends string, P, R extends Json, C>(
  db: Db,
  definition: JobDefinition<K, P>,
  processor: Processor<P, R, C>,
  limit = Number.POSITIVE_INFINITY,
): Promise<number> {
  const due = await db
    .updateTable('jobs')
    .set({ run_at: new Date(0) })
    .where('kind', '=', definition.kind)
    .where('state', '=', 'queued')
    .returning('id')
    .execute()
  const rows = await claimJobs(db, definition.kind, due.map((row) => row.id).slice(0, limit), 60_000)
  for (let start = 0; start < rows.length; start += definition.jobsPerHint) {
    await workBatch(db, definition, processor, rows.slice(start, start + definition.jobsPerHint))
  }
  return rows.length
}

async function workBatch<K extends string, P, R extends Json, C>(
  db: Db,
  definition: JobDefinition<K, P>,
  processor: Processor<P, R, C>,
  rows: readonly ClaimedRow[],
): Promise<void> {
  const leased = rows.map((row): LeasedJob<P> => ({
    id: row.id,
    shopId: row.shop_id,
    parentId: row.parent_id,
    payload: definition.payload.parse(row.payload),
    token: row.token,
    attempts: row.attempts,
    signal: new AbortController().signal,
    report: () => Promise.resolve(),
  }))
  const context = await processor.prepare?.(leased)
  const finished: { job: LeasedJob<P>; result: R }[] = []
  for (const job of leased) {
    try {
      // A processor without prepare declares its context undefined; the cast-free way to say so is this closure.
      const outcome = await runOf(processor, context)(job)
      if (outcome.kind === 'done') finished.push({ job, result: outcome.result })
      else await requeue(db, job, { delayMs: 0, countsAsAttempt: false, error: null })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const description = { code: error.code, kind: error.kind, detail: error.message }
      const isFinal =
        (error.kind !== 'unavailable' && error.kind !== 'limited') ||
        job.attempts + 1 >= definition.attemptsMax
      if (isFinal) await settleEnded(db, job, 'failed', description)
      else
        await requeue(db, job, { delayMs: 0, countsAsAttempt: error.kind !== 'limited', error: description })
    }
  }
  await db.transaction().execute(async (trx) => {
    await settleDone(
      trx,
      finished.map(({ job, result }) => ({ id: job.id, token: job.token, result })),
    )
    if (finished.length > 0) await processor.commit?.(trx, finished)
  })
}

function runOf<P, R extends Json, C>(processor: Processor<P, R, C>, context: C | undefined) {
  const isPrepared = (value: C | undefined): value is C =>
    value !== undefined || processor.prepare === undefined
  if (!isPrepared(context)) throw new Error('The processor prepared no context.')
  return (job: LeasedJob<P>) => processor.run(job, context)
}
