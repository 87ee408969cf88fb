/** Keys in the database itself: for the operator, who needs no key to make one. */
import type { Clock } from '../../clock.ts'
import { openDatabase } from '../../database/connect.ts'
import { readMigrations, requireMigrated } from '../../database/migrate.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import type { KeyRecord } from '../../security/api-key.ts'
import { createKey, rotateKey, type IssuedKey as Issued } from '../../security/issue-key.ts'
import { listKeys, revokeKey } from '../../security/revoke-key.ts'
import { createShop } from '../../shops/create-shop.ts'
import { listShops } from '../../shops/find-shop.ts'
import { packageFile } from '../package-file.ts'
import { keyPages, type IssuedKey, type Key, type KeySource } from './key-source.ts'

export interface DatabaseKeysOptions {
  readonly url: string
  readonly clock: Clock
  /** Name or id; may be left out when there is only one. */
  readonly shop: string | undefined
  /** Makes the shop when there is none of this name. */
  readonly newShop?: NewShop | undefined
}

export interface NewShop {
  readonly name: string
  readonly locale: string
  readonly currency: string
}

/** @throws AppError database.schema-behind, shops.not-found, cli.usage when it is not clear which shop is meant */
export async function openDatabaseKeys({
  url,
  clock,
  shop,
  newShop,
}: DatabaseKeysOptions): Promise<KeySource> {
  const database = await openDatabase(url, { poolMax: 2 })
  const { db } = database
  try {
    await requireMigrated(db, await readMigrations(packageFile('migrations')))
    const shopId = newShop === undefined ? await chooseShop(db, shop) : await openShop(db, clock, newShop)
    return { ...keysOf(db, clock, shopId), [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
}

function keysOf(db: Db, clock: Clock, shopId: string): Omit<KeySource, keyof AsyncDisposable> {
  return {
    async list() {
      const keys: Key[] = []
      let cursor: string | undefined
      for (let page = 0; page < keyPages.max; page += 1) {
        const { items, next } = await listKeys(db, shopId, { limit: keyPages.size, cursor })
        keys.push(...items.map(toJson))
        if (next === null) break
        cursor = next
      }
      return keys
    },
    async create(key) {
      return issued(await db.transaction().execute((trx) => createKey(trx, clock, { ...key, shopId })))
    },
    async rotate(keyId, overlapHours) {
      const overlapMs = overlapHours * 3_600_000
      return issued(
        await db.transaction().execute((trx) => rotateKey(trx, clock, { shopId, keyId, overlapMs })),
      )
    },
    async revoke(keyId) {
      await db.transaction().execute((trx) => revokeKey(trx, clock, shopId, keyId))
    },
  }
}

async function chooseShop(db: Db, wanted: string | undefined): Promise<string> {
  const shops = await listShops(db)
  const names = shops.map(({ name }) => `"${name}"`).join(', ')
  if (wanted !== undefined) {
    const found = shops.find(({ id, name }) => id === wanted || name === wanted)
    if (found !== undefined) return found.id
    throw new AppError(
      'shops.not-found',
      `There is no shop "${wanted}"; there are: ${names === '' ? 'none yet' : names}.`,
    )
  }
  const [only, ...others] = shops
  if (only === undefined) {
    throw new AppError(
      'shops.not-found',
      'There is no shop yet. Make the first with "vitrine keys create <name> --new-shop <shop>".',
    )
  }
  if (others.length > 0) throw new AppError('cli.usage', `Say which shop with --shop; there are: ${names}.`)
  return only.id
}

async function openShop(db: Db, clock: Clock, newShop: NewShop): Promise<string> {
  const shop = await db.transaction().execute((trx) => createShop(trx, clock, newShop))
  return shop.id
}

function issued({ key, record }: Issued): IssuedKey {
  return { ...toJson(record), key }
}

function toJson({
  id,
  name,
  kind,
  prefix,
  scopes,
  createdAt,
  expiresAt,
  revokedAt,
  lastUsedAt,
}: KeyRecord): Key {
  const text = (date: Date | null) => date?.toISOString() ?? null
  return {
    id,
    name,
    kind,
    prefix,
    scopes: [...scopes],
    createdAt: createdAt.toISOString(),
    expiresAt: text(expiresAt),
    revokedAt: text(revokedAt),
    lastUsedAt: text(lastUsedAt),
  }
}
