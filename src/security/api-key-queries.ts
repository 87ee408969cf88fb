/** SQL of the api_keys table. */
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Db, Schema } from '../database/schema.ts'
import { keyKindSchema, scopeSchema, type KeyRecord, type Principal } from './api-key.ts'

export interface NewKeyRow extends Omit<KeyRecord, 'revokedAt' | 'lastUsedAt'> {
  readonly shopId: string
  readonly hash: Uint8Array
}

export async function insertKey(trx: Db, key: NewKeyRow): Promise<KeyRecord> {
  const row = await trx
    .insertInto('api_keys')
    .values({
      id: key.id,
      shop_id: key.shopId,
      name: key.name,
      kind: key.kind,
      prefix: key.prefix,
      hash: key.hash,
      scopes: [...key.scopes],
      created_at: key.createdAt,
      expires_at: key.expiresAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toRecord(row)
}

/** Newest first; one row more than `limit` when there are more. `beforeId` is the last id already shown. */
export async function selectKeys(
  db: Db,
  shopId: string,
  page: { readonly beforeId: string | undefined; readonly limit: number },
): Promise<KeyRecord[]> {
  let query = db.selectFrom('api_keys').selectAll().where('shop_id', '=', shopId)
  if (page.beforeId !== undefined) query = query.where('id', '<', page.beforeId)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return rows.map(toRecord)
}

/** One key of the shop under a row lock, so that two rotations of it happen one after the other. */
export async function claimKey(trx: Db, shopId: string, keyId: string): Promise<KeyRecord | undefined> {
  const row = await trx
    .selectFrom('api_keys')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('id', '=', keyId)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? undefined : toRecord(row)
}

/** Marks the key revoked, once: a second call keeps the first time. False when the shop has no such key. */
export async function markKeyRevoked(trx: Db, shopId: string, keyId: string, at: Date): Promise<boolean> {
  const row = await trx
    .updateTable('api_keys')
    .set((expression) => ({ revoked_at: expression.fn.coalesce('revoked_at', expression.val(at)) }))
    .where('shop_id', '=', shopId)
    .where('id', '=', keyId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function setKeyExpiry(trx: Db, shopId: string, keyId: string, at: Date): Promise<void> {
  await trx
    .updateTable('api_keys')
    .set({ expires_at: at })
    .where('shop_id', '=', shopId)
    .where('id', '=', keyId)
    .execute()
}

export interface StoredPrincipal {
  readonly principal: Principal
  readonly hash: Uint8Array
  readonly lastUsedAt: Date | null
}

/** The key with this hash and its shop's browser origins, unless it is revoked; expiry is the caller's to judge. */
export async function selectPrincipal(db: Db, hash: Uint8Array): Promise<StoredPrincipal | undefined> {
  const row = await db
    .selectFrom('api_keys')
    .innerJoin('shops', 'shops.id', 'api_keys.shop_id')
    .select([
      'api_keys.id',
      'api_keys.shop_id',
      'api_keys.kind',
      'api_keys.scopes',
      'api_keys.hash',
      'api_keys.expires_at',
      'api_keys.last_used_at',
      'shops.cors_origins',
    ])
    .where('api_keys.hash', '=', hash)
    .where('api_keys.revoked_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    principal: {
      shopId: row.shop_id,
      keyId: row.id,
      kind: keyKindSchema.parse(row.kind),
      scopes: z.array(scopeSchema).parse(row.scopes),
      corsOrigins: row.cors_origins,
      expiresAt: row.expires_at,
    },
    hash: row.hash,
    lastUsedAt: row.last_used_at,
  }
}

export async function touchKey(db: Db, keyId: string, at: Date): Promise<void> {
  await db.updateTable('api_keys').set({ last_used_at: at }).where('id', '=', keyId).execute()
}

function toRecord(row: Selectable<Schema['api_keys']>): KeyRecord {
  return {
    id: row.id,
    name: row.name,
    kind: keyKindSchema.parse(row.kind),
    prefix: row.prefix,
    scopes: z.array(scopeSchema).parse(row.scopes),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  }
}
