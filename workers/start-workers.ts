/** The queue door: every kind of job with the code that does it, and the process that works them off. */
import type { App } from '../src/app.ts'
import { dropRetiredEmbeddings } from '../src/catalog/embedding/drop-retired-embeddings.ts'
import { sweepImports } from '../src/catalog/imports/sweep-imports.ts'
import { sweepEndedCitations } from '../src/content/drift/sweep-ended.ts'
import { sweepCalls } from '../src/content/spend/sweep-calls.ts'
import { keepMonths } from '../src/events/partitions/keep-months.ts'
import { announceChange } from '../src/database/changes/announce.ts'
import { expireVisits } from '../src/events/visits/expire-visits.ts'
import { planCloseVisits } from '../src/events/visits/close-visits.ts'
import { loadCopyPrompts } from '../src/content/prompts/prompt.ts'
import { purgeMailings } from '../src/recommendations/mailings/keep-mailings.ts'
import { purgeSlates } from '../src/recommendations/slates/keep-slates.ts'
import { purgeDeliveries } from '../src/webhooks/purge-deliveries.ts'
import { planBuilds, requestRecounts } from '../src/recommendations/image/build/request-build.ts'
import { startMaintenance } from '../src/database/maintenance.ts'
import { purgeQueue, releaseDeadLeases } from '../src/queue/housekeeping.ts'
import { repeat } from '../src/queue/worker/repeat.ts'
import { startWorkers, type Workers } from '../src/queue/worker/workers.ts'
import { createProcessors, type WorkerMemory } from './processors.ts'

export type { Workers } from '../src/queue/worker/workers.ts'

const HOUSEKEEPING_MS = 60_000

export async function startWorkersOf(app: App, memory: WorkerMemory): Promise<Workers> {
  const { db, clock, telemetry, queue, hinter, relay, config, log } = app
  const complaint = await queue.inspect().catch(() => undefined)
  if (complaint !== undefined) log.warn(complaint)
  const processors = Object.values(createProcessors(app, memory, await loadCopyPrompts()))
  if (app.database.dialect === 'pglite') await releaseDeadLeases(db)
  const workers = startWorkers({ db, clock, telemetry, queue, hinter, relay, config, processors })
  const stopHousekeeping = repeat(HOUSEKEEPING_MS, log, 'housekeeping', () => keepHouse(app))
  const stopMaintenance = startMaintenance(app.database, log)
  return {
    consuming: workers.consuming,
    async stop() {
      stopMaintenance()
      await stopHousekeeping()
      await workers.stop()
    },
  }
}

/** What nobody asks for and everybody needs; each step may run in several processes at once. */
async function keepHouse({ db, clock, config }: App): Promise<void> {
  await sweepImports({ db, clock })
  await sweepCalls(db)
  await purgeQueue(db)
  await dropRetiredEmbeddings({ db, clock })
  await sweepEndedCitations({ db, clock })
  await purgeDeliveries({ db, clock })
  await purgeSlates(db)
  await purgeMailings(db)
  await planCloseVisits({ db, clock })
  await planBuilds({ db, clock })
  // Copies of models stop telling counts before the rows behind them are gone.
  const expired = await expireVisits({ db, clock, announce: announceChange }, config.EVENTS_RETENTION_MONTHS)
  const isMonthDropped = await keepMonths({ db, clock }, config.EVENTS_RETENTION_MONTHS)
  await requestRecounts(db, expired, isMonthDropped)
}
