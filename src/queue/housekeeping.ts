/** What the queue's tables need now and then; harmless to run in several processes at once. */
import type { Db } from '../database/schema.ts'
import { purgeIdempotencyKeys, purgeOldJobs } from './job-queries.ts'

/** Forgets idempotency keys after seven days and jobs 90 days after they ended. */
export async function purgeQueue(db: Db): Promise<void> {
  await purgeIdempotencyKeys(db)
  await purgeOldJobs(db)
}
