/**
 * events.close-visits: open visits → closed ones, numbered in the shop's log, from which models are built. A visit is
 * closed when its last event is 30 minutes old and nothing of it has come in for two. Killed anywhere, the next run goes
 * on: a page is one transaction.
 */
import type { Clock } from '../../clock.ts'
import type { Change } from '../../database/changes/change-feed.ts'
import type { Db } from '../../database/schema.ts'
import { done, type Processor } from '../../queue/job.ts'
import { jobs } from '../../queue/jobs.ts'
import { enqueue } from '../../queue/outbox.ts'
import { eraseRevenants } from '../erasure/erase-visitor.ts'
import { lockLog, raiseLog } from './log-queries.ts'
import { closePage, selectShopsToClose, type VisitBounds } from './visit-queries.ts'

export interface CloseVisitsDeps {
  readonly db: Db
  readonly clock: Clock
  readonly announce: (trx: Db, change: Change) => Promise<void>
}

export type CloseVisitsResult = { readonly sessions: number; readonly visits: number }

/** A visitor's influence on what models learn is bounded by these. */
export const visitBounds: VisitBounds = { itemsMax: 200, perDayMax: 50 }

/** Sessions of one transaction: a tenth of a second of work. */
const SESSIONS_PER_PAGE = 2_000

export function closeVisitsProcessor(
  deps: CloseVisitsDeps,
): Processor<Readonly<Record<string, never>>, CloseVisitsResult> {
  return {
    async run(job) {
      return done(await closeVisits(deps, job.shopId, job.signal))
    },
  }
}

/** Closes what is due by now. */
export async function closeVisits(
  deps: CloseVisitsDeps,
  shopId: string,
  signal: AbortSignal,
): Promise<CloseVisitsResult> {
  const now = deps.clock.now()
  const total = { sessions: 0, visits: 0 }
  for (;;) {
    signal.throwIfAborted()
    const page = await deps.db.transaction().execute((trx) => closeOnePage(deps, trx, shopId, now))
    total.sessions += page.sessions
    total.visits += page.visits
    if (page.sessions < SESSIONS_PER_PAGE) return total
  }
}

async function closeOnePage(
  { clock, announce }: CloseVisitsDeps,
  trx: Db,
  shopId: string,
  now: Date,
): Promise<CloseVisitsResult> {
  await lockLog(trx, shopId)
  await eraseRevenants(trx, clock, shopId)
  const last = await lockLog(trx, shopId)
  const page = await closePage(trx, shopId, { now, last, limit: SESSIONS_PER_PAGE, ...visitBounds })
  if (page.visits > 0) {
    await raiseLog(trx, shopId, last + page.visits)
    await announce(trx, { topic: 'model', shopId })
  }
  return page
}

/** Enqueues a job for each shop with visits to close; safe to run in several processes at once. */
export async function planCloseVisits({
  db,
  clock,
}: {
  readonly db: Db
  readonly clock: Clock
}): Promise<void> {
  for (const shopId of await selectShopsToClose(db, jobs.closeVisits.kind, clock.now())) {
    await db.transaction().execute((trx) => enqueue(trx, jobs.closeVisits, { shopId, payload: {} }))
  }
}
