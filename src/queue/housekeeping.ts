/** What the queue's tables need now and then; harmless to run in several processes at once. */
import type { Db } from '../database/schema.ts'
import { expireLeases, purgeIdempotencyKeys, purgeOldJobs } from './job-queries.ts'

/** Forgets idempotency keys after seven days and jobs 90 days after they ended. */
export async function purgeQueue(db: Db): Promise<void> {
  await purgeIdempotencyKeys(db)
  await purgeOldJobs(db)
}

/** To be called before the only process of an embedded database works: it need not wait for leases of a dead one. */
export async function releaseDeadLeases(db: Db): Promise<void> {
  await expireLeases(db)
}
