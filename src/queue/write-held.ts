/** What a worker writes before its job ends: only while the job is its own, or it would add to the rows of the next runner. */
import type { Db } from '../database/schema.ts'
import { AppError } from '../errors.ts'
import type { LeasedJob } from './job.ts'
import { lockHeld } from './job-queries.ts'

/** @throws AppError jobs.timed-out when the job was given away or somebody wants it stopped */
export async function writeHeld<T>(
  db: Db,
  job: Pick<LeasedJob<unknown>, 'id' | 'token'>,
  write: (trx: Db) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    if (!(await lockHeld(trx, job)))
      throw new AppError('jobs.timed-out', 'The job was taken over or cancelled.')
    return write(trx)
  })
}
