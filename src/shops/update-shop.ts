/** Changing a shop: read under lock, merge, write, all in the caller's transaction. */
import type { Db } from '../database/schema.ts'
import { AppError } from '../errors.ts'
import type { Shop, ShopChanges } from './shop.ts'
import { claimShop, isNameTaken, saveShop } from './shop-queries.ts'

/** @throws AppError shops.not-found, shops.name-taken */
export async function updateShop(trx: Db, shopId: string, changes: ShopChanges): Promise<Shop> {
  const shop = await claimShop(trx, shopId)
  if (shop === undefined) throw new AppError('shops.not-found', 'There is no shop with this id.')
  const changed: Shop = {
    ...shop,
    name: changes.name ?? shop.name,
    locale: changes.locale ?? shop.locale,
    currency: changes.currency ?? shop.currency,
    corsOrigins: changes.corsOrigins ?? shop.corsOrigins,
    settings: {
      searchVectorWeight: changes.settings?.searchVectorWeight ?? shop.settings.searchVectorWeight,
      channels: changes.settings?.channels ?? shop.settings.channels,
      jurisdictions: [...new Set(changes.settings?.jurisdictions ?? shop.settings.jurisdictions)],
      explore: changes.settings?.explore ?? shop.settings.explore,
    },
  }
  if (await isNameTaken(trx, shopId, changed.name)) {
    throw new AppError('shops.name-taken', `Another shop is named "${changed.name}".`)
  }
  await saveShop(trx, changed)
  return changed
}
