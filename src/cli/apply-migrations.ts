/** Migrating, apart from its command: the database's code is loaded only when it is needed. */
import { openDatabase } from '../database/connect.ts'
import { migrate, readMigrations } from '../database/migrate.ts'
import { packageFile } from './package-file.ts'

export interface Migrated {
  /** Names, in order. */
  readonly applied: readonly string[]
  /** Migrations of this version, those that were applied before included. */
  readonly total: number
}

/** @throws AppError database.schema-newer, database.vector-too-old */
export async function applyMigrations(databaseUrl: string): Promise<Migrated> {
  const migrations = await readMigrations(packageFile('migrations'))
  await using database = await openDatabase(databaseUrl, { poolMax: 2 })
  return { applied: await migrate(database.db, migrations), total: migrations.length }
}
