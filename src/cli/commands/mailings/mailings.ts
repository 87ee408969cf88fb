/** `vitrine mailings`: slates for the readers of an e-mail, made by a worker. */
import type { Command } from 'commander'
import { pipeline } from 'node:stream/promises'
import type { ApiSchemas } from '../../../client/api-client.ts'
import { AppError } from '../../../errors.ts'
import { answer } from '../../api/api.ts'
import { examples } from '../../help.ts'
import { slateLines } from '../../mailings/follow-mailing.ts'
import { integer } from '../../option-values.ts'
import type { AddCommand, Run } from '../../run.ts'
import { counted } from '../../terminal/quantities.ts'
import { describeMailing, describeMailings } from '../../mailings/mailing-view.ts'
import { writePieces } from '../../write-pieces.ts'
import { addMakeCommand } from './make-mailing.ts'

export const addMailingsCommand: AddCommand = (parent, begin) => {
  const mailings = parent
    .command('mailings')
    .summary('make slates for the readers of an e-mail')
    .description(
      'A mailing is one slate for each of up to 10,000 visitors who agreed to everything, made by a worker. It is kept for 30 days; ' +
        'erasing a visitor takes them out.',
    )
    .addHelpText(
      'after',
      examples(
        ['vitrine mailings make recipients.txt -o slates.jsonl', 'one visitor key a line'],
        ['vitrine mailings list', 'those of the last 30 days'],
        ['vitrine mailings slates job_01JD… -o slates.jsonl', 'read them when the e-mail is sent'],
      ),
    )
  addMakeCommand(mailings, begin)
  addListCommand(mailings, begin)
  addShowCommand(mailings, begin)
  addSlatesCommand(mailings, begin)
  addCancelCommand(mailings, begin)
}

const addListCommand: AddCommand = (mailings, begin) => {
  mailings
    .command('list')
    .description('Lists mailings of the last 30 days, newest first.')
    .option('-n, --limit <count>', 'at most so many', integer(1, 100), 20)
    .addHelpText('after', examples(['vitrine mailings list --json', 'for scripts']))
    .action(async ({ limit }: { readonly limit: number }, command: Command) => {
      const run = begin(command)
      const api = await run.api()
      const { items } = await answer(api.GET('/v1/mailings', { params: { query: { limit } } }))
      run.terminal.show({ items }, () => describeMailings(run.terminal, items))
    })
}

const addShowCommand: AddCommand = (mailings, begin) => {
  mailings
    .command('show')
    .description('Shows one mailing: what was asked and how far it is.')
    .argument('<id>', 'its id')
    .addHelpText('after', examples(['vitrine mailings show job_01JD…', 'how far it is']))
    .action(async (id: string, _options: unknown, command: Command) => {
      const run = begin(command)
      const api = await run.api()
      show(run, await answer(api.GET('/v1/mailings/{id}', { params: { path: { id } } })))
    })
}

const addSlatesCommand: AddCommand = (mailings, begin) => {
  mailings
    .command('slates')
    .description(
      'Writes a line of JSON for each recipient who has a slate, {"visitor","slate"}. What may no longer be shown now is left out.',
    )
    .argument('<id>', 'id of the mailing')
    .option('-o, --output <file>', 'file to write; left out: standard output')
    .addHelpText(
      'after',
      examples(['vitrine mailings slates job_01JD… -o slates.jsonl', 'for the mail system']),
    )
    .action(async (id: string, { output }: { readonly output?: string }, command: Command) => {
      await writeSlates(begin(command), id, output)
    })
}

const addCancelCommand: AddCommand = (mailings, begin) => {
  mailings
    .command('cancel')
    .description('Stops a mailing; slates made so far stay readable.')
    .argument('<id>', 'its id')
    .addHelpText('after', examples(['vitrine mailings cancel job_01JD…', 'stop it']))
    .action(async (id: string, _options: unknown, command: Command) => {
      const run = begin(command)
      const api = await run.api()
      show(run, await answer(api.POST('/v1/mailings/{id}/cancel', { params: { path: { id } } })))
    })
}

function show(run: Run, mailing: ApiSchemas['Mailing']): void {
  run.terminal.show(mailing, () => describeMailing(mailing))
}

async function writeSlates(run: Run, id: string, output: string | undefined): Promise<void> {
  if (run.terminal.json && output === undefined)
    throw new AppError('cli.usage', 'With --json the slates need a file of their own: add --output <file>.')
  const api = await run.api()
  let recipients = 0
  async function* countedLines() {
    for await (const line of slateLines(api, id)) {
      recipients += 1
      yield line
    }
  }
  if (output === undefined) {
    await pipeline(countedLines(), process.stdout, { end: false })
    return
  }
  await writePieces(output, countedLines())
  run.terminal.show({ mailing: id, file: output, slates: recipients }, () =>
    recipients === 0
      ? `No slate yet; ${output} is empty.`
      : `Wrote ${output} (${counted(recipients, 'slate')}).`,
  )
}
