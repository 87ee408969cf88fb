/**
 * One hint, worked off: claim → prepare → run → commit. The queue only told us that jobs are due; everything that
 * must not be lost or doubled happens here, under the lease and its fencing token (docs/architecture.md, "A job").
 */
import { AppError, type ErrorKind } from '../../errors.ts'
import type { Clock } from '../../clock.ts'
import type { Db, Json } from '../../database/schema.ts'
import { traced, type Telemetry } from '../../telemetry.ts'
import type { JobDefinition, LeasedJob, Processor, RunOutcome } from '../job.ts'
import {
  claimJobs,
  requeue,
  settleDone,
  settleEnded,
  storeProgress,
  type ClaimedRow,
  type Requeue,
} from '../job-queries.ts'
import { LeaseEnded } from './lease-ended.ts'
import type { LeaseKeeper } from './lease-keeper.ts'

export interface WorkDeps {
  readonly db: Db
  readonly clock: Clock
  readonly telemetry: Pick<Telemetry, 'log' | 'metrics' | 'tracer'>
  readonly leases: LeaseKeeper
  /** Says that a job may have enqueued others, so that their hints need not wait for the relay's timer. */
  readonly enqueued: () => void
  /** Asks for a hint later, for jobs put off; best effort. */
  readonly hintLater: (kind: string, ids: readonly string[], delayMs: number) => void
}

/** A kind of job with the code that does it, its types sealed in. */
export interface BoundProcessor {
  readonly definition: JobDefinition<string, unknown>
  /** Works off the named jobs; resolves when all of them are settled or lost. Returns how many it claimed. */
  work(deps: WorkDeps, ids: readonly string[]): Promise<number>
}

export function bindProcessor<K extends string, P, R extends Json, C>(
  definition: JobDefinition<K, P>,
  processor: Processor<P, R, C>,
): BoundProcessor {
  return {
    definition,
    async work(deps, ids) {
      const claimed = await claimJobs(deps.db, definition.kind, ids, deps.leases.leaseMs)
      if (claimed.length > 0) await workClaimed(deps, definition, processor, claimed)
      return claimed.length
    },
  }
}

type Ended<P, R> =
  | { readonly kind: 'done'; readonly job: LeasedJob<P>; readonly result: R }
  | { readonly kind: 'put off'; readonly job: LeasedJob<P>; readonly delayMs: number }
  | { readonly kind: 'failed'; readonly job: LeasedJob<P>; readonly error: unknown }

async function workClaimed<K extends string, P, R extends Json, C>(
  deps: WorkDeps,
  definition: JobDefinition<K, P>,
  processor: Processor<P, R, C>,
  rows: readonly ClaimedRow[],
): Promise<void> {
  const leases = rows.map((row) => ({ row, lease: deps.leases.hold(row, definition.timeoutMs) }))
  const startedMs = deps.clock.monotonicMs()
  try {
    const jobs = leases.map(({ row, lease }) => leasedJob(deps, definition, row, lease.signal))
    const context = await prepare(processor, jobs)
    const running = new Map(jobs.map((job) => [job, runOne(deps, definition, processor, job, context)]))
    // Whatever has ended by now is settled together: sixteen quick jobs share a transaction, a slow one waits for nobody.
    while (running.size > 0) {
      await Promise.race(running.values())
      const ended = await takeSettled(running)
      await settle(deps, definition, processor, ended)
      deps.enqueued()
      for (const { job } of ended) deps.leases.release(job.id)
    }
  } catch (error) {
    // Preparing or committing failed (the database, mostly): every job still held is tried again.
    for (const { row } of leases) {
      if (deps.leases.holds(row.id)) await settleFailure(deps, definition, row, error)
    }
  } finally {
    for (const { row } of leases) deps.leases.release(row.id)
    const seconds = (deps.clock.monotonicMs() - startedMs) / 1000 / rows.length
    for (const { kind } of rows.map(() => definition))
      deps.telemetry.metrics.jobSeconds.observe({ kind }, seconds)
  }
}

