/** `vitrine rules preview`: what a page would show with the rules of a moment and without; nothing is stored. */
import { Option, type Command } from 'commander'
import { placements, type Placement } from '../../../recommendations/recommendation.ts'
import { answer } from '../../api/api.ts'
import { examples } from '../../help.ts'
import { appendList, integer } from '../../option-values.ts'
import { readRuleFiles } from '../../rules/rule-body.ts'
import { describePreview } from '../../rules/rule-view.ts'
import type { AddCommand, Run } from '../../run.ts'

interface PreviewOptions {
  readonly placement: Placement
  readonly n: number
  readonly category?: string
  readonly query?: string
  readonly cart?: readonly string[]
  readonly at?: string
  readonly add?: readonly string[]
  readonly without?: readonly string[]
}

export const addRulePreviewCommand: AddCommand = (rules, begin) => {
  rules
    .command('preview')
    .description('Shows a slot of a page with rules and without, and what became of each rule.')
    .argument('[product]', 'id of the product of the page')
    .addOption(new Option('--placement <slot>', 'the slot').choices(placements).default('product-similar'))
    .option('-n, --n <count>', 'products to show', integer(1, 100), 8)
    .option('--category <path>', 'path of a category page: "Home > Kitchen"')
    .option('--query <words>', 'what was searched for')
    .option('--cart <ids>', 'products in the cart', appendList)
    .option('--at <moment>', 'when, ISO 8601 with an offset; now, if left out')
    .option('--add <files>', 'rules to try, enabled or not, one or a list a file', appendList)
    .option('--without <ids>', 'rules to leave out', appendList)
    .addHelpText(
      'after',
      examples(
        ['vitrine rules preview KET-007', 'by the rules of now'],
        ['vitrine rules preview KET-007 --add rule.json', 'with a rule that is not there yet'],
        ['vitrine rules preview --placement home --at 2026-11-27T10:00:00+01:00', 'on another day'],
      ),
    )
    .action(async (product: string | undefined, options: PreviewOptions, command: Command) => {
      await runPreview(begin(command), product, options)
    })
}

async function runPreview(run: Run, product: string | undefined, options: PreviewOptions): Promise<void> {
  const { placement, n, category, query, cart = [], at, add = [], without = [] } = options
  const context = {
    items: [],
    cart: [...cart],
    ...(product === undefined ? {} : { item: product }),
    ...(category === undefined ? {} : { category }),
    ...(query === undefined ? {} : { query }),
  }
  const tried = await readRuleFiles(add)
  const api = await run.api()
  const exclude = { ids: [], seen: false, bought: false }
  const body = {
    request: { placement, consent: 'none' as const, context, exclude, diversity: 0, n, explain: false },
    add: tried,
    without: [...without],
    ...(at === undefined ? {} : { at }),
  }
  const preview = await answer(api.POST('/v1/merchandising/preview', { body }))
  run.terminal.show(preview, () => describePreview(run.terminal, preview))
}
