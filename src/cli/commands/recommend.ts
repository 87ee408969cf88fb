/** `vitrine recommend`: similar products, each with the reason why. */
import type { Command } from 'commander'
import type { ApiSchemas } from '../../client/api-client.ts'
import { answer } from '../api/api.ts'
import { examples } from '../help.ts'
import { integer, jsonObject, readObject } from '../option-values.ts'
import type { AddCommand, Run } from '../run.ts'
import { count, counted } from '../terminal/quantities.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { similarTable, withProducts, type SimilarProduct } from '../views/similar-view.ts'

interface RecommendOptions {
  readonly n: number
  readonly filter?: string
  readonly explain?: true
}

export const addRecommendCommand: AddCommand = (parent, begin) => {
  parent
    .command('recommend')
    .summary('show products similar to one')
    .description(
      'Shows what a shop page would show beside a product: similar products that may be sold now, nearest first.',
    )
    .argument('<product>', 'id of the product, as the shop knows it')
    .option('-n, --n <count>', 'products to show', integer(1, 100), 8)
    .option('--filter <json>', 'only these products, as a filter of the API', jsonObject)
    .option('--explain', 'add where they came from and what was left out')
    .addHelpText(
      'after',
      examples(
        ['vitrine recommend KET-007', 'similar products'],
        ['vitrine recommend KET-007 -n 3 --explain', 'with the sources and what was left out'],
        ['vitrine recommend KET-007 --filter \'{"price":{"lte":40}}\'', 'cheaper ones'],
      ),
    )
    .action(async (product: string, options: RecommendOptions, command: Command) => {
      await runRecommend(begin(command), product, options)
    })
}

async function runRecommend(
  run: Run,
  product: string,
  { n, filter, explain }: RecommendOptions,
): Promise<void> {
  const api = await run.api()
  const body = {
    placement: 'product-similar' as const,
    consent: 'none' as const,
    context: { item: product, items: [], cart: [] },
    exclude: { ids: [], seen: false, bought: false },
    diversity: 0,
    n,
    explain: explain === true,
    ...(filter === undefined ? {} : { filter: readObject(filter) }),
  }
  const slate = await answer(api.POST('/v1/recommendations', { body }))
  if (run.terminal.json) {
    run.terminal.show(slate, () => '')
    return
  }
  const similar = await withProducts(api, slate)
  run.terminal.show(slate, () => describeSlate(run.terminal, slate, similar, explain === true))
}

function describeSlate(
  terminal: Terminal,
  slate: ApiSchemas['Recommendation'],
  similar: readonly SimilarProduct[],
  explain: boolean,
): string {
  const { asked, returned } = slate.fill
  const lines = [similar.length === 0 ? 'No product may be shown.' : similarTable(terminal, similar)]
  if (returned < asked)
    lines.push(`Only ${counted(returned, 'product')} of the ${count(asked)} asked for may be shown.`)
  if (explain) lines.push('', ...explanation(slate))
  return lines.join('\n')
}

/** The tests that take a product out, as the API names them. */
const removalWords: Readonly<Record<string, string>> = {
  hidden: 'not active',
  stock: 'out of stock',
  filter: 'not kept by the filter',
  excluded: 'excluded by the request',
}

function explanation({ fill, sources }: ApiSchemas['Recommendation']): string[] {
  const asked = sources.map(({ name, ms, late }) =>
    late === true ? `${name} late` : ms === undefined ? name : `${name} ${ms.toFixed(1)} ms`,
  )
  const removed = Object.entries(fill.removed ?? {})
    .filter(([, number]) => number > 0)
    .map(([test, number]) => `${count(number)} ${removalWords[test] ?? test}`)
  return [
    `Sources: ${asked.join(', ')}`,
    ...(fill.eligible === undefined ? [] : [`Eligible: ${counted(fill.eligible, 'product')}`]),
    ...(removed.length === 0 ? [] : [`Left out: ${removed.join(', ')}`]),
  ]
}
