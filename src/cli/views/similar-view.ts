/** A slate of recommendations with the products it names, and the reasons in words. */
import type { ApiSchemas } from '../../client/api-client.ts'
import { ApiProblem } from '../../client/api-problem.ts'
import { answer, type Api } from '../api/api.ts'
import { wrap } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import { priceSpan } from '../terminal/quantities.ts'
import { table } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

type Product = ApiSchemas['Product']
type Recommendation = ApiSchemas['Recommendation']
type Reason = ApiSchemas['Reason']

export interface SimilarProduct {
  readonly item: Recommendation['items'][number]
  /** Undefined when the product went away in between, or the key may not read the catalogue. */
  readonly product: Product | undefined
}

export async function withProducts(api: Api, { items }: Recommendation): Promise<SimilarProduct[]> {
  const products = await findProducts(
    api,
    items.map(({ id }) => id),
  )
  return items.map((item) => ({ item, product: products.get(item.id) }))
}

/** Products by id, looked up some at a time; one that went away is missing. */
export async function findProducts(api: Api, ids: readonly string[]): Promise<Map<string, Product>> {
  const found = new Map<string, Product>()
  const atOnce = 8
  for (let from = 0; from < ids.length; from += atOnce) {
    const part = ids.slice(from, from + atOnce)
    const products = await Promise.all(part.map((id) => findProduct(api, id)))
    for (const product of products) if (product !== undefined) found.set(product.id, product)
  }
  return found
}

async function findProduct(api: Api, id: string): Promise<Product | undefined> {
  try {
    return await answer(api.GET('/v1/products/{id}', { params: { path: { id } } }))
  } catch (error) {
    if (error instanceof ApiProblem && (error.status === 403 || error.status === 404)) return undefined
    throw error
  }
}

/** One line a product, and below it the reason, which would find no room beside it. */
export function similarTable(terminal: Terminal, similar: readonly SimilarProduct[]): string {
  const [head = '', ...rows] = table(terminal, similar, [
    { head: '#', cell: ({ item }) => String(item.position + 1), align: 'right' },
    { head: 'Product', cell: ({ item }) => item.id },
    { head: 'Title', cell: ({ product }) => product?.title ?? '', flexible: true },
    {
      head: 'Price',
      cell: ({ product }) => (product === undefined ? '' : productPrice(product)),
      align: 'right',
    },
    { head: 'Near', cell: ({ item }) => (item.score === 0 ? '' : item.score.toFixed(2)), align: 'right' },
  ]).split('\n')
  const indent = '   '
  const reasons = similar.map(({ item }) =>
    wrap(printable(reasonWords(item.reason)), terminal.width - indent.length).map(
      (line) => `${indent}${terminal.paint('dim', line)}`,
    ),
  )
  return [head, ...rows.flatMap((row, index) => [row, ...(reasons[index] ?? [])])].join('\n')
}

export function productPrice({ variants, currency }: Product): string {
  const prices = variants.flatMap(({ priceMinor }) => priceMinor ?? [])
  if (prices.length === 0) return ''
  return priceSpan(Math.min(...prices), Math.max(...prices), currency)
}

/** "same category Kettles, brand Tindelow; material steel". */
export function reasonWords(reason: Reason | null | undefined): string {
  if (reason === null || reason === undefined) return ''
  if (reason.code === 'latest') return 'new in the shop'
  if (reason.k !== undefined && reason.n !== undefined) return countedWords(reason, reason.k, reason.n)
  if (reason.days !== undefined && reason.n !== undefined) return rankedWords(reason, reason.days, reason.n)
  const shared = [
    ...(reason.category === undefined ? [] : [`category ${reason.category.split(' > ').at(-1) ?? ''}`]),
    ...(reason.brand === undefined ? [] : [`brand ${reason.brand}`]),
    ...Object.entries(reason.attributes ?? {}).map(([name, values]) => attributeWords(name, values)),
  ]
  return shared.length === 0 ? reason.code.replaceAll('-', ' ') : `same ${shared.join(', ')}`
}

/** "viewed after KET-7: 38 of 212 visitors, 6.1 times as often as others (4.5 to 8.3)". */
function countedWords({ code, item, lift, ci }: Reason, k: number, n: number): string {
  const times =
    lift === undefined || ci === undefined
      ? ''
      : `, ${String(lift)} times as often as others (${String(ci[0])} to ${String(ci[1])})`
  return `${code.replaceAll('-', ' ')} ${item ?? ''}: ${String(k)} of ${String(n)} visitors${times}`
}

/** "popular: 212 visitors in 28 days". */
function rankedWords({ code }: Reason, days: number, n: number): string {
  const [who, since] = [
    code === 'bestseller' ? 'buyers' : 'visitors',
    days === 1 ? 'a day' : `${String(days)} days`,
  ]
  return `${code}: ${String(n)} ${who} in ${since}`
}

function attributeWords(name: string, values: readonly (string | number | boolean)[]): string {
  const words = name.replaceAll('_', ' ')
  return values.every((value) => value === true) ? words : `${words} ${values.join('/')}`
}
