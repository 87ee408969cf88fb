/** `vitrine start`: the service itself. Its code is loaded only here, so that every other command starts quickly. */
import { Option, type Command } from 'commander'
import { examples } from '../help.ts'
import type { AddCommand } from '../run.ts'

const roles = ['all', 'api', 'worker'] as const

interface StartOptions {
  readonly role: (typeof roles)[number]
}

export const addStartCommand: AddCommand = (parent) => {
  parent
    .command('start')
    .summary('run the service')
    .description(
      'Runs API and workers in one process, until Ctrl-C. Without DATABASE_URL everything is embedded below DATA_DIR, and an ' +
        'empty database gets the sample shop (LOAD_FIXTURES=never: an empty one). With DATABASE_URL=postgres://… api and worker may run apart. ' +
        'Settings come from the environment: .env.example lists them.',
    )
    .addOption(new Option('--role <role>', 'what this process does').choices(roles).default('all'))
    .addHelpText(
      'after',
      examples(
        ['vitrine start', 'everything in one process'],
        ['PORT=8080 vitrine start', 'on another port'],
        ['vitrine start --role worker', 'only workers, beside an api process'],
      ),
    )
    .action(async ({ role }: StartOptions, _command: Command) => {
      const { start } = await import('../start/start.ts')
      await start({ role })
    })
}
