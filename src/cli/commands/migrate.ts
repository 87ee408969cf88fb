/** `vitrine migrate`: brings a database to this version's schema; run once before a roll-out. */
import type { Command } from 'commander'
import { examples } from '../help.ts'
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
  const { DATABASE_URL } = run.config()
  const { applyMigrations } = await import('../apply-migrations.ts')
  const { applied, total } = await applyMigrations(DATABASE_URL)
  run.terminal.show({ applied, total }, () =>
    applied.length === 0
      ? `Nothing to do: all ${counted(total, 'migration')} were applied before.`
      : [`Applied ${counted(applied.length, 'migration')}:`, ...applied.map((name) => `  ${name}`)].join(
          '\n',
        ),
  )
}
