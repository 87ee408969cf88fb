/** Every kind of job → what does it. A kind without a processor does not compile. */
import type { App } from '../src/app.ts'
import type { OpenEmbedders } from '../src/catalog/embedding/open-embedders.ts'
import type { CopyPrompts } from '../src/content/prompts/prompt.ts'
import type { LendRecommender } from '../src/recommendations/mailings/fill-mailing.ts'
import { jobs, type JobName } from '../src/queue/jobs.ts'
import { bindProcessor, type BoundProcessor } from '../src/queue/worker/work.ts'
import { buildImage } from './build-image.ts'
import { closeVisits } from './close-visits.ts'
import { embedProducts } from './embed-products.ts'
import { evaluateModel } from './evaluate-model.ts'
import { fillMailing } from './fill-mailing.ts'
import { lintCatalog } from './lint-catalog.ts'
import { planCopy } from './plan-copy.ts'
import { reindex } from './reindex.ts'
import { runBatches } from './run-batches.ts'
import { runImport } from './run-import.ts'
import { deliverWebhook } from './deliver-webhook.ts'
import { watchDrift } from './watch-drift.ts'
import { writeCopy } from './write-copy.ts'

/** What workers use of what a process keeps in memory. */
export interface WorkerMemory {
  readonly openEmbedders: OpenEmbedders
  readonly lendRecommender: LendRecommender
}

export function createProcessors(
  app: App,
  { openEmbedders: embedders, lendRecommender: lend }: WorkerMemory,
  prompts: CopyPrompts,
) {
  return {
    runImport: bindProcessor(jobs.runImport, runImport(app)),
    embedProducts: bindProcessor(jobs.embedProducts, embedProducts(app, embedders)),
    reindex: bindProcessor(jobs.reindex, reindex(app, embedders)),
    planCopy: bindProcessor(jobs.planCopy, planCopy(app)),
    watchDrift: bindProcessor(jobs.watchDrift, watchDrift(app)),
    lintCatalog: bindProcessor(jobs.lintCatalog, lintCatalog(app)),
    evaluateModel: bindProcessor(jobs.evaluateModel, evaluateModel(app)),
    fillMailing: bindProcessor(jobs.fillMailing, fillMailing(app, lend)),
    buildImage: bindProcessor(jobs.buildImage, buildImage(app)),
    closeVisits: bindProcessor(jobs.closeVisits, closeVisits(app)),
    deliverWebhook: bindProcessor(jobs.deliverWebhook, deliverWebhook(app)),
    runBatches: bindProcessor(jobs.runBatches, runBatches(app)),
    writeCopy: bindProcessor(jobs.writeCopy, writeCopy(app, prompts)),
  } satisfies Record<JobName, BoundProcessor>
}
