/** Signals → one ordered close. A second signal, or the limit, ends the process at once. */
import type { Logger } from 'pino'

/**
 * Resolves with the first SIGINT or SIGTERM. From then on a second one exits immediately with code 130, which
 * loses nothing: whatever was under way is leased and comes back.
 */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let seen = false
    const onSignal = (signal: NodeJS.Signals) => {
      if (seen) process.exit(130)
      seen = true
      resolve(signal)
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}

/** Runs the steps in order; a step that fails is logged and the rest still run. Past the limit the process exits. */
export async function closeInOrder(
  log: Logger,
  limitMs: number,
  steps: readonly (readonly [name: string, step: () => Promise<unknown>])[],
): Promise<void> {
  const limit = setTimeout(() => {
    log.error({ limitMs }, 'shutdown limit reached; exiting')
    process.exit(1)
  }, limitMs)
  limit.unref()
  for (const [name, step] of steps) {
    try {
      await step()
    } catch (error) {
      log.error({ err: error, step: name }, 'a shutdown step failed')
    }
  }
  clearTimeout(limit)
}
