/**
 * Loads what the first slates of a process would have to wait for: who may be shown, and what was learnt. Runs beside
 * serving; until it is done for a shop, storefronts get the shop's newest products from Postgres.
 */
import type { ShopMirrors } from '../catalog/mirror/shop-mirror.ts'
import type { Db } from '../database/schema.ts'
import { listShops } from '../shops/find-shop.ts'
import type { ShopImages } from './image/shop-images.ts'

export interface WarmRecommendationsDeps {
  readonly db: Db
  readonly mirrors: Pick<ShopMirrors, 'of'>
  readonly images: Pick<ShopImages, 'of'>
}

/** Shops beyond this many are left to their first request: warming must not keep a process busy for minutes. */
const shopsMax = 16

/** One shop after the other, oldest first. @throws whatever the database raises; the signal's reason */
export async function warmRecommendations(
  { db, mirrors, images }: WarmRecommendationsDeps,
  signal: AbortSignal,
): Promise<void> {
  const shops = await listShops(db)
  for (const { id } of shops.slice(0, shopsMax)) {
    signal.throwIfAborted()
    await Promise.all([mirrors.of(id), images.of(id)])
  }
}
