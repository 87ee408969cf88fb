/** A migrated database of one's own with one shop in it: PGlite in memory, or a fresh database on real Postgres. */
import { readFile } from 'node:fs/promises'
import { inject } from 'vitest'
import { embed, type Database } from '../../src/database/connect.ts'
import { openInThread } from '../../src/database/pglite-engine.ts'
import { newId } from '../../src/ids.ts'

export interface TestDatabase extends Database {
  readonly shopId: string
}

/** Close it with `await using`, or in afterAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const snapshot = new Blob([await readFile(inject('migratedSnapshot'))])
  const database = await embed(await openInThread(undefined, snapshot), () => Promise.resolve())
  return { ...database, shopId: await addShop(database), [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
}

/** Another shop in the same database, for tests of the wall between shops. */
export async function addShop({ db }: Pick<Database, 'db'>, name = newId('shop')): Promise<string> {
  const { id } = await db
    .insertInto('shops')
    .values({ id: newId('shop'), name, locale: 'en-GB', currency: 'EUR' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
