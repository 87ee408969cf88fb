/** Going back to the embedding version that answered before, and letting go of it when it is old. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import type { EmbeddingVersion } from './embedding-version.ts'
import { dropUnusedVersions, findPointed, lockVersions, pointAt, releasePrevious } from './version-queries.ts'

/** How long the version before the live one is kept and kept current. */
const keptMs = 24 * 60 * 60 * 1_000

/**
 * Points the shop back at its previous version and returns it; the one left becomes the previous one. Both were kept
 * current, so no product is missing.
 *
 * @throws AppError catalog.rollback-impossible
 */
export async function rollbackEmbedding(trx: Db, clock: Clock, shopId: string): Promise<EmbeddingVersion> {
  await lockVersions(trx, shopId)
  const { previous } = await findPointed(trx, shopId)
  if (previous === undefined) {
    throw new AppError('catalog.rollback-impossible', 'No earlier embedding version is kept for this shop.')
  }
  await pointAt(trx, shopId, previous.id, clock.now())
  return { ...previous, state: 'live' }
}

/** Drops the previous version once it has been retired for a day, and whatever else is out of use; returns how many. */
export async function dropRetiredEmbeddings(trx: Db, clock: Clock, shopId: string): Promise<number> {
  await lockVersions(trx, shopId)
  await releasePrevious(trx, shopId, new Date(clock.now().getTime() - keptMs))
  return dropUnusedVersions(trx, shopId)
}
