/** Ctrl-C as a signal that work under way can look at; a second one ends the process at once. */
import { exitCodes } from './exit-code.ts'

/** Installs the handler when first called, so that "vitrine start" keeps its own orderly stop. */
export function createInterrupt(): () => AbortSignal {
  let controller: AbortController | undefined
  return () => {
    if (controller !== undefined) return controller.signal
    const created = new AbortController()
    controller = created
    process.on('SIGINT', () => {
      if (created.signal.aborted) process.exit(exitCodes.interrupted)
      created.abort()
    })
    return created.signal
  }
}
