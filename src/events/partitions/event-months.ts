/**
 * Makes tables of months before events need them. When one cannot be made at once (somebody holds a lock for long),
 * its events go to events_other, and housekeeping moves them when it makes the table: nothing waits, nothing is lost.
 */
import type { Db } from '../../database/schema.ts'
import { monthOf, type Month } from './month.ts'
import { createMonth, selectMonths } from './partition-queries.ts'

export class EventMonths {
  readonly #db: Db
  readonly #known = new Set<Month>()
  /** Months not to be tried again by this process: housekeeping will. */
  readonly #given = new Set<Month>()

  constructor(db: Db) {
    this.#db = db
  }

  /** Called with the times of events that are about to be stored. */
  async prepare(times: Iterable<string>): Promise<void> {
    const wanted = new Set<Month>()
    for (const time of times) wanted.add(monthOf(new Date(time)))
    const missing = [...wanted].filter((month) => !this.#known.has(month) && !this.#given.has(month))
    if (missing.length === 0) return
    for (const month of await selectMonths(this.#db)) this.#known.add(month)
    for (const month of missing.filter((one) => !this.#known.has(one))) await this.#make(month)
  }

  async #make(month: Month): Promise<void> {
    try {
      await createMonth(this.#db, month)
      this.#known.add(month)
    } catch (error) {
      if (!isLockTimeout(error)) throw error
      this.#given.add(month)
    }
  }
}

/** PostgreSQL: lock_not_available. */
function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03'
}
