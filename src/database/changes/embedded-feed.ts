/** The feed of the embedded database: one process hears what it does itself, so nothing can be missed. */
import type { OpenListener, Listener } from './listener.ts'
import { changeChannel } from './announce.ts'
import type { ChangeFeed } from './change-feed.ts'
import { Dispatch } from './dispatch.ts'

export class EmbeddedFeed implements ChangeFeed, AsyncDisposable {
  readonly #dispatch: Dispatch
  readonly #waiting = new Map<string, () => void>()
  #listener: Listener | undefined
  #failures = 0

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
      void this.#dispatch.closeGap()
    })
  }

  get subscribe(): ChangeFeed['subscribe'] {
    return this.#dispatch.subscribe
  }

  onGap(take: () => void | Promise<void>): () => void {
    return this.#dispatch.onGap(take)
  }

  isCurrent(): boolean {
    return true
  }

  lapses(): number {
    return this.#failures
  }

  lagMs(): number {
    return 0
  }

  /** Resolves when the barrier of this id has been taken, with all changes before it. */
  async reached(id: string, limitMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<boolean>((resolve) => {
        this.#waiting.set(id, () => resolve(true))
        timer = setTimeout(resolve, limitMs, false)
      })
    } finally {
      clearTimeout(timer)
      this.#waiting.delete(id)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#listener?.close()
  }
}
