/**
 * Keeps this process's leases alive with one statement per beat, and tells each run when to stop: its time is up,
 * somebody wants it cancelled, the lease was lost, or the process is closing.
 */
import { AppError } from '../../errors.ts'
import type { Db } from '../../database/schema.ts'
import type { Logger } from '../../telemetry.ts'
import { beat, type Held } from '../job-queries.ts'
import { LeaseEnded } from './lease-ended.ts'

interface Lease {
  readonly held: Held
  readonly stop: AbortController
  readonly timeout: NodeJS.Timeout
}

export class LeaseKeeper implements AsyncDisposable {
  readonly leaseMs: number
  readonly #db: Db
  readonly #log: Logger
  readonly #leases = new Map<string, Lease>()
  readonly #timer: NodeJS.Timeout
  #beating: Promise<void> = Promise.resolve()

  constructor(db: Db, log: Logger, times: { readonly leaseMs: number; readonly beatMs: number }) {
    this.#db = db
    this.#log = log
    this.leaseMs = times.leaseMs
    this.#timer = setInterval(() => {
      this.#beating = this.#beat()
    }, times.beatMs)
  }

  get size(): number {
    return this.#leases.size
  }

  /** Starts keeping a claimed job; its signal aborts when the run must stop. */
  hold(
    row: Held & { readonly cancel_requested: boolean },
    timeoutMs: number,
  ): { readonly signal: AbortSignal } {
    const stop = new AbortController()
    const timeout = setTimeout(() => {
      stop.abort(new AppError('jobs.timed-out', `The job took longer than ${String(timeoutMs)} ms.`))
    }, timeoutMs)
    this.#leases.set(row.id, { held: { id: row.id, token: row.token }, stop, timeout })
    if (row.cancel_requested) stop.abort(new LeaseEnded('cancelled'))
    return { signal: stop.signal }
  }

  holds(id: string): boolean {
    return this.#leases.has(id)
  }

  release(id: string): void {
    clearTimeout(this.#leases.get(id)?.timeout)
    this.#leases.delete(id)
  }

  /** Tells every run to stop and give its job back. */
  stopAll(): void {
    for (const { stop } of this.#leases.values()) stop.abort(new LeaseEnded('shutdown'))
  }

  async #beat(): Promise<void> {
    const held = [...this.#leases.values()].map((lease) => lease.held)
    if (held.length === 0) return
    try {
      const kept = new Map(
        (await beat(this.#db, held, this.leaseMs)).map((row) => [row.id, row.cancel_requested]),
      )
      for (const { id } of held) {
        const cancelled = kept.get(id)
        if (cancelled === undefined) this.#leases.get(id)?.stop.abort(new LeaseEnded('lost'))
        if (cancelled === true) this.#leases.get(id)?.stop.abort(new LeaseEnded('cancelled'))
      }
    } catch (error) {
      // The leases live on until they run out; the next beat tries again.
      this.#log.warn({ err: error }, 'renewing leases failed')
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    this.stopAll()
    await this.#beating
  }
}
