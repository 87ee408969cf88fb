/** What a process knows and tells of changes: the feed it hears, and the proof that all others have heard too. */
import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../../clock.ts'
import type { Database } from '../connect.ts'
import type { Db } from '../schema.ts'
import type { ChangeFeed } from './change-feed.ts'
import { EmbeddedFeed } from './embedded-feed.ts'
import { LeasedFeed } from './leased-feed.ts'
import { announceBarrier, countBehind, drawBarrier } from './leases.ts'

/** Whether every process that answers from memory has taken a change in, and how long that took. */
export interface Application {
  /** False only when the limit passed first, which means that Postgres is in trouble. */
  readonly applied: boolean
  readonly ms: number
}

export interface Changes extends AsyncDisposable {
  readonly feed: ChangeFeed & Required<Pick<ChangeFeed, 'lapses' | 'onGap'>> & { lagMs(): number }
  /**
   * Resolves when all changes committed before the call have been taken in by every process that answers from memory
   * and still has its lease. At most the length of a lease when one of them is frozen or cut off.
   */
  awaitApplied(): Promise<Application>
}

export interface ChangesOptions {
  /** Names this process among others; new at each start. */
  readonly id: string
  readonly clock: Pick<Clock, 'monotonicMs'>
  /** False for a process that answers nobody: it announces and waits, and hears nothing. */
  readonly listens: boolean
  readonly onTrouble: (error: unknown) => void
}

/** Well beyond a lease. */
const applyLimitMs = 5_000
/** Pauses between two looks at the leases, milliseconds; the last one repeats. */
const pausesMs = [2, 3, 5, 10, 20] as const

export async function openChanges(
  database: Pick<Database, 'db' | 'dialect' | 'openListener'>,
  options: ChangesOptions,
): Promise<Changes> {
  const { clock, onTrouble } = options
  if (database.dialect === 'pglite') {
    const feed = await EmbeddedFeed.open(database.openListener, onTrouble)
    return withWaiting(feed, clock, async (limitMs) => {
      // Its notice may come before its number is returned.
      const barrier = await drawBarrier(database.db)
      const reached = feed.reached(String(barrier), limitMs)
      await announceBarrier(database.db, barrier)
      return reached
    })
  }
  const feed = options.listens
    ? new LeasedFeed({ id: options.id, openListener: database.openListener, clock, onTrouble })
    : deafFeed
  return withWaiting(feed, clock, (limitMs) => untilNobodyIsBehind(database.db, clock, limitMs))
}

/** Calls that come while one is under way share the next: a burst of changes costs two barriers. */
function withWaiting(
  feed: Changes['feed'] & AsyncDisposable,
  clock: Pick<Clock, 'monotonicMs'>,
  reach: (limitMs: number) => Promise<boolean>,
): Changes {
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<boolean> | undefined
  return {
    feed,
    async awaitApplied() {
      const startedAtMs = clock.monotonicMs()
      next ??= running.then(() => {
        const reaching = reach(applyLimitMs)
        running = reaching.catch(() => undefined)
        next = undefined
        return reaching
      })
      const applied = await next
      return { applied, ms: Math.round((clock.monotonicMs() - startedAtMs) * 10) / 10 }
    },
    [Symbol.asyncDispose]: () => feed[Symbol.asyncDispose](),
  }
}

async function untilNobodyIsBehind(
  db: Db,
  clock: Pick<Clock, 'monotonicMs'>,
  limitMs: number,
): Promise<boolean> {
  const untilMs = clock.monotonicMs() + limitMs
  const barrier = await drawBarrier(db)
  await announceBarrier(db, barrier)
  for (let look = 0; clock.monotonicMs() < untilMs; look += 1) {
    if ((await countBehind(db, barrier)) === 0) return true
    await setTimeout(pausesMs[look] ?? pausesMs[4])
  }
  return false
}

/** A process that hears nothing can vouch for nothing. */
const deafFeed: Changes['feed'] & AsyncDisposable = {
  subscribe: () => () => undefined,
  onGap: () => () => undefined,
  isCurrent: () => false,
  lapses: () => 0,
  lagMs: () => 0,
  [Symbol.asyncDispose]: () => Promise.resolve(),
}
