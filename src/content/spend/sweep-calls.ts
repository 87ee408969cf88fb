/** Housekeeping of the ledger, over all shops; harmless to run twice at once. */
import type { Db } from '../../database/schema.ts'
import { reconcileCalls } from './ledger.ts'
import { forgetOldAnswers, selectEndedWithOpenCalls } from './ledger-queries.ts'

const JOBS_PER_SWEEP = 500

/**
 * Closes calls whose job has ended without them: what was only reserved is released, what was sent is booked at the
 * worst case, what was received is settled. Forgets raw answers after 30 days.
 */
export async function sweepCalls(db: Db): Promise<number> {
  const ended = await selectEndedWithOpenCalls(db, JOBS_PER_SWEEP)
  for (const { shop_id: shopId, job_id: jobId } of ended) await reconcileCalls(db, { shopId, jobId })
  await forgetOldAnswers(db)
  return ended.length
}
