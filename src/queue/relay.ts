/** Committed outbox entries → hints. Poked after each commit of this process, and on a timer for those of others. */
import type { Db } from '../database/schema.ts'
import type { Logger } from '../telemetry.ts'
import { takeOutbox, type HintRow } from './job-queries.ts'

const BATCH = 1_000

export interface Relay extends AsyncDisposable {
  /** Says that something may have been committed; returns at once. */
  poke(): void
}

export function startRelay(
  deps: {
    readonly db: Db
    readonly log: Logger
    readonly hint: (rows: readonly HintRow[]) => Promise<boolean>
  },
  pollMs: number,
): Relay {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false

  async function drain(): Promise<void> {
    do {
      again = false
      const rows = await takeOutbox(deps.db, BATCH)
      if (rows.length > 0) await deps.hint(rows)
      if (rows.length === BATCH) again = true
      // `again` is also set by a poke that arrived meanwhile.
    } while (again && !stopped)
  }

  function poke(): void {
    again = true
    if (stopped || running !== undefined) return
    running = drain()
      .catch((error: unknown) => {
        deps.log.warn({ err: error }, 'relaying the outbox failed; it will be tried again')
      })
      .finally(() => {
        running = undefined
      })
  }

  const timer = setInterval(poke, pollMs)
  return {
    poke,
    async [Symbol.asyncDispose]() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
