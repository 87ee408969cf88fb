import { describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, readMigrations, requireMigrated, type Migration } from '../../src/database/migrate.ts'
import { testDatabase } from '../support/database.ts'

const known = await readMigrations('migrations')
const next = (breaking: boolean): Migration => ({
  name: '9000_next.sql',
  text: 'CREATE TABLE of_the_next_release (id text PRIMARY KEY)',
  sha256: 'a'.repeat(64),
  breaking,
})

describe('a database that a newer version has migrated', () => {
  it('goes on serving this version, which cannot migrate it any more', async () => {
    await using database = await testDatabase()
    expect(await migrate(database.db, [...known, next(false)])).toEqual(['9000_next.sql'])
    await requireMigrated(database.db, known)
    await expect(migrate(database.db, known)).rejects.toMatchObject({
      code: 'database.schema-newer',
      message: expect.stringContaining('9000_next.sql'),
    })
  })

  it('is refused by this version when the migration says that it breaks it', async () => {
    await using database = await testDatabase()
    await migrate(database.db, [...known, next(true)])
    await expect(requireMigrated(database.db, known)).rejects.toMatchObject({ code: 'database.schema-newer' })
    await requireMigrated(database.db, [...known, next(true)])
  })
})

it('reads a ledger of the first releases, and completes it', async () => {
  await using database = await testDatabase()
  await sql`ALTER TABLE migrations DROP COLUMN breaking`.execute(database.db)
  await requireMigrated(database.db, known)
  await expect(requireMigrated(database.db, [...known, next(false)])).rejects.toMatchObject({
    code: 'database.schema-behind',
  })
  expect(await migrate(database.db, [...known, next(false)])).toEqual(['9000_next.sql'])
})

it('takes only the first line for the mark', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-migrations-'))
  try {
    await writeFile(join(directory, '0001_marked.sql'), '--! breaking\nDROP TABLE a;\n')
    await writeFile(join(directory, '0002_plain.sql'), '-- About "--! breaking".\n--! breaking\nSELECT 1;\n')
    await writeFile(join(directory, 'README.md'), 'not a migration')
    expect((await readMigrations(directory)).map(({ name, breaking }) => [name, breaking])).toEqual([
      ['0001_marked.sql', true],
      ['0002_plain.sql', false],
    ])
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
