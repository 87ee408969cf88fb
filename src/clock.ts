/** Time as an argument: nothing else in src or workers reads the system clock. */
export interface Clock {
  now(): Date
  /** Milliseconds that only ever grow, for durations. */
  monotonicMs(): number
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
}

/** A clock that stands still until it is moved; for tests. */
export function fixedClock(start: string): Clock & { advance(ms: number): void } {
  const originMs = Date.parse(start)
  let elapsedMs = 0
  return {
    now: () => new Date(originMs + elapsedMs),
    monotonicMs: () => elapsedMs,
    advance(ms) {
      elapsedMs += ms
    },
  }
}
