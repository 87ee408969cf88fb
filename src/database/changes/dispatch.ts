/** Hands changes to whoever subscribed, one after the other, in the order they came. */
import { changeSchema, type Change, type ChangeFeed } from './change-feed.ts'

type Take = (change: Change) => void | Promise<void>

export class Dispatch {
  readonly #takers = new Set<{ readonly topic: Change['topic']; readonly take: Take }>()
  readonly #gaps = new Set<() => void | Promise<void>>()
  /** Settles when everything handed in so far has been taken. */
  #tail: Promise<void> = Promise.resolve()
  /** Monotonic times at which the waiting changes came, oldest first. */
  readonly #waiting: number[] = []
  readonly #onFailure: (error: unknown) => void

  /** @param onFailure told when a subscriber fails: it has then missed a change */
  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure
  }

  readonly subscribe: ChangeFeed['subscribe'] = (topic, take) => {
    const taker = {
      topic,
      take: (change: Change) => {
        if (isOf(change, topic)) return take(change)
      },
    }
    this.#takers.add(taker)
    return () => {
      this.#takers.delete(taker)
    }
  }

  onGap(take: () => void | Promise<void>): () => void {
    this.#gaps.add(take)
    return () => {
      this.#gaps.delete(take)
    }
  }

  /** @param nowMs monotonic; see `lagMs` */
  receive(payload: string, nowMs: number, onBarrier: (id: string) => void): void {
    this.#waiting.push(nowMs)
    void this.#then(async () => {
      this.#waiting.shift()
      this.#running = nowMs
      const change = changeSchema.parse(JSON.parse(payload))
      for (const { topic, take } of this.#takers) if (topic === change.topic) await take(change)
      if (change.topic === 'barrier') onBarrier(change.id)
    }).finally(() => (this.#running = undefined))
  }
  #running: number | undefined

  /** Everybody catches up on what may have been missed; later changes wait for it. */
  closeGap(): Promise<void> {
    return this.#then(async () => {
      await Promise.all([...this.#gaps].map(async (take) => take()))
    })
  }

  /** Resolves when everything received so far has been taken. */
  drained(): Promise<void> {
    return this.#tail
  }

  /** Age of the oldest change that has not been taken, milliseconds; 0 without one. */
  lagMs(nowMs: number): number {
    return nowMs - (this.#running ?? this.#waiting[0] ?? nowMs)
  }

  #then(work: () => Promise<void>): Promise<void> {
    this.#tail = this.#tail.then(work).catch(this.#onFailure)
    return this.#tail
  }
}

function isOf<T extends Change['topic']>(change: Change, topic: T): change is Extract<Change, { topic: T }> {
  return change.topic === topic
}
