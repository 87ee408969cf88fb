/**
 * The orders file as the service would take it in: rows through the mapping and the event schema of `vitrine events
 * import`, with the voters and baskets that the service makes of them. One difference: the file spells some codes in
 * both cases and books postage, fees and vouchers as products; codes are folded, and what is no product is left out.
 */
import { readFile } from 'node:fs/promises'
import { parseEventMapping } from '../../src/cli/events/event-mapping.ts'
import { readEventFile } from '../../src/cli/events/read-event-file.ts'
import { eventSchema } from '../../src/events/event.ts'

export interface Order {
  readonly order: string
  /** Undefined for the orders of customers whose number is blank: each votes by itself. */
  readonly visitor: string | undefined
  /** Seconds since 1970. */
  readonly at: number
  /** In the order of the lines, repeats in a row once. */
  readonly products: string[]
}

export interface ReadOrders {
  /** Oldest first. */
  readonly orders: readonly Order[]
  readonly rows: number
  /** By the mapping: cancelled, no units. */
  readonly skipped: number
  /** By the event schema. */
  readonly rejected: number
  /** Lines that are no product. */
  readonly services: number
}

export async function readOrders(path: string, mappingPath: string): Promise<ReadOrders> {
  const mapping = parseEventMapping(JSON.parse(await readFile(mappingPath, 'utf8')))
  const counts = { rows: 0, skipped: 0, rejected: 0, services: 0 }
  const orders = new Map<string, Order>()
  for await (const row of readEventFile(path, { format: 'table', mapping })) {
    counts.rows += 1
    if ('skipped' in row) {
      counts.skipped += 1
      continue
    }
    const event = 'event' in row ? eventSchema.safeParse(row.event).data : undefined
    if (event?.type !== 'purchase' || event.order_id === undefined || event.at === undefined) {
      counts.rejected += 1
      continue
    }
    const product = productOf(event.product)
    if (product === undefined) {
      counts.services += 1
      continue
    }
    const { order_id: order, visitor } = event
    const known = orders.get(order) ?? { order, visitor, at: Date.parse(event.at) / 1_000, products: [] }
    orders.set(order, known)
    if (known.products.at(-1) !== product) known.products.push(product)
  }
  return { ...counts, orders: [...orders.values()].sort((one, other) => one.at - other.at) }
}

/** Codes of goods are five digits and perhaps letters, or begin with DCGS; POST, DOT, M, gift vouchers are none. */
export function productOf(code: string): string | undefined {
  const folded = code.trim().toUpperCase()
  return /^(\d{5}[A-Z]*|DCGS\w+)$/.test(folded) ? folded : undefined
}
