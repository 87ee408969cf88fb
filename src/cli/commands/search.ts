/** `vitrine search`: what a shopper would find. */
import type { Command } from 'commander'
import type { ApiSchemas } from '../../client/api-client.ts'
import { answer } from '../api/api.ts'
import { examples } from '../help.ts'
import { integer, jsonObject } from '../option-values.ts'
import type { AddCommand, Run } from '../run.ts'
import { counted, priceSpan } from '../terminal/quantities.ts'
import { table, type Column } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface SearchOptions {
  readonly limit: number
  readonly filter?: string
  readonly explain?: true
}

export const addSearchCommand: AddCommand = (parent, begin) => {
  parent
    .command('search')
    .summary('search the catalogue by words and by meaning')
    .description('Finds products that hold the words and products that mean the same, best first.')
    .argument('<words...>', 'what a shopper would type')
    .option('-n, --limit <count>', 'products to show', integer(1, 100), 10)
    .option('--filter <json>', 'only these products, as a filter of the API', jsonObject)
    .option('--explain', 'add the place in each of the two lists')
    .addHelpText(
      'after',
      examples(
        ['vitrine search quiet kettle', 'words need no quotes'],
        ['vitrine search lamp --filter \'{"price":{"lte":80}}\'', 'within a budget'],
        ['vitrine search kettle --explain', 'which list found what'],
      ),
    )
    .action(async (words: string[], options: SearchOptions, command: Command) => {
      await runSearch(begin(command), words.join(' '), options)
    })
}

async function runSearch(run: Run, words: string, { limit, filter, explain }: SearchOptions): Promise<void> {
  const api = await run.api()
  const query = {
    q: words,
    limit,
    ...(filter === undefined ? {} : { filter }),
    ...(explain === true ? { explain: 'true' as const } : {}),
  }
  const result = await answer(api.GET('/v1/search', { params: { query } }))
  run.terminal.show(result, () => describeResult(run.terminal, words, result, explain === true))
  const { vector } = result.legs
  if (!vector.used && vector.reason !== 'weight-zero') {
    run.terminal.note(`Only words were compared, not meaning (${vector.reason}).`)
  }
}

function describeResult(
  terminal: Terminal,
  words: string,
  result: ApiSchemas['SearchResult'],
  explain: boolean,
): string {
  if (result.items.length === 0) return `Nothing found for "${words}".`
  const places: readonly Column<ApiSchemas['SearchItem']>[] = [
    { head: 'Words', cell: ({ ranks }) => place(ranks?.lexical), align: 'right' },
    { head: 'Meaning', cell: ({ ranks }) => place(ranks?.vector), align: 'right' },
  ]
  const rows = table(terminal, result.items, [
    { head: 'Product', cell: ({ id }) => id },
    { head: 'Title', cell: ({ title }) => title, flexible: true },
    { head: 'Brand', cell: ({ brand }) => brand ?? '', flexible: true },
    {
      head: 'Price',
      cell: ({ priceMinMinor, priceMaxMinor, currency }) => priceSpan(priceMinMinor, priceMaxMinor, currency),
      align: 'right',
    },
    { head: 'Stock', cell: ({ inStock }) => (inStock ? 'yes' : 'no') },
    ...(explain ? places : []),
  ])
  const more =
    result.next === null ? '' : `\nThe first ${counted(result.items.length, 'product')}; -n shows more.`
  return `${rows}${more}`
}

function place(rank: number | null | undefined): string {
  return rank === null || rank === undefined ? '–' : String(rank)
}
