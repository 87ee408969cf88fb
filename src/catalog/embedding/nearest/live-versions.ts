/**
 * Which version answers for a shop, remembered for a moment so that a search costs one round trip and not two. A
 * switch or a rollback shows after that moment; until then the old table answers, which is why it is kept.
 */
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import type { EmbeddingVersion } from '../embedding-version.ts'
import { findPointed } from '../version-queries.ts'

const rememberedMs = 500
const shopsMax = 10_000

export interface LiveVersions {
  /** The version the shop's pointer names; undefined when the shop has no vectors yet. */
  find(shopId: string): Promise<EmbeddingVersion | undefined>
}

export function createLiveVersions(db: Db, clock: Pick<Clock, 'monotonicMs'>): LiveVersions {
  const remembered = new Map<
    string,
    { readonly until: number; readonly live: Promise<EmbeddingVersion | undefined> }
  >()
  return {
    find(shopId) {
      const known = remembered.get(shopId)
      if (known !== undefined && known.until > clock.monotonicMs()) return known.live
      const live = findPointed(db, shopId).then((pointed) => pointed.live)
      remembered.delete(shopId)
      remembered.set(shopId, { until: clock.monotonicMs() + rememberedMs, live })
      live.catch(() => remembered.delete(shopId))
      const [oldest] = remembered.keys()
      if (remembered.size > shopsMax && oldest !== undefined) remembered.delete(oldest)
      return live
    },
  }
}
