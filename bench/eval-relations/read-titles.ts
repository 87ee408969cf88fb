/** What the products of the orders file are called: the description most lines of a code bear. */
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { z } from 'zod'
import { productOf } from './read-orders.ts'

const rowSchema = z.object({ StockCode: z.string(), Description: z.string() })

export async function readTitles(path: string): Promise<Map<string, string>> {
  const counts = new Map<string, Map<string, number>>()
  const rows = createReadStream(path)
    .pipe(createGunzip())
    .pipe(parse({ columns: true, bom: true }))
  for await (const row of rows) {
    const { StockCode, Description } = rowSchema.parse(row)
    const product = productOf(StockCode)
    // Stock takers write notes in small letters ("damaged", "check?") where descriptions are in capitals.
    const text = Description.replaceAll(/\s+/g, ' ').trim()
    if (product === undefined || text === '' || text === text.toLowerCase()) continue
    const of = counts.get(product) ?? new Map<string, number>()
    counts.set(product, of)
    of.set(text, (of.get(text) ?? 0) + 1)
  }
  return new Map([...counts].map(([product, of]) => [product, commonest(of)]))
}

function commonest(counts: ReadonlyMap<string, number>): string {
  const [first = ['', 0] as const] = [...counts].sort(
    ([text, count], [other, more]) => more - count || (text < other ? -1 : 1),
  )
  return first[0]
}
