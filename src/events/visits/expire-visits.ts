/**
 * What time does to closed visits: those that ended before what is kept are deleted, and the log says so, so that every copy of a
 * model takes them out as it takes out erased ones.
 */
import type { Clock } from '../../clock.ts'
import type { Change } from '../../database/changes/change-feed.ts'
import type { Db } from '../../database/schema.ts'
import { keptSince } from '../partitions/month.ts'
import { deleteExpired, selectShopsToExpire } from './expiry-queries.ts'
import { lockLog, raiseLog } from './log-queries.ts'

export interface ExpireVisitsDeps {
  readonly db: Db
  readonly clock: Pick<Clock, 'now'>
  readonly announce: (trx: Db, change: Change) => Promise<void>
}

/** Visits of one transaction, which holds the shop's log meanwhile: half a second of work. */
const VISITS_PER_PAGE = 10_000
/** Pages of a shop in one pass; the next pass goes on. */
const PAGES_MAX = 50

/**
 * Safe to run in several processes at once.
 * @param retentionMonths 0: nothing is deleted
 * @returns shops that lost visits; their models are to be built anew
 */
export async function expireVisits(
  { db, clock, announce }: ExpireVisitsDeps,
  retentionMonths: number,
): Promise<readonly string[]> {
  if (retentionMonths === 0) return []
  const before = keptSince(clock.now(), retentionMonths)
  const shopIds = await selectShopsToExpire(db, before)
  for (const shopId of shopIds) {
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const deleted = await db.transaction().execute(async (trx) => {
        const entry = (await lockLog(trx, shopId)) + 1
        const count = await deleteExpired(trx, shopId, {
          before,
          entry,
          now: clock.now(),
          limit: VISITS_PER_PAGE,
        })
        if (count > 0) {
          await raiseLog(trx, shopId, entry)
          await announce(trx, { topic: 'model', shopId })
        }
        return count
      })
      if (deleted < VISITS_PER_PAGE) break
    }
  }
  return shopIds
}
