/** `vitrine relations`: what replaces a product, goes with it, or is viewed after it, with the counts behind each. */
import { Option, type Command } from 'commander'
import {
  relationKinds,
  relationsMax,
  type RelationKind,
} from '../../../recommendations/relations/rank-relations.ts'
import { answer } from '../../api/api.ts'
import { examples } from '../../help.ts'
import { integer } from '../../option-values.ts'
import type { AddCommand, Run } from '../../run.ts'
import { describeRelations } from '../../views/relation-view.ts'
import { findProducts } from '../../views/similar-view.ts'

interface RelationsOptions {
  readonly kind: RelationKind
  readonly limit: number
}

export const addRelationsCommand: AddCommand = (parent, begin) => {
  parent
    .command('relations')
    .summary('show what replaces a product or goes with it')
    .description(
      'Shows what shoppers put together with a product, best first, with the visitors behind each pair and a 95 % interval. Fewer than ' +
        'five visitors with both, or twenty with the product, and the list is empty.',
    )
    .argument('<product>', 'id of the product, as the shop knows it')
    .addOption(
      new Option(
        '--kind <kind>',
        'substitute: of its kind; complement: bought with it; viewed-after: viewed later in a visit',
      )
        .choices(relationKinds)
        .default('substitute'),
    )
    .option('-n, --limit <count>', 'products to show', integer(1, relationsMax), 10)
    .addHelpText(
      'after',
      examples(
        ['vitrine relations KET-007', 'what replaces it'],
        ['vitrine relations KET-007 --kind complement -n 5', 'what goes with it'],
        ['vitrine relations KET-007 --kind viewed-after --json', 'for scripts'],
      ),
    )
    .action(async (product: string, options: RelationsOptions, command: Command) => {
      await runRelations(begin(command), product, options)
    })
}

async function runRelations(run: Run, product: string, { kind, limit }: RelationsOptions): Promise<void> {
  const api = await run.api()
  const params = { path: { id: product }, query: { kind, limit } }
  const { data } = await answer(api.GET('/v1/products/{id}/relations', { params }))
  if (run.terminal.json) {
    run.terminal.show({ product, kind, data }, () => '')
    return
  }
  const products = await findProducts(
    api,
    data.map(({ id }) => id),
  )
  run.terminal.show(data, () => describeRelations(run.terminal, { product, kind, relations: data, products }))
}
