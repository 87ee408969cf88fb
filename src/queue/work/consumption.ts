import type { Clock } from '../../clock.ts'

const STUCK_AFTER_MS = 60_000

/** What /livez asks: are due jobs being taken? */
export class ConsumptionState {
  readonly #clock: Clock
  #lastHintMs: number
  #lastClaimMs: number
  #stuckSinceMs: number | undefined

  constructor(clock: Clock) {
    this.#clock = clock
    this.#lastHintMs = clock.monotonicMs()
    this.#lastClaimMs = clock.monotonicMs()
  }

  hinted(): void {
    this.#lastHintMs = this.#clock.monotonicMs()
  }

  claimed(): void {
    this.#lastClaimMs = this.#clock.monotonicMs()
    this.#stuckSinceMs = undefined
  }

  silentMs(): number {
    return this.#clock.monotonicMs() - this.#lastHintMs
  }

  swept(oldestDueMs: number, slotFree: boolean): void {
    if (oldestDueMs < STUCK_AFTER_MS || !slotFree) this.#stuckSinceMs = undefined
    else this.#stuckSinceMs ??= this.#clock.monotonicMs()
  }

  healthy(): boolean {
    const now = this.#clock.monotonicMs()
    return (
      this.#stuckSinceMs === undefined ||
      now - this.#stuckSinceMs < STUCK_AFTER_MS ||
      now - this.#lastClaimMs < STUCK_AFTER_MS
    )
  }
}
