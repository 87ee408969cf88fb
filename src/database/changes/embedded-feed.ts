/** The feed of the embedded database: one process hears what it does itself, so nothing can be missed. */
import { setTimeout } from 'node:timers/promises'
import type { OpenListener, Listener } from './listener.ts'
import { changeChannel } from './announce.ts'
import type { ChangeFeed } from './change-feed.ts'
import { Dispatch } from './dispatch.ts'

const retryMs = 50

export class EmbeddedFeed implements ChangeFeed, AsyncDisposable {
  readonly #dispatch: Dispatch
  readonly #waiting = new Map<string, () => void>()
  #listener: Listener | undefined
  #failures = 0
  /** Failures whose gap has not been closed. */
  #gaps = 0

  static async open(openListener: OpenListener, onTrouble: (error: unknown) => void): Promise<EmbeddedFeed> {
    const feed = new EmbeddedFeed(onTrouble)
    feed.#listener = await openListener(changeChannel, {
      onNotice: (payload) => {
        feed.#dispatch.receive(payload, 0, (id) => feed.#waiting.get(id)?.())
      },
      onLost: onTrouble,
    })
    return feed
  }

  private constructor(onTrouble: (error: unknown) => void) {
    this.#dispatch = new Dispatch((error) => {
      onTrouble(error)
      this.#failures += 1
      this.#closeGap().catch(onTrouble)
    })
  }

  get subscribe(): ChangeFeed['subscribe'] {
    return this.#dispatch.subscribe
  }

  onGap(take: () => void | Promise<void>): () => void {
    return this.#dispatch.onGap(take)
  }

  /** What this process commits it hears before it says that it is applied; only a failure to take it in makes a gap. */
  isCurrent(): boolean {
    return this.#gaps === 0
  }

  lapses(): number {
    return this.#failures
  }

  lagMs(): number {
    return 0
  }

  /** Resolves when the barrier of this id has been taken, with all changes before it. */
  async reached(id: string, limitMs: number): Promise<boolean> {
    const limit = new AbortController()
    try {
      return await Promise.race([
        new Promise<boolean>((resolve) => {
          this.#waiting.set(id, () => resolve(true))
        }),
        setTimeout(limitMs, false, { signal: limit.signal }),
      ])
    } finally {
      limit.abort()
      this.#waiting.delete(id)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#listener?.close()
  }

  /** A failure while a gap is closed is a gap too, and is tried again after the pause. */
  async #closeGap(): Promise<void> {
    this.#gaps += 1
    await setTimeout(retryMs, undefined, { ref: false })
    await this.#dispatch.closeGap()
    this.#gaps -= 1
  }
}
