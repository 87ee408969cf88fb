/** Stopping an import: what it has stored stays, the rest is not read. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { cancelJobs } from '../../queue/job-queries.ts'
import type { Import } from './import.ts'
import { endImport } from './import-queries.ts'
import { getImport } from './read-imports.ts'

/**
 * A running import stops before its next batch.
 * @throws AppError catalog.import-not-found, catalog.import-finished
 */
export async function cancelImport(trx: Db, clock: Clock, shopId: string, id: string): Promise<Import> {
  const { jobId } = await getImport(trx, shopId, id)
  // First the job, then the import: the order in which a worker that finishes takes the two rows.
  if (jobId !== null) await cancelJobs(trx, shopId, jobId)
  const ended = await endImport(trx, shopId, id, {
    state: 'cancelled',
    failure: null,
    finishedAt: clock.now(),
  })
  if (!ended)
    throw new AppError('catalog.import-finished', 'The import has already ended; nothing is left to cancel.')
  return getImport(trx, shopId, id)
}
