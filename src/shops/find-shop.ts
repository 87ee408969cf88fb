/** Reading shops. */
import type { Db } from '../database/schema.ts'
import { AppError } from '../errors.ts'
import type { Shop } from './shop.ts'
import { isOriginListed, selectShop, selectShopByName, selectShops } from './shop-queries.ts'

/** @throws AppError shops.not-found */
export async function getShop(db: Db, shopId: string): Promise<Shop> {
  const shop = await selectShop(db, shopId)
  if (shop === undefined) throw new AppError('shops.not-found', 'There is no shop with this id.')
  return shop
}

/** All shops of the installation, oldest first; for its operator, never for a key of one shop. */
export async function listShops(db: Db): Promise<Shop[]> {
  return selectShops(db)
}

export async function findShopByName(db: Db, name: string): Promise<Shop | undefined> {
  return selectShopByName(db, name)
}

/** True when at least one shop lets browsers of this origin use its publishable keys. */
export async function isOriginKnown(db: Db, origin: string): Promise<boolean> {
  return isOriginListed(db, origin)
}
