/** Going back to the embedding version that answered before. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import type { EmbeddingVersion } from './embedding-version.ts'
import { findPointed, lockVersions, pointAt } from './version-queries.ts'

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
