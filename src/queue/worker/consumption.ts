import type { Clock } from '../../clock.ts'

const STUCK_AFTER_MS = 60_000

/** What /livez asks: are due jobs being taken? Each lane answers for itself: a slow one must not hide a dead one. */
export class ConsumptionState {
  readonly #clock: Clock
  #lastHintMs: number
  /** Since when a lane has had a job due for a minute and a slot free. */
  readonly #stuckSinceMs = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
    this.#lastHintMs = clock.monotonicMs()
  }

  hinted(): void {
    this.#lastHintMs = this.#clock.monotonicMs()
  }

  claimed(lane: string): void {
    this.#stuckSinceMs.delete(lane)
  }

  silentMs(): number {
    return this.#clock.monotonicMs() - this.#lastHintMs
  }

  observed(lane: string, oldestDueMs: number, slotFree: boolean): void {
    if (oldestDueMs < STUCK_AFTER_MS || !slotFree) this.#stuckSinceMs.delete(lane)
    else if (!this.#stuckSinceMs.has(lane)) this.#stuckSinceMs.set(lane, this.#clock.monotonicMs())
  }

  healthy(): boolean {
    const now = this.#clock.monotonicMs()
    return [...this.#stuckSinceMs.values()].every((since) => now - since < STUCK_AFTER_MS)
  }
}
