/** The queue door: every kind of job with the code that does it, and the process that works them off. */
import type { App } from '../src/app.ts'
import type { OpenEmbedders } from '../src/catalog/embedding/open-embedders.ts'
import { sweepImports } from '../src/catalog/imports/sweep-imports.ts'
import { loadCopyPrompts } from '../src/content/prompts/prompt.ts'
import { startMaintenance } from '../src/database/maintenance.ts'
import { startWorkers, type Workers } from '../src/queue/work/workers.ts'
import { createProcessors } from './processors.ts'

export type { Workers } from '../src/queue/work/workers.ts'

const SWEEP_IMPORTS_MS = 60_000

export async function startWorkersOf(app: App, embedders: OpenEmbedders): Promise<Workers> {
  const { db, clock, telemetry, queue, hinter, config, log } = app
  const complaint = await queue.inspect().catch(() => undefined)
  if (complaint !== undefined) log.warn(complaint)
  const workers = startWorkers({
    db,
    clock,
    telemetry,
    queue,
    hinter,
    relay: app.relay,
    config,
    processors: Object.values(createProcessors(app, embedders, await loadCopyPrompts())),
  })
  const sweeping = setInterval(() => {
    sweepImports({ db, clock }).catch((error: unknown) => {
      log.warn({ err: error }, 'sweeping imports failed; it will be tried again')
    })
  }, SWEEP_IMPORTS_MS)
  const stopMaintenance = startMaintenance(app.database, log)
  return {
    consuming: workers.consuming,
    async stop() {
      clearInterval(sweeping)
      stopMaintenance()
      await workers.stop()
    },
  }
}
