/** Keeps a number of requests under way for a while and tells how long each took. */

export interface Load {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly requests: number
}

const warmUpMs = 2_000

/** @param ask sends the request of this number and resolves with its answer read */
export async function measureLoad(
  { connections, durationMs }: { readonly connections: number; readonly durationMs: number },
  ask: (request: number) => Promise<unknown>,
): Promise<Load> {
  const startedAt = performance.now()
  const times: number[] = []
  let next = 0
  const connection = async () => {
    for (;;) {
      const sentAt = performance.now()
      if (sentAt - startedAt > warmUpMs + durationMs) return
      await ask(next++)
      if (sentAt - startedAt > warmUpMs) times.push(performance.now() - sentAt)
    }
  }
  await Promise.all(Array.from({ length: connections }, connection))
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? NaN
  return {
    perSecond: (times.length / durationMs) * 1_000,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    requests: times.length,
  }
}
