/** content.run-batches: model calls of a large copy job → batches of the provider. */
import type { App } from '../src/app.ts'
import { runBatchesProcessor } from '../src/content/batch/run-batches.ts'

export const runBatches = ({ db, clock, chatModels }: App) => runBatchesProcessor({ db, clock, chatModels })
