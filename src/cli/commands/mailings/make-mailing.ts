/** `vitrine mailings make`: asks for a mailing, follows it, and writes what each recipient is shown. */
import type { Command } from 'commander'
import { AppError } from '../../../errors.ts'
import { answer } from '../../api/api.ts'
import { examples } from '../../help.ts'
import { followMailing, slateLines } from '../../mailings/follow-mailing.ts'
import { readRecipients } from '../../mailings/read-recipients.ts'
import { appendList, integer, jsonObject, readObject } from '../../option-values.ts'
import type { AddCommand, Run } from '../../run.ts'
import { counted } from '../../terminal/quantities.ts'
import { writePieces } from '../../write-pieces.ts'

interface MakeOptions {
  readonly n: number
  readonly output?: string
  readonly filter?: string
  readonly without?: readonly string[]
  readonly withoutBought?: boolean
  readonly diversity: number
  readonly wait: boolean
}

export const addMakeCommand: AddCommand = (mailings, begin) => {
  mailings
    .command('make')
    .description(
      'Asks for a slate for each visitor of the file, follows it, and writes a line of JSON for each, {"visitor","slate"}. ' +
        'A visitor named twice is one recipient; one who was erased is none.',
    )
    .argument('<recipients>', 'file with one visitor key a line, or "-" for standard input')
    .option('-o, --output <file>', 'file to write the slates to')
    .option('-n, --n <count>', 'products for each', integer(1, 100), 12)
    .option('--filter <json>', 'only these products, as a filter of the API', jsonObject)
    .option('--without <ids>', 'products to leave out', appendList)
    .option('--without-bought', 'leave out what the recipient has bought')
    .option('--diversity <percent>', '0 by relevance alone, 100 as different as possible', integer(0, 100), 0)
    .option('--no-wait', 'ask for it and return')
    .addHelpText(
      'after',
      examples(
        ['vitrine mailings make recipients.txt -o slates.jsonl -n 6', 'six products each'],
        ['vitrine mailings make - --without-bought -o slates.jsonl < keys.txt', 'nothing they have already'],
        ['vitrine mailings make recipients.txt --no-wait', 'read the slates later'],
      ),
    )
    .action(async (recipients: string, options: MakeOptions, command: Command) => {
      await makeMailing(begin(command), recipients, options)
    })
}

async function makeMailing(run: Run, recipients: string, options: MakeOptions): Promise<void> {
  const { output, wait } = options
  if (wait && output === undefined)
    throw new AppError(
      'cli.usage',
      'Name a file for the slates (--output), or do not wait for them (--no-wait).',
    )
  if (!wait && output !== undefined)
    throw new AppError('cli.usage', 'With --no-wait there are no slates to write yet: leave --output out.')
  const visitors = await readRecipients(recipients)
  const api = await run.api()
  const asked = await answer(api.POST('/v1/mailings', { body: toBody(visitors, options) }))
  const { id } = asked
  const left = visitors.length - asked.recipients
  if (left > 0) run.terminal.note(`${counted(left, 'line')} named twice or erased`)
  if (output === undefined) {
    run.terminal.show(asked, () => `Mailing ${id} is queued. When it is done: vitrine mailings slates ${id}`)
    return
  }
  const ended = await followMailing(run, api, id)
  await writePieces(output, slateLines(api, id))
  run.terminal.show(
    { ...ended, file: output },
    () => `Wrote ${output} (${counted(ended.answered, 'slate')}).`,
  )
}

function toBody(
  visitors: readonly string[],
  { n, filter, without = [], withoutBought = false, diversity }: MakeOptions,
) {
  return {
    visitors: [...visitors],
    n,
    filter: filter === undefined ? null : readObject(filter),
    exclude: { ids: [...without], bought: withoutBought },
    diversity: diversity / 100,
  }
}
