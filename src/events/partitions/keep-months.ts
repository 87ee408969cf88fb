/** What time does to events: the coming months get their tables, months that are no longer kept are dropped. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { addMonths, keptSince, monthOf, monthStart } from './month.ts'
import {
  createMonth,
  deleteOldKeys,
  deleteStrays,
  dropMonth,
  selectMonths,
  selectStrayMonths,
} from './partition-queries.ts'

const MONTHS_AHEAD = 2
/** Ids forgotten in one statement, and statements of one pass. */
const KEYS_PER_STATEMENT = 20_000
const STATEMENTS_MAX = 50

/**
 * Safe to run in several processes at once.
 * @param retentionMonths 0: nothing is dropped
 * @returns whether a month was dropped, and with it carts and orders that models were counted from
 */
export async function keepMonths(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  retentionMonths: number,
): Promise<boolean> {
  const now = clock.now()
  const since = keptSince(now, retentionMonths)
  const months = await selectMonths(db)
  const old = retentionMonths > 0 ? months.filter((month) => monthStart(addMonths(month, 1)) <= since) : []
  if (retentionMonths > 0) {
    for (const month of old) await dropMonth(db, month)
    await deleteStrays(db, since)
    await forgetKeys(db, since)
  }
  const ahead = Array.from({ length: MONTHS_AHEAD + 1 }, (_, index) => addMonths(monthOf(now), index))
  const wanted = new Set([...ahead, ...(await selectStrayMonths(db))])
  for (const month of wanted) if (!months.includes(month)) await createMonth(db, month)
  return old.length > 0
}

async function forgetKeys(db: Db, before: Date): Promise<void> {
  for (let statement = 0; statement < STATEMENTS_MAX; statement += 1) {
    if ((await deleteOldKeys(db, before, KEYS_PER_STATEMENT)) < KEYS_PER_STATEMENT) return
  }
}
