/** Housekeeping of embedding versions, for the process that also sweeps jobs. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import {
  dropUnusedVersions,
  giveUpAbandoned,
  listShopsToTidy,
  lockVersions,
  releasePrevious,
} from './version-queries.ts'

/** How long the version before the live one is kept and kept current, and a build that ended early waits to be taken up. */
const keptMs = 24 * 60 * 60 * 1_000

/**
 * Over all shops: drops the version before the live one a day after it retired, builds that nobody took up for a day,
 * and whatever else can never answer again. Harmless to run twice at once. Returns how many versions it dropped;
 * rejects when a table is in use just now, and then the next call goes on.
 */
export async function dropRetiredEmbeddings({
  db,
  clock,
}: {
  readonly db: Db
  readonly clock: Clock
}): Promise<number> {
  const before = new Date(clock.now().getTime() - keptMs)
  let dropped = 0
  for (const shopId of await listShopsToTidy(db, before)) {
    dropped += await db.transaction().execute(async (trx) => {
      await lockVersions(trx, shopId)
      await releasePrevious(trx, shopId, before)
      await giveUpAbandoned(trx, shopId, before)
      return dropUnusedVersions(trx, shopId)
    })
  }
  return dropped
}