async function prepare<P, R extends Json, C>(
  processor: Processor<P, R, C>,
  jobs: readonly LeasedJob<P>[],
): Promise<C> {
  const context = await processor.prepare?.(jobs)
  if (!isContext(processor, context))
    throw new Error('The processor takes a context that it does not prepare.')
  return context
}

/** A processor without `prepare` takes no context: its C is undefined. */
function isContext<P, R extends Json, C>(
  processor: Processor<P, R, C>,
  context: C | undefined,
): context is C {
  return context !== undefined || processor.prepare === undefined
}

function leasedJob<K extends string, P>(
  { db, enqueued }: WorkDeps,
  definition: JobDefinition<K, P>,
  row: ClaimedRow,
  signal: AbortSignal,
): LeasedJob<P> {
  return {
    id: row.id,
    shopId: row.shop_id,
    parentId: row.parent_id,
    payload: definition.payload.parse(row.payload),
    token: row.token,
    attempts: row.attempts,
    signal,
    async report(progress) {
      enqueued()
      await storeProgress(db, row, progress)
    },
  }
}

async function runOne<K extends string, P, R extends Json, C>(
  { telemetry }: WorkDeps,
  definition: JobDefinition<K, P>,
  processor: Processor<P, R, C>,
  job: LeasedJob<P>,
  context: C,
): Promise<Ended<P, R>> {
  try {
    job.signal.throwIfAborted()
    const outcome: RunOutcome<R> = await traced(
      telemetry.tracer,
      definition.kind,
      { 'vitrine.job': job.id, 'vitrine.shop': job.shopId },
      () => processor.run(job, context),
    )
    return outcome.kind === 'done'
      ? { kind: 'done', job, result: outcome.result }
      : { kind: 'put off', job, delayMs: outcome.delayMs }
  } catch (error) {
    return { kind: 'failed', job, error: job.signal.aborted ? job.signal.reason : error }
  }
}

/** Removes and returns the runs that have ended, after giving the others of the same tick a chance to end too. */
async function takeSettled<P, R>(running: Map<LeasedJob<P>, Promise<Ended<P, R>>>): Promise<Ended<P, R>[]> {
  await new Promise((resolve) => setImmediate(resolve))
  const ended: Ended<P, R>[] = []
  for (const [job, run] of [...running]) {
    const now = await Promise.race([run, Promise.resolve(undefined)])
    if (now === undefined) continue
    running.delete(job)
    ended.push(now)
  }
  return ended
}

async function settle<K extends string, P, R extends Json, C>(
  deps: WorkDeps,
  definition: JobDefinition<K, P>,
  processor: Processor<P, R, C>,
  ended: readonly Ended<P, R>[],
): Promise<void> {
  const finished = ended.flatMap((run) => (run.kind === 'done' ? { job: run.job, result: run.result } : []))
  if (finished.length > 0) await publish(deps, definition, processor, finished)
  for (const run of ended) {
    if (run.kind === 'put off') {
      await putOff(deps, definition, run.job, { delayMs: run.delayMs, countsAsAttempt: false, error: null })
      countEnd(deps, definition, 'snoozed')
    }
    if (run.kind === 'failed') await settleFailure(deps, definition, run.job, run.error)
  }
}

/** Results and "done" in one transaction; results of jobs that are no longer ours are left out. */
async function publish<K extends string, P, R extends Json, C>(
  deps: WorkDeps,
  definition: JobDefinition<K, P>,
  processor: Processor<P, R, C>,
  finished: readonly { readonly job: LeasedJob<P>; readonly result: R }[],
): Promise<void> {
  const ended = finished.map(({ job, result }) => ({ id: job.id, token: job.token, result }))
  const { commit } = processor
  const ours =
    commit === undefined
      ? await settleDone(deps.db, ended)
      : await deps.db.transaction().execute(async (trx) => {
          const settled = await settleDone(trx, ended)
          const fresh = finished.filter(({ job }) => settled.has(job.id))
          if (fresh.length > 0) await commit.call(processor, trx, fresh)
          return settled
        })
  countEnd(deps, definition, 'done', ours.size)
  const fenced = finished.length - ours.size
  if (fenced > 0) {
    deps.telemetry.metrics.publishFenced.inc(fenced)
    countEnd(deps, definition, 'fenced', fenced)
  }
}

