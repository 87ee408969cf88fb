/** A migrated database with the fixture shop in it and a secret key, set up through the domain verbs. */
import { createReadStream } from 'node:fs'
import { systemClock } from '../../src/clock.ts'
import { receiveImport } from '../../src/catalog/imports/receive-import.ts'
import { createKey } from '../../src/security/issue-key.ts'
import { createShop } from '../../src/shops/create-shop.ts'
import type { TestDatabase } from './database.ts'

export interface SeededShop {
  readonly shopId: string
  readonly key: string
}

/** The import is queued; a worker must be running for it to happen. */
export async function seedShop(
  { db }: Pick<TestDatabase, 'db'>,
  file = 'fixtures/catalog.jsonl',
): Promise<SeededShop> {
  const { shopId, key } = await db.transaction().execute(async (trx) => {
    const shop = await createShop(trx, systemClock, {
      name: `Seeded ${String(process.pid)}`,
      locale: 'en-GB',
      currency: 'EUR',
      corsOrigins: [],
    })
    const secret = await createKey(trx, systemClock, { shopId: shop.id, name: 'test', kind: 'secret' })
    return { shopId: shop.id, key: secret.key }
  })
  await receiveImport(
    { db, clock: systemClock, maxBytes: 100_000_000 },
    { shopId, format: 'jsonl', bytes: createReadStream(file) },
  )
  return { shopId, key }
}
