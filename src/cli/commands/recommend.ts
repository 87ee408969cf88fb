/** `vitrine recommend`: what a slot of a page would show, each product with the reason why. */
import { Option, type Command } from 'commander'
import type { ApiSchemas } from '../../client/api-client.ts'
import { answer } from '../api/api.ts'
import { examples } from '../help.ts'
import { appendList, integer, jsonObject, readObject } from '../option-values.ts'
import type { AddCommand, Run } from '../run.ts'
import { count, counted } from '../terminal/quantities.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { similarTable, withProducts, type SimilarProduct } from '../views/similar-view.ts'

type Request = ApiSchemas['RecommendationRequestInput']

const placements = [
  'product-similar',
  'product-complements',
  'cart',
  'home',
  'category',
  'search',
  'email',
] as const satisfies readonly Request['placement'][]

interface RecommendOptions {
  readonly n: number
  readonly placement: Request['placement']
  readonly viewed?: readonly string[]
  readonly cart?: readonly string[]
  readonly category?: string
  readonly query?: string
  readonly visitor?: string
  readonly diversity: number
  readonly filter?: string
  readonly explain?: true
}

export const addRecommendCommand: AddCommand = (parent, begin) => {
  parent
    .command('recommend')
    .summary('show what a slot of a page would show')
    .description(
      'Shows what a slot of a page would show: products that may be sold now, each with the reason. Beside a product these are similar ones, unless --placement says otherwise.',
    )
    .argument('[product]', 'id of the product of the page, as the shop knows it')
    .option('-n, --n <count>', 'products to show', integer(1, 100), 8)
    .addOption(new Option('--placement <slot>', 'the slot').choices(placements).default('product-similar'))
    .option('--viewed <ids>', 'products viewed in this visit, latest last', appendList)
    .option('--cart <ids>', 'products in the cart', appendList)
    .option('--category <path>', 'path of a category page: "Home > Kitchen"')
    .option('--query <words>', 'what was searched for')
    .option('--visitor <key>', 'a visitor who agreed to everything: consent "known"')
    .option('--diversity <percent>', '0 by relevance alone, 100 as different as possible', integer(0, 100), 0)
    .option('--filter <json>', 'only these products, as a filter of the API', jsonObject)
    .option('--explain', 'add where they came from and what was left out')
    .addHelpText(
      'after',
      examples(
        ['vitrine recommend KET-007', 'similar products'],
        ['vitrine recommend KET-007 -n 3 --explain', 'with the sources and what was left out'],
        ['vitrine recommend --placement cart --cart KET-007,TEA-1', 'what goes with a cart'],
        ['vitrine recommend KET-007 --filter \'{"price":{"lte":40}}\'', 'cheaper ones'],
      ),
    )
    .action(async (product: string | undefined, options: RecommendOptions, command: Command) => {
      await runRecommend(begin(command), product, options)
    })
}

async function runRecommend(run: Run, product: string | undefined, options: RecommendOptions): Promise<void> {
  const api = await run.api()
  const explain = options.explain === true
  const body = toRequest(product, options)
  const slate = await answer(api.POST('/v1/recommendations', { body }))
  if (run.terminal.json) {
    run.terminal.show(slate, () => '')
    return
  }
  const similar = await withProducts(api, slate)
  run.terminal.show(slate, () => describeSlate(run.terminal, slate, similar, explain))
}

function toRequest(product: string | undefined, options: RecommendOptions): Request {
  const { placement, n, diversity, viewed = [], cart = [], category, query, visitor, filter } = options
  return {
    placement,
    consent: visitor === undefined ? 'none' : 'known',
    ...(visitor === undefined ? {} : { visitor }),
    context: {
      ...(product === undefined ? {} : { item: product }),
      items: [...viewed],
      cart: [...cart],
      ...(category === undefined ? {} : { category }),
      ...(query === undefined ? {} : { query }),
    },
    exclude: { ids: [], seen: false, bought: false },
    diversity: diversity / 100,
    n,
    explain: options.explain === true,
    ...(filter === undefined ? {} : { filter: readObject(filter) }),
  }
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
  const asked = sources.map(({ name, ms }) =>
    ms === undefined ? `${name} late` : `${name} ${ms.toFixed(1)} ms`,
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
