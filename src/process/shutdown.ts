/** Signals → one ordered close. A second signal, or the limit, ends the process at once. */
import { once } from 'node:events'
import type { Logger } from 'pino'

/**
 * Aborted by the first SIGINT or SIGTERM, with its name as reason. From then on a second one exits immediately with
 * code 130, which loses nothing: whatever was under way is leased and comes back.
 */
export function catchSignals(): AbortSignal {
  const stopping = new AbortController()
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping.signal.aborted) process.exit(130)
    stopping.abort(signal)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return stopping.signal
}

/** Resolves when the signal is aborted, at once when it has been. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
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
