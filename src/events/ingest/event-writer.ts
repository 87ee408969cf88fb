/**
 * Group commit: while one batch of a shop is on its way to the database, what comes in meanwhile gathers for the next.
 * A lone event is written at once, a thousand requests a second share some hundred transactions, and nothing is
 * answered before its transaction has committed.
 */
import { AppError } from '../../errors.ts'
import type { EventRow } from './event-row.ts'

export type Fate = 'stored' | 'duplicate' | 'erased'

export interface WriterDeps {
  /** Stores a batch of rows in one transaction; the fate of each, in their order. */
  readonly store: (shopId: string, rows: readonly EventRow[]) => Promise<readonly Fate[]>
}

/** Rows of one transaction; a request is never split, so one of 500 may follow 1,999. */
const BATCH_ROWS_MAX = 2_000
/** Rows that wait in this process: some 20 MB. */
const WAITING_ROWS_MAX = 20_000
/** Shops written at once; each takes a connection of the pool. */
const SHOPS_AT_ONCE = 4
const RETRY_AFTER_MS = 1_000

interface Waiting {
  readonly rows: readonly EventRow[]
  readonly resolve: (fates: readonly Fate[]) => void
  readonly reject: (error: unknown) => void
}

export class EventWriter {
  readonly #store: WriterDeps['store']
  readonly #waiting = new Map<string, Waiting[]>()
  readonly #writing = new Set<string>()
  #rows = 0

  constructor({ store }: WriterDeps) {
    this.#store = store
  }

  /** Rows taken and not yet committed. */
  get waiting(): number {
    return this.#rows
  }

  /**
   * Resolves after the commit.
   * @throws AppError events.backlog when more waits than memory is set aside for; whatever the database throws
   */
  write(shopId: string, rows: readonly EventRow[]): Promise<readonly Fate[]> {
    if (rows.length === 0) return Promise.resolve([])
    if (this.#rows + rows.length > WAITING_ROWS_MAX) {
      return Promise.reject(
        new AppError('events.backlog', 'More events wait to be stored than fit; send them again.', {
          retryAfterMs: RETRY_AFTER_MS,
        }),
      )
    }
    this.#rows += rows.length
    return new Promise((resolve, reject) => {
      const queue = this.#waiting.get(shopId) ?? []
      queue.push({ rows, resolve, reject })
      this.#waiting.set(shopId, queue)
      this.#start(shopId)
    })
  }

  #start(shopId: string): void {
    if (this.#writing.has(shopId) || this.#writing.size >= SHOPS_AT_ONCE) return
    this.#writing.add(shopId)
    void this.#drain(shopId)
  }

  async #drain(shopId: string): Promise<void> {
    // What the same turn of the event loop brings shares the first transaction.
    await new Promise((resolve) => setImmediate(resolve))
    for (let batch = this.#take(shopId); batch.length > 0; batch = this.#take(shopId)) {
      await this.#writeBatch(shopId, batch)
    }
    this.#writing.delete(shopId)
    for (const next of this.#waiting.keys()) this.#start(next)
  }

  #take(shopId: string): readonly Waiting[] {
    const queue = this.#waiting.get(shopId) ?? []
    let count = 0
    let rows = 0
    while (count < queue.length && rows < BATCH_ROWS_MAX) {
      rows += queue[count]?.rows.length ?? 0
      count += 1
    }
    const batch = queue.splice(0, count)
    if (queue.length === 0) this.#waiting.delete(shopId)
    return batch
  }

  /** A batch that fails for a reason of its own, and not of the database's, is tried request by request. */
  async #writeBatch(shopId: string, batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#settle(shopId, batch)
    } catch (error) {
      const isOneFault = batch.length > 1 && !(error instanceof AppError && error.kind === 'unavailable')
      for (const one of batch) {
        if (isOneFault) await this.#settle(shopId, [one]).catch((fault: unknown) => one.reject(fault))
        else one.reject(error)
      }
    } finally {
      for (const { rows } of batch) this.#rows -= rows.length
    }
  }

  async #settle(shopId: string, batch: readonly Waiting[]): Promise<void> {
    const rows = batch.flatMap((one) => one.rows)
    const firstOf = new Map<string, number>()
    rows.forEach(({ key }, place) => {
      if (!firstOf.has(key)) firstOf.set(key, place)
    })
    const places = [...firstOf.values()]
    const fates = await this.#store(
      shopId,
      places.flatMap((place) => rows[place] ?? []),
    )
    const fateAt = new Map(places.map((place, index) => [place, fates[index] ?? 'duplicate']))
    let place = 0
    for (const one of batch) {
      one.resolve(one.rows.map(() => fateAt.get(place++) ?? 'duplicate'))
    }
  }
}
