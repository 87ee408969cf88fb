/** Forgets messages that ended long ago; what they told of is kept where it belongs. */
import type { Clock } from '../clock.ts'
import type { Db } from '../database/schema.ts'
import { deleteOldDeliveries } from './delivery-queries.ts'

const KEPT_MS = 30 * 86_400_000

/** Safe to run in several processes at once. */
export async function purgeDeliveries({
  db,
  clock,
}: {
  readonly db: Db
  readonly clock: Clock
}): Promise<void> {
  await deleteOldDeliveries(db, new Date(clock.now().getTime() - KEPT_MS))
}
