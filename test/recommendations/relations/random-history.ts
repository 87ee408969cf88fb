/** Small random shops: visits and baskets with and without visitors, in Postgres and as plain arrays. */
import { sql } from 'kysely'
import type { Db } from '../../../src/database/schema.ts'
import type { UnitLog } from '../../../src/recommendations/relations/unit-log.ts'

export interface HistoryVisit {
  readonly seq: number
  readonly visitor: string | null
  readonly items: readonly string[]
}

export interface BasketEvent {
  readonly visitor: string | null
  readonly session: string
  readonly order: string | null
  readonly product: string
}

export interface History {
  readonly visits: readonly HistoryVisit[]
  readonly basketEvents: readonly BasketEvent[]
}

/** The same history for the same seed. */
export function randomHistory(seed: number, { visits = 60, items = 8, visitors = 12 } = {}): History {
  const random = mulberry(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const item = () => `p${String(below(items))}`
  const visitor = () => (random() < 0.3 ? null : `u${String(below(visitors))}`)
  return {
    visits: Array.from({ length: visits }, (_, at) => ({
      seq: at + 1,
      visitor: visitor(),
      items: Array.from({ length: 1 + below(14) }, item),
    })),
    basketEvents: Array.from({ length: visits * 4 }, () => ({
      visitor: visitor(),
      session: `s${String(below(visits / 4))}`,
      order: random() < 0.4 ? `o${String(below(visits / 4))}` : null,
      product: item(),
    })),
  }
}

export async function storeHistory(db: Db, shopId: string, { visits, basketEvents }: History): Promise<void> {
  for (const { seq, visitor, items } of visits) {
    const at = new Date(Date.UTC(2026, 0, 1, 0, seq))
    await sql`
      INSERT INTO visits (shop_id, seq, session, visitor, started_at, ended_at, items)
      VALUES (${shopId}, ${seq}, ${`visit ${String(seq)}`}, ${visitor}, ${at}, ${at}, ${items}::text[])`.execute(
      db,
    )
  }
  await sql`INSERT INTO visit_logs (shop_id, last_seq) VALUES (${shopId}, ${visits.at(-1)?.seq ?? 0})
    ON CONFLICT (shop_id) DO UPDATE SET last_seq = excluded.last_seq`.execute(db)
  for (const [at, { visitor, session, order, product }] of basketEvents.entries()) {
    const when = new Date(Date.UTC(2026, 0, 1, 0, 0, at))
    await sql`
      INSERT INTO events (shop_id, at, event_id, type, consent, visitor, session, product, order_id, quantity, received_at)
      VALUES (${shopId}, ${when}, ${`e${String(at)}`}, ${order === null ? 'add-to-cart' : 'purchase'}, 'known',
        ${visitor}, ${session}, ${product}, ${order}, 1, ${when})`.execute(db)
  }
}

/** Units of the log with dense numbers for products and voters, the plain way. */
export function toUnitLog(
  numbers: ReadonlyMap<string, number>,
  units: readonly { readonly voter: string; readonly items: readonly string[] }[],
): UnitLog {
  const voters = new Map<string, number>()
  const offsets = [0]
  const items: number[] = []
  const votes = units.map(({ voter, items: ids }) => {
    for (const id of ids) items.push(numbers.get(id) ?? 0)
    offsets.push(items.length)
    if (!voters.has(voter)) voters.set(voter, voters.size)
    return voters.get(voter) ?? 0
  })
  return {
    itemCount: numbers.size,
    offsets: Uint32Array.from(offsets),
    items: Uint32Array.from(items),
    voters: Uint32Array.from(votes),
    voterCount: voters.size,
  }
}

export function viewUnits({ visits }: History): { voter: string; items: readonly string[] }[] {
  return visits.map(({ visitor, seq, items }) => ({
    voter: visitor === null ? `s${String(seq)}` : `v${visitor}`,
    items,
  }))
}

export function basketUnits({ basketEvents }: History): { voter: string; items: string[] }[] {
  const units = new Map<string, { voter: string; items: string[] }>()
  for (const { visitor, session, order, product } of basketEvents) {
    const voter = visitor === null ? `s${session}` : `v${visitor}`
    const key = `${voter} ${order === null ? `s${session}` : `o${order}`}`
    const unit = units.get(key) ?? { voter, items: [] }
    unit.items.push(product)
    units.set(key, unit)
  }
  return [...units.values()]
}

/** Small, seeded, good enough for tests (mulberry32). */
export function mulberry(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
