/** The database, its migrations and its vector extension. Looking changes nothing: an embedded database is not created. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { openDatabase, pgliteDirectory } from '../../database/connect.ts'
import { readMigrations, requireMigrated, requireVector } from '../../database/migrate.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { reasonOf } from '../option-values.ts'
import { packageFile } from '../package-file.ts'
import { fail, ok, warn, withoutSecret, type Finding } from './finding.ts'

export async function checkDatabase({ DATABASE_URL: url, embedded }: Config): Promise<Finding[]> {
  if (embedded && !existsSync(join(pgliteDirectory(url), 'postgres'))) {
    return [
      warn(
        'database',
        `embedded, not created yet (${url})`,
        'The first "vitrine start" creates and fills it.',
      ),
    ]
  }
  try {
    await using database = await openDatabase(url, { poolMax: 2 })
    const { db } = database
    await requireAnswer(db)
    const where = embedded ? `embedded, ${url}` : withoutSecret(url)
    return [ok('database', where), await checkMigrations(db, embedded), await checkVector(db)]
  } catch (error) {
    return [unopened(error, url, embedded)]
  }
}

function unopened(error: unknown, url: string, embedded: boolean): Finding {
  if (error instanceof AppError && error.code === 'database.data-directory-locked') {
    // The process that has it open answers for it: see the line "server".
    return ok('database', `embedded, ${url}, open in another Vitrine process`)
  }
  const advice = embedded
    ? 'Restore the directory from a backup, or move it away to begin anew.'
    : 'Check DATABASE_URL, that the server runs and that it lets this machine in.'
  return fail('database', `${withoutSecret(url)} does not open (${reasonOf(error)})`, advice)
}

async function requireAnswer(db: Db): Promise<void> {
  await db.selectNoFrom((query) => query.lit(1).as('one')).execute()
}

async function checkMigrations(db: Db, embedded: boolean): Promise<Finding> {
  const migrations = await readMigrations(packageFile('migrations'))
  try {
    await requireMigrated(db, migrations)
    return ok('migrations', `all ${migrations.length} applied`)
  } catch (error) {
    if (!(error instanceof AppError))
      return fail('migrations', reasonOf(error), 'Check the rights of the database user.')
    if (error.code === 'database.schema-newer') {
      return fail('migrations', 'the database is newer than this version', error.message)
    }
    return embedded
      ? warn('migrations', 'the database is older than this version', 'The next "vitrine start" migrates it.')
      : fail('migrations', 'the database is older than this version', 'Run "vitrine migrate".')
  }
}

async function checkVector(db: Db): Promise<Finding> {
  try {
    return ok('vectors', `pgvector ${await requireVector(db)}`)
  } catch (error) {
    const message = error instanceof AppError ? error.message : reasonOf(error)
    return fail(
      'vectors',
      message,
      'Install pgvector 0.8 or newer on the database server, then run "vitrine migrate".',
    )
  }
}
