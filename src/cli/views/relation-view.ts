/** Relations of a product as the terminal shows them. */
import type { ApiSchemas } from '../../client/api-client.ts'
import type { RelationKind } from '../../recommendations/relations/rank-relations.ts'
import { printable } from '../terminal/printable.ts'
import { count, percent } from '../terminal/quantities.ts'
import { table } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

type Relation = Omit<ApiSchemas['ProductRelation'], 'interval'> & { readonly interval: readonly number[] }

export interface ShownRelations {
  readonly product: string
  readonly kind: RelationKind
  readonly relations: readonly Relation[]
  /** By id; a product that went away is missing. */
  readonly products: ReadonlyMap<string, ApiSchemas['Product']>
}

export function describeRelations(
  terminal: Terminal,
  { product, kind, relations, products }: ShownRelations,
): string {
  const [first] = relations
  if (first === undefined) {
    return `No ${kindWords[kind]} of ${printable(product)}: fewer than twenty visitors with it, or than five with it and one other product.`
  }
  const isLift = kind === 'complement'
  const rows = table(terminal, relations, [
    { head: 'Product', cell: ({ id }) => id },
    { head: 'Title', cell: ({ id }) => products.get(id)?.title ?? '', flexible: true },
    { head: 'Both', cell: ({ support }) => count(support), align: 'right' },
    { head: 'Own', cell: ({ b }) => count(b), align: 'right' },
    { head: 'Score', cell: ({ score }) => score.toFixed(3), align: 'right' },
    {
      head: isLift ? 'Times as often' : 'Of those with it',
      cell: ({ support, a, lift }) => (isLift ? lift.toFixed(1) : percent(support / a)),
      align: 'right',
    },
    {
      head: '95 %',
      cell: ({ interval: [lo = 0, hi = 0] }) =>
        isLift ? `${lo.toFixed(1)} to ${hi.toFixed(1)}` : `${percent(lo)} to ${percent(hi)}`,
    },
  ])
  return `${rows}\n\n${count(first.a)} of ${count(first.total)} visitors had ${printable(product)}.`
}

const kindWords = {
  substitute: 'substitutes',
  complement: 'complements',
  'viewed-after': 'products viewed after a view',
} as const satisfies Record<RelationKind, string>
