/**
 * What a kind of job is. Definitions (here and in jobs.ts) are data shared by those who enqueue and those who
 * process, so that producers never import processors. The protocol itself: docs/architecture.md, "A job".
 */
import type { z } from 'zod'
import type { Db, Json } from '../database/schema.ts'

/** Which BullMQ queue carries the hints; each lane has its own concurrency, so bulk work cannot starve the rest. */
export type Lane = 'catalog' | 'embedding' | 'copy' | 'egress' | 'model'

export interface JobDefinition<K extends string, P> {
  readonly kind: K
  readonly lane: Lane
  /** Ids and small choices only: replayable, no personal data. */
  readonly payload: z.ZodType<P>
  /** How many due jobs one hint may name; they are claimed and settled together. */
  readonly jobsPerHint: number
  /** Faults of the work (not kills) before the job ends as failed. */
  readonly attemptsMax: number
  /** Longest wait before the next attempt; the wait doubles from one second, with jitter. */
  readonly backoffMaxMs: number
  /** One run of the job may take this long; then its signal aborts and it counts as a failed attempt. */
  readonly timeoutMs: number
}

export function defineJob<const K extends string, P>(
  kind: K,
  options: Omit<JobDefinition<K, P>, 'kind'>,
): JobDefinition<K, P> {
  return { kind, ...options }
}

/** A job this process holds: it may settle it as long as nobody has claimed it since (the token). */
export interface LeasedJob<P> {
  readonly id: string
  readonly shopId: string
  readonly parentId: string | null
  readonly payload: P
  readonly token: number
  /** Attempts that already failed: 0 on the first try. */
  readonly attempts: number
  /** Aborts on timeout, cancellation, a lost lease and shutdown. */
  readonly signal: AbortSignal
  /** Stores progress for those who watch; ignored when the lease is lost. */
  report(progress: { readonly [key: string]: Json }): Promise<void>
}

/** How one run ended well: finished with a result, or to be continued later (waits for children, for instance). */
export type RunOutcome<R> =
  { readonly kind: 'done'; readonly result: R } | { readonly kind: 'snooze'; readonly delayMs: number }

/**
 * The work of one kind of job, in three steps so that many small jobs share their statements:
 * `prepare` reads what all claimed jobs need, `run` works on one (no transaction open, network allowed),
 * `commit` writes the results of all that finished together, in the transaction that marks those jobs done.
 * A failure is thrown from `run`; the kind of its AppError decides whether it is tried again.
 */
export interface Processor<P, R extends Json, C = undefined> {
  prepare?(jobs: readonly LeasedJob<P>[]): Promise<C>
  run(job: LeasedJob<P>, context: C): Promise<RunOutcome<R>>
  commit?(trx: Db, finished: readonly { readonly job: LeasedJob<P>; readonly result: R }[]): Promise<void>
}

export function done<R>(result: R): RunOutcome<R> {
  return { kind: 'done', result }
}

export function snooze(delayMs: number): RunOutcome<never> {
  return { kind: 'snooze', delayMs }
}
