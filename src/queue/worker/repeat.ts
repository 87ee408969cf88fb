import type { Logger } from '../../telemetry.ts'

/** Runs a task again and again with a pause, never twice at once; the returned function ends it. */
export function repeat(
  pauseMs: number,
  log: Logger,
  name: string,
  task: () => Promise<void>,
): () => Promise<void> {
  let stopped = false
  let current: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout
  const tick = () => {
    current = task()
      .catch((error: unknown) => {
        log.warn({ err: error }, `${name} failed; it will be tried again`)
      })
      .finally(() => {
        if (!stopped) timer = setTimeout(tick, pauseMs)
      })
  }
  timer = setTimeout(tick, pauseMs)
  return async () => {
    stopped = true
    clearTimeout(timer)
    await current
  }
}
