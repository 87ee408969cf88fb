/**
 * What storefronts ask, made from the shop's latest visits in the order of their pages: a home page at the start of a visit,
 * a product page at every view, a cart page at the end of every sixth visit. `anonymous` pages say only what is on them,
 * as a shop asks without consent; `following` pages tell the visit so far, and hardly any is asked twice. `busiest` are
 * those of the anonymous pages that are asked for most, in the same order and as often: what a cache is for.
 */
import { writeFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { BenchShop } from '../shop/open-shop.ts'

export const streams = ['busiest', 'anonymous', 'following'] as const
export type Stream = (typeof streams)[number]

/** Items of each answer. */
export const slateItems = 12

/** Writes one body a line. @returns how many questions there are, and how many different ones */
export async function writeQuestions(
  { database: { db }, shopId }: BenchShop,
  stream: Stream,
  { visits, path }: { readonly visits: number; readonly path: string },
): Promise<{ readonly asked: number; readonly different: number }> {
  const { rows } = await sql<{ items: string[] }>`
    SELECT items FROM visits WHERE shop_id = ${shopId} ORDER BY seq DESC LIMIT ${visits}::int`.execute(db)
  const { rows: hidden } = await sql<{ id: string }>`
    SELECT external_id AS id FROM products WHERE shop_id = ${shopId} AND status <> 'active'`.execute(db)
  const gone = new Set(hidden.map(({ id }) => id))
  const lines = rows.reverse().flatMap(({ items }, visit) =>
    pagesOf(
      items.filter((id) => !gone.has(id)),
      visit,
      stream,
    ),
  )
  const asked = stream === 'busiest' ? busiestOf(lines) : lines
  await writeFile(path, asked.join('\n'))
  return { asked: asked.length, different: new Set(asked).size }
}

/** Pages that are asked for most; how many. */
const busiestMax = 2_000

function busiestOf(lines: readonly string[]): string[] {
  const times = new Map<string, number>()
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1)
  const ranked = [...times].sort((a, b) => b[1] - a[1]).slice(0, busiestMax)
  const kept = new Set(ranked.map(([line]) => line))
  return lines.filter((line) => kept.has(line))
}

function pagesOf(items: readonly string[], visit: number, stream: Stream): string[] {
  if (items.length === 0) return []
  const seen = (upTo: number) => (stream === 'following' ? { items: items.slice(0, upTo) } : {})
  const pages: object[] = [{ placement: 'home', n: slateItems }]
  items.forEach((item, at) => {
    pages.push({ placement: 'product-similar', context: { item, ...seen(at + 1) }, n: slateItems })
  })
  const cart = items.slice(-1)
  if (visit % 6 === 0)
    pages.push({ placement: 'cart', context: { cart, ...seen(items.length) }, n: slateItems })
  return pages.map((page) => JSON.stringify(page))
}
