/** A new tenant. */
import type { Clock } from '../clock.ts'
import type { Db } from '../database/schema.ts'
import { AppError } from '../errors.ts'
import { newId } from '../ids.ts'
import { newShopSchema, shopSettingsSchema, type NewShop, type Shop } from './shop.ts'
import { insertShop } from './shop-queries.ts'

/** @throws AppError shops.name-taken */
export async function createShop(trx: Db, clock: Clock, request: NewShop): Promise<Shop> {
  const fields = newShopSchema.parse(request)
  const created = await insertShop(trx, {
    ...fields,
    id: newId('shop'),
    settings: shopSettingsSchema.parse({}),
    createdAt: clock.now(),
  })
  if (created === undefined)
    throw new AppError('shops.name-taken', `A shop named "${fields.name}" exists already.`)
  return created
}
