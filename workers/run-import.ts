/** catalog.run-import: reads an uploaded catalogue from its checkpoint. */
import type { App } from '../src/app.ts'
import { planEmbedding } from '../src/catalog/embedding/plan-embedding.ts'
import type { PlanChanges } from '../src/catalog/imports/settle-batch.ts'
import { runImportProcessor } from '../src/catalog/imports/run-import.ts'
import { planDrift } from '../src/content/drift/plan-drift.ts'

export const runImport = ({ db, clock, config, changes, log }: App) =>
  runImportProcessor({
    db,
    clock,
    planChanges,
    maxUnpackedBytes: config.IMPORT_MAX_UNPACKED_BYTES,
    async awaitApplied() {
      const { applied, ms } = await changes.awaitApplied()
      if (!applied) log.warn({ ms }, 'a process has not said that it took in what was imported')
    },
  })

/** What follows from changed products: new vectors, and a look at their published texts. */
const planChanges: PlanChanges = async (trx, shopId, productIds) => {
  await planEmbedding(trx, shopId, productIds)
  await planDrift(trx, shopId, productIds)
}
