/** Mailings as the terminal shows them. */
import type { ApiSchemas } from '../../client/api-client.ts'
import { count, counted } from '../terminal/quantities.ts'
import { table } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

type Mailing = ApiSchemas['Mailing']

export function describeMailings(terminal: Terminal, mailings: readonly Mailing[]): string {
  if (mailings.length === 0)
    return 'No mailing in the last 30 days. Make one: vitrine mailings make recipients.txt'
  return table(terminal, mailings, [
    { head: 'id', cell: ({ id }) => id },
    { head: 'state', cell: ({ state }) => state },
    { head: 'slates', cell: ({ answered }) => count(answered), align: 'right' },
    { head: 'recipients', cell: ({ recipients }) => count(recipients), align: 'right' },
    { head: 'asked', cell: ({ createdAt }) => createdAt },
  ])
}

export function describeMailing({
  id,
  state,
  recipients,
  answered,
  n,
  createdAt,
  finishedAt,
  failure,
}: Mailing): string {
  return [
    `Mailing ${id}: ${state}${failure === null ? '' : `, ${failure.detail}`}`,
    `${counted(n, 'product')} each for ${counted(recipients, 'recipient')}; ${counted(answered, 'slate')} made`,
    `asked ${createdAt}${finishedAt === null ? '' : `, ended ${finishedAt}`}`,
    ...(answered > 0 ? [`Read them: vitrine mailings slates ${id} -o slates.jsonl`] : []),
  ].join('\n')
}
