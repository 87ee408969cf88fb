/** content.plan-copy: a copy job over many products → one job each. */
import type { App } from '../src/app.ts'
import { planCopyProcessor } from '../src/content/jobs/plan-copy.ts'

export const planCopy = ({ db, config }: App) =>
  planCopyProcessor({ db, batchMinProducts: config.COPY_BATCH_MIN_PRODUCTS })
