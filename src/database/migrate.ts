/**
 * Forward-only SQL migrations: files of migrations/ in order, each in one transaction with its ledger row.
 * A lock lets many processes start at once; a database migrated by a newer version is refused.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { AppError } from '../errors.ts'
import type { Db } from './schema.ts'

/** Any constant does, as long as nothing else in the database uses it. */
const MIGRATION_LOCK = 7_482_013

/** pgvector 0.8 brought iterative index scans, on which guaranteed fill rests. */
const VECTOR_VERSION_MIN = '0.8.0'

export interface Migration {
  readonly name: string
  readonly text: string
  readonly sha256: string
}

/** The migrations on disk, in order. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(directory, name), 'utf8')
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/**
 * Applies what is missing and returns the names applied.
 * @throws AppError database.schema-newer, or database.vector-too-old
 */
export async function migrate(db: Db, migrations: readonly Migration[]): Promise<string[]> {
  await sql`CREATE TABLE IF NOT EXISTS migrations (
    name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
  )`.execute(db)
  const applied: string[] = []
  for (const migration of migrations) {
    const ran = await db.transaction().execute(async (trx) => {
      await sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(trx)
      refuseNewer(await listApplied(trx), migrations)
      if ((await listApplied(trx)).includes(migration.name)) return false
      // The ledger row comes first: two installers that got past the lock would clash here and not in the DDL.
      await sql`INSERT INTO migrations (name, sha256) VALUES (${migration.name}, ${migration.sha256})`.execute(
        trx,
      )
      await sql.raw(migration.text).execute(trx)
      return true
    })
    if (ran) applied.push(migration.name)
  }
  await requireVector(db)
  return applied
}

/** @throws AppError database.schema-behind or database.schema-newer when the code and the database disagree */
export async function requireMigrated(db: Db, migrations: readonly Migration[]): Promise<void> {
  const present = await sql<{
    found: boolean
  }>`SELECT to_regclass('migrations') IS NOT NULL AS found`.execute(db)
  const names = present.rows[0]?.found === true ? await listApplied(db) : []
  refuseNewer(names, migrations)
  const missing = migrations.filter((migration) => !names.includes(migration.name))
  if (missing.length > 0) {
    throw new AppError(
      'database.schema-behind',
      `${String(missing.length)} migrations are missing, first ${missing[0]?.name ?? ''}. Run "vitrine migrate".`,
    )
  }
}

async function listApplied(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM migrations ORDER BY name`.execute(db)
  return rows.map((row) => row.name)
}

function refuseNewer(applied: readonly string[], migrations: readonly Migration[]): void {
  const unknown = applied.find((name) => !migrations.some((migration) => migration.name === name))
  if (unknown === undefined) return
  throw new AppError(
    'database.schema-newer',
    `The database has migration ${unknown}, which this version does not know. Run the version that made it, or a newer one.`,
  )
}

/** @returns the installed version of pgvector */
export async function requireVector(db: Db): Promise<string> {
  const { rows } = await sql<{
    version: string
  }>`SELECT extversion AS version FROM pg_extension WHERE extname = 'vector'`.execute(db)
  const version = rows[0]?.version
  if (version === undefined || version.localeCompare(VECTOR_VERSION_MIN, 'en', { numeric: true }) < 0) {
    throw new AppError(
      'database.vector-too-old',
      `pgvector ${VECTOR_VERSION_MIN} or newer is needed, found ${version ?? 'none'}. Install it, then run ALTER EXTENSION vector UPDATE.`,
    )
  }
  return version
}
