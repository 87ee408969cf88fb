/**
 * The counts of pairs once more, by plain code over the file that shares nothing with the product: no mapping, no logs, no
 * numbers; sets of lines.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

const lineSchema = z.object({
  InvoiceNo: z.string(),
  StockCode: z.string(),
  Quantity: z.coerce.number(),
  UnitPrice: z.coerce.number(),
  CustomerID: z.string(),
})

export interface PlainOrder {
  readonly voter: string
  readonly products: readonly string[]
}

export interface PlainCounts {
  readonly ab: number
  readonly a: number
  readonly b: number
  readonly total: number
}

export function plainOrders(path: string): PlainOrder[] {
  const text = gunzipSync(readFileSync(path)).toString('utf8')
  const lines = z.array(lineSchema).parse(parse(text, { columns: true, bom: true }))
  const orders = new Map<string, { voter: string; products: string[] }>()
  for (const { InvoiceNo, StockCode, Quantity, UnitPrice, CustomerID } of lines) {
    if (InvoiceNo.startsWith('C') || Quantity < 1 || Quantity > 10_000 || UnitPrice < 0) continue
    const code = StockCode.trim().toUpperCase()
    if (!/^\d{5}/.test(code) && !code.startsWith('DCGS')) continue
    const voter = CustomerID === '' ? `order ${InvoiceNo}` : CustomerID
    const order = orders.get(InvoiceNo) ?? { voter, products: [] }
    orders.set(InvoiceNo, order)
    order.products.push(code)
  }
  return [...orders.values()]
}

/** Of orders with up to 200 different products: the voters with both in one of them. */
export function recountComplement(orders: readonly PlainOrder[], src: string, dst: string): PlainCounts {
  return counted(
    orders,
    src,
    dst,
    ({ products }) => new Set(products).size <= 200 && products.includes(src) && products.includes(dst),
  )
}

/** The voters with both within ten steps of the lines, repeats in a row once, of the last two hundred. */
export function recountSubstitute(orders: readonly PlainOrder[], src: string, dst: string): PlainCounts {
  const viewed = orders.map(({ voter, products }) => ({
    voter,
    products: products.filter((product, at) => at === 0 || products[at - 1] !== product).slice(-200),
  }))
  return counted(viewed, src, dst, ({ products }) =>
    products.some(
      (product, at) => product === src && products.slice(Math.max(0, at - 10), at + 11).includes(dst),
    ),
  )
}

function counted(
  orders: readonly PlainOrder[],
  src: string,
  dst: string,
  hasBoth: (order: PlainOrder) => boolean,
): PlainCounts {
  const votersOf = (keep: (order: PlainOrder) => boolean) =>
    new Set(orders.filter(keep).map(({ voter }) => voter)).size
  return {
    ab: votersOf(hasBoth),
    a: votersOf(({ products }) => products.includes(src)),
    b: votersOf(({ products }) => products.includes(dst)),
    total: votersOf(() => true),
  }
}
