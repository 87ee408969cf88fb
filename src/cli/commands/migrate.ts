/** `vitrine migrate`: brings a database to this version's schema; run once before a roll-out. */
import type { Command } from 'commander'
import { examples } from '../help.ts'
import { packageFile } from '../package-file.ts'
import type { AddCommand, Run } from '../run.ts'
import { counted } from '../terminal/quantities.ts'

export const addMigrateCommand: AddCommand = (parent, begin) => {
  parent
    .command('migrate')
    .summary('bring the database to the schema of this version')
    .description(
      'Applies the migrations that are missing, each in one transaction, under a lock: several may run at once. ' +
        'The embedded database migrates itself at start.',
    )
    .addHelpText(
      'after',
      examples(
        ['DATABASE_URL=postgres://… vitrine migrate', 'before the new version starts'],
        ['vitrine migrate --json', 'for scripts'],
      ),
    )
    .action(async (_options: unknown, command: Command) => {
      await runMigrate(begin(command))
    })
}

async function runMigrate(run: Run): Promise<void> {
  const { openDatabase } = await import('../../database/connect.ts')
  const { migrate, readMigrations } = await import('../../database/migrate.ts')
  const migrations = await readMigrations(packageFile('migrations'))
  await using database = await openDatabase(run.config().DATABASE_URL, { poolMax: 2 })
  const applied = await migrate(database.db, migrations)
  run.terminal.show({ applied, total: migrations.length }, () =>
    applied.length === 0
      ? `Nothing to do: all ${counted(migrations.length, 'migration')} were applied before.`
      : [`Applied ${counted(applied.length, 'migration')}:`, ...applied.map((name) => `  ${name}`)].join(
          '\n',
        ),
  )
}
