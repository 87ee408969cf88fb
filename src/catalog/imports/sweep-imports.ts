/** Housekeeping of imports, for the process that also sweeps jobs. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { settleOrphans } from './import-queries.ts'

/** No upload takes longer; HTTP time limits end it much earlier. */
const abandonedAfterMs = 24 * 60 * 60 * 1_000

/**
 * Ends imports whose job ended without them (a worker killed too often) and removes uploads whose process died.
 * Works on all shops; harmless to run twice at once. Returns how many imports it settled or removed.
 */
export async function sweepImports({
  db,
  clock,
}: {
  readonly db: Db
  readonly clock: Clock
}): Promise<number> {
  const now = clock.now()
  return settleOrphans(db, now, new Date(now.getTime() - abandonedAfterMs))
}
