/**
 * Forward-only SQL migrations: files of migrations/ in order, each in one transaction with its ledger row.
 * A lock lets many processes start at once. A migration fits the release before it, which therefore goes on serving a
 * database that is ahead of it, unless the migration's first line says `--! breaking` (migrations/README.md).
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

/** As graphile-worker marks them. */
const BREAKING_MARK = /^--! breaking\s*(\n|$)/

export interface Migration {
  readonly name: string
  readonly text: string
  readonly sha256: string
  /** The release before this migration cannot work after it. */
  readonly breaking: boolean
}

/** The migrations on disk, in order. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(directory, name), 'utf8')
      const sha256 = createHash('sha256').update(text).digest('hex')
      return { name, text, sha256, breaking: BREAKING_MARK.test(text) }
    }),
  )
}

/**
 * Applies what is missing and returns the names applied.
 * @throws AppError database.schema-newer when the database has any migration that this version does not know, or database.vector-too-old
 */
export async function migrate(db: Db, migrations: readonly Migration[]): Promise<string[]> {
  await sql`CREATE TABLE IF NOT EXISTS migrations (
    name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
  )`.execute(db)
  await sql`ALTER TABLE migrations ADD COLUMN IF NOT EXISTS breaking boolean NOT NULL DEFAULT false`.execute(
    db,
  )
  const applied: string[] = []
  for (const migration of migrations) {
    const ran = await db.transaction().execute(async (trx) => {
      await sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(trx)
      const ledger = await readLedger(trx)
      refuse(unknownTo(migrations, ledger)[0])
      if (ledger.some(({ name }) => name === migration.name)) return false
      // The ledger row comes first: two installers that got past the lock would clash here and not in the DDL.
      await sql`INSERT INTO migrations (name, sha256, breaking)
        VALUES (${migration.name}, ${migration.sha256}, ${migration.breaking})`.execute(trx)
      await sql.raw(migration.text).execute(trx)
      return true
    })
    if (ran) applied.push(migration.name)
  }
  await requireVector(db)
  return applied
}

/**
 * @throws AppError database.schema-behind when migrations are missing, database.schema-newer when a newer version has
 *   applied one that breaks this version
 */
export async function requireMigrated(db: Db, migrations: readonly Migration[]): Promise<void> {
  const [first, ...others] = await listMissing(db, migrations)
  if (first === undefined) return
  throw new AppError(
    'database.schema-behind',
    `${String(1 + others.length)} migrations are missing, first ${first.name}. Run "vitrine migrate".`,
  )
}

/**
 * What `migrate` would apply.
 * @throws AppError database.schema-newer when a newer version has applied a migration that breaks this version
 */
export async function listMissing(db: Db, migrations: readonly Migration[]): Promise<Migration[]> {
  const present = await sql<{
    found: boolean
  }>`SELECT to_regclass('migrations') IS NOT NULL AS found`.execute(db)
  const ledger = present.rows[0]?.found === true ? await readLedger(db) : []
  refuse(unknownTo(migrations, ledger).find(({ breaking }) => breaking))
  return migrations.filter((migration) => !ledger.some(({ name }) => name === migration.name))
}

interface LedgerRow {
  readonly name: string
  readonly breaking: boolean
}

/** Read through JSON, because a ledger of the first releases has no column `breaking`. */
async function readLedger(db: Db): Promise<LedgerRow[]> {
  const { rows } = await sql<LedgerRow>`
    SELECT name, coalesce((to_jsonb(m) ->> 'breaking')::boolean, false) AS breaking
    FROM migrations m ORDER BY name`.execute(db)
  return rows
}

function unknownTo(migrations: readonly Migration[], ledger: readonly LedgerRow[]): LedgerRow[] {
  return ledger.filter(({ name }) => !migrations.some((migration) => migration.name === name))
}

function refuse(newer: LedgerRow | undefined): void {
  if (newer === undefined) return
  throw new AppError(
    'database.schema-newer',
    `The database has migration ${newer.name}, which this version does not know. Run the version that made it, or a newer one.`,
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
