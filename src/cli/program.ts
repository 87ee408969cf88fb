/** The command tree with the options every command takes. */
import { Command, type Help } from 'commander'
import { addChannelsCommand } from './commands/channels.ts'
import { addCopyCommand } from './commands/copy.ts'
import { addDemoCommand } from './commands/demo.ts'
import { addDoctorCommand } from './commands/doctor.ts'
import { addEvaluateCommand } from './commands/evaluate/evaluate.ts'
import { addEventsCommand } from './commands/events/events.ts'
import { addExportCommand } from './commands/export.ts'
import { addImportCommand } from './commands/import.ts'
import { addKeysCommand } from './commands/keys.ts'
import { addLintCommand } from './commands/lint/lint.ts'
import { addMailingsCommand } from './commands/mailings/mailings.ts'
import { addMigrateCommand } from './commands/migrate.ts'
import { addModelCommand } from './commands/model/model.ts'
import { addPublishCommand } from './commands/publish/publish.ts'
import { addRecommendCommand } from './commands/recommend.ts'
import { addReindexCommand } from './commands/reindex.ts'
import { addRelationsCommand } from './commands/relations/relations.ts'
import { addReviewCommand } from './commands/review/review.ts'
import { addRulesCommand } from './commands/rules/rules.ts'
import { addSearchCommand } from './commands/search.ts'
import { addSpendCommand } from './commands/spend/spend.ts'
import { addStartCommand } from './commands/start.ts'
import { examples, exitCodeHelp } from './help.ts'
import type { AddCommand, Run } from './run.ts'

/** In the order of the help: run it, fill it, use it, keep it well. */
const commands: readonly AddCommand[] = [
  addStartCommand,
  addMigrateCommand,
  addImportCommand,
  addEventsCommand,
  addExportCommand,
  addReindexCommand,
  addCopyCommand,
  addReviewCommand,
  addPublishCommand,
  addChannelsCommand,
  addLintCommand,
  addSpendCommand,
  addRecommendCommand,
  addRelationsCommand,
  addRulesCommand,
  addMailingsCommand,
  addModelCommand,
  addEvaluateCommand,
  addSearchCommand,
  addDemoCommand,
  addKeysCommand,
  addDoctorCommand,
]

/** Commander writes a usage error itself and then throws (exitOverride), so that the entry alone ends the process. */
export function createProgram(version: string, begin: (command: Command) => Run): Command {
  const program = new Command('vitrine')
    .description('Product copy a shop can trust and recommendations that sell, self-hosted.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .option('--json', 'print the result as JSON on stdout; everything else goes to stderr')
    .option('--url <url>', 'server to talk to (VITRINE_URL; else the one started here)')
    .option('--key <key>', 'API key; better set VITRINE_API_KEY, which other users of the machine cannot see')
    .option('--shop <name>', 'name or id of the shop; refuses to work on another one')
    .configureHelp({ showGlobalOptions: true, styleTitle: bold })
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText('after', exitCodeHelp)
    .addHelpText(
      'after',
      examples(
        ['vitrine start', 'API and workers in one process'],
        ['vitrine import products.csv', 'bring in a catalogue'],
        ['vitrine copy KET-007', 'write its description and promo'],
        ['vitrine recommend KET-007', 'similar products'],
        ['vitrine doctor', 'what is wrong, and what to do'],
      ),
    )
  for (const addCommand of commands) addCommand(program, begin)
  return program
}

/** Commander strips styles where they are not wanted. */
function bold(this: Help, title: string): string {
  return `\u001b[1m${title}\u001b[22m`
}
