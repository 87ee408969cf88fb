/** SQL of the shops table. */
import { sql, type Selectable } from 'kysely'
import type { Db, Schema } from '../database/schema.ts'
import { shopSettingsSchema, type Shop } from './shop.ts'

/** Adds a shop; undefined when the name is taken. */
export async function insertShop(trx: Db, shop: Shop): Promise<Shop | undefined> {
  const row = await trx
    .insertInto('shops')
    .values({
      id: shop.id,
      name: shop.name,
      locale: shop.locale,
      currency: shop.currency,
      cors_origins: [...shop.corsOrigins],
      settings: JSON.stringify(shop.settings),
      created_at: shop.createdAt,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? undefined : toShop(row)
}

export async function selectShop(db: Db, shopId: string): Promise<Shop | undefined> {
  const row = await db.selectFrom('shops').selectAll().where('id', '=', shopId).executeTakeFirst()
  return row === undefined ? undefined : toShop(row)
}

/** Every shop, oldest first. */
export async function selectShops(db: Db): Promise<Shop[]> {
  const rows = await db.selectFrom('shops').selectAll().orderBy('created_at').orderBy('id').execute()
  return rows.map(toShop)
}

/** The shop under a row lock, for a read-change-write in one transaction. */
export async function claimShop(trx: Db, shopId: string): Promise<Shop | undefined> {
  const row = await trx
    .selectFrom('shops')
    .selectAll()
    .where('id', '=', shopId)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? undefined : toShop(row)
}

export async function selectShopByName(db: Db, name: string): Promise<Shop | undefined> {
  const row = await db.selectFrom('shops').selectAll().where('name', '=', name).executeTakeFirst()
  return row === undefined ? undefined : toShop(row)
}

/** True when another shop than this one has the name. */
export async function isNameTaken(db: Db, shopId: string, name: string): Promise<boolean> {
  const row = await db
    .selectFrom('shops')
    .select('id')
    .where('name', '=', name)
    .where('id', '!=', shopId)
    .executeTakeFirst()
  return row !== undefined
}

/** Writes every field of a shop that exists. */
export async function saveShop(trx: Db, shop: Shop): Promise<void> {
  await trx
    .updateTable('shops')
    .set({
      name: shop.name,
      locale: shop.locale,
      currency: shop.currency,
      cors_origins: [...shop.corsOrigins],
      settings: JSON.stringify(shop.settings),
    })
    .where('id', '=', shop.id)
    .execute()
}

/** True when any shop lists the origin: a CORS preflight carries no key, so no shop can be known yet. */
export async function isOriginListed(db: Db, origin: string): Promise<boolean> {
  const { rows } = await sql<{ listed: boolean }>`
    SELECT EXISTS (SELECT FROM shops WHERE cors_origins @> ARRAY[${origin}]::text[]) AS listed
  `.execute(db)
  return rows[0]?.listed ?? false
}

function toShop(row: Selectable<Schema['shops']>): Shop {
  return {
    id: row.id,
    name: row.name,
    locale: row.locale,
    currency: row.currency,
    corsOrigins: row.cors_origins,
    settings: shopSettingsSchema.parse(row.settings),
    createdAt: row.created_at,
  }
}
