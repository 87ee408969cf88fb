/** Pausing, resuming, cancelling and retrying a copy job; each in the caller's transaction. */
import type { Db } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { cancelJobs } from '../../../queue/job-queries.ts'
import { pauseJobs, resumeJobs, retryJobs } from '../../../queue/pause-queries.ts'
import type { CopyJob } from '../copy-job.ts'
import { getCopyJob } from '../read-copy-jobs.ts'

/**
 * Products that wait are set aside until the job is resumed; those in work are finished. A paused job stays paused.
 *
 * @throws AppError content.copy-job-not-found, jobs.not-pausable
 */
export async function pauseCopyJob(trx: Db, shopId: string, id: string): Promise<CopyJob> {
  const before = await getCopyJob(trx, shopId, id)
  if (before.state === 'paused') return before
  if ((await pauseJobs(trx, shopId, id)) === 0)
    throw new AppError('jobs.not-pausable', 'Every product of this copy job has ended already.')
  return await getCopyJob(trx, shopId, id)
}

/** @throws AppError content.copy-job-not-found, jobs.not-paused */
export async function resumeCopyJob(trx: Db, shopId: string, id: string): Promise<CopyJob> {
  const { state } = await getCopyJob(trx, shopId, id)
  if ((await resumeJobs(trx, shopId, id)) === 0)
    throw new AppError('jobs.not-paused', `The copy job is ${state}, not paused.`)
  return await getCopyJob(trx, shopId, id)
}

/**
 * Stops what has not ended: waiting products end now, running ones at their next step.
 *
 * @throws AppError content.copy-job-not-found, jobs.not-cancellable when everything has ended
 */
export async function cancelCopyJob(trx: Db, shopId: string, id: string): Promise<CopyJob> {
  await getCopyJob(trx, shopId, id)
  const { ended, asked } = await cancelJobs(trx, shopId, id)
  if (ended + asked === 0)
    throw new AppError('jobs.not-cancellable', 'Every product of this copy job has ended already.')
  return await getCopyJob(trx, shopId, id)
}

/**
 * Writes the failed products again, with all attempts before them; the others stay as they are.
 *
 * @throws AppError content.copy-job-not-found, jobs.nothing-to-retry
 */
export async function retryCopyJob(trx: Db, shopId: string, id: string): Promise<CopyJob> {
  const { state } = await getCopyJob(trx, shopId, id)
  if (state === 'paused')
    throw new AppError('jobs.nothing-to-retry', 'The copy job is paused: resume it first.')
  if ((await retryJobs(trx, shopId, id)) === 0)
    throw new AppError('jobs.nothing-to-retry', 'No product of this copy job has failed.')
  return await getCopyJob(trx, shopId, id)
}
