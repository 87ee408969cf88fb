/**
 * The feed of one process over PostgreSQL (docs/decisions/0016): notices and the renewals of the lease come on one
 * connection, so a renewal that was answered proves that no notice committed before it is still on its way.
 */
import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../../clock.ts'
import type { Listener, OpenListener } from './listener.ts'
import { changeChannel } from './announce.ts'
import { createAcknowledger } from './acknowledger.ts'
import type { ChangeFeed } from './change-feed.ts'
import { Dispatch } from './dispatch.ts'
import {
  acknowledge,
  beatMs,
  believedMs,
  endLease,
  readLastBarrier,
  renewLease,
  takeLease,
} from './leases.ts'

/** A process that is this far behind gives its lease up, so that nobody waits for it longer. */
const lagMaxMs = 300
const retryMs = { first: 50, last: 2_000 } as const

export interface LeasedFeedDeps {
  readonly id: string
  readonly openListener: OpenListener
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly onTrouble: (error: unknown) => void
}

export class LeasedFeed implements ChangeFeed, AsyncDisposable {
  readonly #deps: LeasedFeedDeps
  readonly #dispatch: Dispatch
  readonly #closing = new AbortController()
  /** Breaks the present connection's loop. */
  #broken = new AbortController()
  /** Monotonic; the lease is believed in before this moment. */
  #believedUntilMs = Number.NEGATIVE_INFINITY
  #held = false
  #lapses = 0
  readonly #running: Promise<void>

  constructor(deps: LeasedFeedDeps) {
    this.#deps = deps
    this.#dispatch = new Dispatch((error) => {
      deps.onTrouble(error)
      this.#broken.abort(error)
    })
    this.#running = this.#run()
  }

  get subscribe(): ChangeFeed['subscribe'] {
    return this.#dispatch.subscribe
  }

  onGap(take: () => void | Promise<void>): () => void {
    return this.#dispatch.onGap(take)
  }

  isCurrent(): boolean {
    if (this.#deps.clock.monotonicMs() < this.#believedUntilMs) return true
    this.#lapse()
    return false
  }

  lapses(): number {
    this.isCurrent()
    return this.#lapses
  }

  lagMs(): number {
    return this.#dispatch.lagMs(this.#deps.clock.monotonicMs())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort()
    this.#broken.abort()
    await this.#running
  }

  #lapse(): void {
    this.#believedUntilMs = Number.NEGATIVE_INFINITY
    if (!this.#held) return
    this.#held = false
    this.#lapses += 1
  }

  async #run(): Promise<void> {
    let waitMs: number = retryMs.first
    while (!this.#closing.signal.aborted) {
      try {
        await this.#serve(() => (waitMs = retryMs.first))
      } catch (error) {
        this.#complain(error)
      }
      this.#lapse()
      await setTimeout(waitMs, undefined, { signal: this.#closing.signal }).catch(() => undefined)
      waitMs = Math.min(waitMs * 2, retryMs.last)
    }
  }

  #complain(error: unknown): void {
    if (!this.#closing.signal.aborted) this.#deps.onTrouble(error)
  }

  /** One connection from its opening to its end; notices of an earlier one are taken before. */
  async #serve(onJoined: () => void): Promise<void> {
    const broken = new AbortController()
    this.#broken = broken
    const { openListener, clock, id } = this.#deps
    const connection: { acknowledge?: (barrier: number) => void } = {}
    const opened = await openListener(changeChannel, {
      onNotice: (payload) => {
        this.#dispatch.receive(payload, clock.monotonicMs(), (barrier) => {
          if (!broken.signal.aborted) connection.acknowledge?.(Number(barrier))
        })
      },
      onLost: (error) => {
        this.#lapse()
        broken.abort(error)
      },
    })
    connection.acknowledge = createAcknowledger((barrier) => acknowledge(opened, id, barrier))
    try {
      await this.#join(opened, broken.signal)
      onJoined()
      for (;;) {
        await setTimeout(beatMs, undefined, { signal: broken.signal })
        if (this.lagMs() > lagMaxMs) await this.#stepBack(opened, broken.signal)
        else await this.#renew(opened, broken.signal)
      }
    } finally {
      this.#lapse()
      if (!(broken.signal.reason instanceof Error) || this.#closing.signal.aborted)
        await endLease(opened, id).catch(() => undefined)
      await opened.close()
    }
  }

  /** Everybody catches up; then a lease is taken; then what came in between is taken in; then the lease counts. */
  async #join(listener: Listener, signal: AbortSignal): Promise<void> {
    const applied = await readLastBarrier(listener)
    await this.#dispatch.closeGap()
    signal.throwIfAborted()
    const sentAtMs = this.#deps.clock.monotonicMs()
    await takeLease(listener, this.#deps.id, applied)
    await this.#believeWhenDrained(sentAtMs, signal)
  }

  async #renew(listener: Listener, signal: AbortSignal): Promise<void> {
    const sentAtMs = this.#deps.clock.monotonicMs()
    const renewed = await renewLease(listener, this.#deps.id)
    signal.throwIfAborted()
    if (!renewed) {
      this.#lapse()
      await this.#join(listener, signal)
      return
    }
    // While the lease was believed in throughout, nobody can have stopped waiting for this process.
    if (this.isCurrent()) this.#believedUntilMs = sentAtMs + believedMs
    else await this.#believeWhenDrained(sentAtMs, signal)
  }

  async #believeWhenDrained(sentAtMs: number, signal: AbortSignal): Promise<void> {
    await this.#dispatch.drained()
    signal.throwIfAborted()
    this.#believedUntilMs = sentAtMs + believedMs
    this.#held = this.#deps.clock.monotonicMs() < this.#believedUntilMs
  }

  async #stepBack(listener: Listener, signal: AbortSignal): Promise<void> {
    this.#lapse()
    await endLease(listener, this.#deps.id)
    await this.#dispatch.drained()
    signal.throwIfAborted()
    await this.#join(listener, signal)
  }
}
