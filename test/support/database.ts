/**
 * A migrated database of one's own with one shop in it: PGlite in memory, or, when TEST_DATABASE_URL is set (as in
 * CI's second leg), a fresh database on real PostgreSQL.
 */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { inject } from 'vitest'
import { embed, openDatabase, type Database } from '../../src/database/connect.ts'
import { migrate, readMigrations } from '../../src/database/migrate.ts'
import { openInThread } from '../../src/database/pglite-engine.ts'
import { newId } from '../../src/ids.ts'
import { dropDatabase, inDatabase, withAdmin } from './database-admin.ts'

interface OpenDatabase extends Database {
  /** Can carry a queue too: postgres://… or pglite://… */
  readonly url: string
}

export interface TestDatabase extends OpenDatabase {
  readonly shopId: string
}

/**
 * Close it with `await using`, or in afterAll.
 * @param url a database of the caller's (from describeOnRealServers); it is migrated and not dropped
 */
export async function testDatabase(url?: string): Promise<TestDatabase> {
  const database = url === undefined ? await ownDatabase() : await migrated(url)
  return {
    ...database,
    shopId: await addShop(database),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

/** Another shop in the same database, for tests of the wall between shops. */
export async function addShop({ db }: Pick<Database, 'db'>, name: string = newId('shop')): Promise<string> {
  const { id } = await db
    .insertInto('shops')
    .values({ id: newId('shop'), name, locale: 'en-GB', currency: 'EUR' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function ownDatabase(): Promise<OpenDatabase> {
  const template = inject('migratedTemplate')
  if (template.kind === 'postgres') return copyOf(template)
  const snapshot = new Blob([await readFile(template.path)])
  const database = await embed(await openInThread(undefined, snapshot), () => Promise.resolve())
  return { ...database, url: 'pglite://memory' }
}

async function copyOf({ url, name }: { readonly url: string; readonly name: string }): Promise<OpenDatabase> {
  const copy = `${name}_${randomBytes(5).toString('hex')}`
  await withAdmin(url, `CREATE DATABASE ${copy} TEMPLATE ${name}`)
  const copyUrl = inDatabase(url, copy)
  const database = await openDatabase(copyUrl, { poolMax: 6 })
  return {
    ...database,
    url: copyUrl,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await dropDatabase(url, copy)
    },
  }
}

async function migrated(url: string): Promise<OpenDatabase> {
  const database = await openDatabase(url, { poolMax: 6 })
  await migrate(database.db, await readMigrations('migrations'))
  return { ...database, url }
}