/** What the kind of an error means for a job; a new kind does not compile until it is answered for. */
const retries: Record<ErrorKind, 'never' | 'costs an attempt' | 'free when told how long'> = {
  invalid: 'never',
  unauthenticated: 'never',
  forbidden: 'never',
  'not-found': 'never',
  gone: 'never',
  conflict: 'never',
  unprocessable: 'never',
  'too-large': 'never',
  'not-allowed': 'never',
  unsupported: 'never',
  limited: 'free when told how long',
  unavailable: 'costs an attempt',
  internal: 'costs an attempt',
}

async function settleFailure<K extends string, P>(
  deps: WorkDeps,
  definition: JobDefinition<K, P>,
  job: { readonly id: string; readonly token: number; readonly attempts: number },
  error: unknown,
): Promise<void> {
  const { log } = deps.telemetry
  if (error instanceof LeaseEnded) {
    if (error.why === 'cancelled') await settleEnded(deps.db, job, 'cancelled', null)
    // At shutdown the job goes back at once; a lost lease belongs to somebody else already.
    if (error.why === 'shutdown')
      await putOff(deps, definition, job, { delayMs: 0, countsAsAttempt: false, error: null })
    countEnd(deps, definition, error.why === 'lost' ? 'fenced' : 'released')
    return
  }
  const failure =
    error instanceof AppError
      ? error
      : new AppError('internal', 'The job failed; see the log.', { cause: error })
  const description = { code: failure.code, kind: failure.kind, detail: failure.message }
  // A limit that says when it ends is waited out; one that does not could be asked for ever.
  const isFree = retries[failure.kind] === 'free when told how long' && failure.retryAfterMs !== undefined
  const policy = retries[failure.kind] === 'never' ? 'never' : isFree ? 'free' : 'costs an attempt'
  const attemptsLeft = definition.attemptsMax - job.attempts - 1
  log.warn({ err: error, job: job.id, kind: definition.kind, attemptsLeft, policy }, 'a job failed')
  if (policy === 'never' || (policy === 'costs an attempt' && attemptsLeft <= 0)) {
    await settleEnded(deps.db, job, 'failed', description)
    countEnd(deps, definition, 'failed')
    return
  }
  const delayMs = failure.retryAfterMs ?? backoffMs(job, definition.backoffMaxMs)
  await putOff(deps, definition, job, {
    delayMs,
    countsAsAttempt: policy === 'costs an attempt',
    error: description,
  })
  countEnd(deps, definition, 'retried')
}

async function putOff(
  deps: WorkDeps,
  definition: { readonly kind: string },
  job: { readonly id: string; readonly token: number },
  how: Requeue,
): Promise<void> {
  await requeue(deps.db, job, how)
  deps.hintLater(definition.kind, [job.id], how.delayMs)
}

/** One second, doubled per attempt, capped; spread over ±25 % by the job's own id, so that a burst does not return as one. */
export function backoffMs(job: { readonly id: string; readonly attempts: number }, maxMs: number): number {
  const spread =
    Array.from(job.id).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000, 0) / 1_000
  return Math.min(maxMs, 1_000 * 2 ** job.attempts) * (0.75 + spread / 2)
}

function countEnd(
  { telemetry }: WorkDeps,
  { kind }: { readonly kind: string },
  outcome: string,
  count = 1,
): void {
  if (count > 0) telemetry.metrics.jobsEnded.inc({ kind, outcome }, count)
}
