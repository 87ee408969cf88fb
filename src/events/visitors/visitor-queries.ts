/** SQL that reads everything kept about a visitor, page by page. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import { tombstoneOf } from '../visit-key.ts'

export interface KeptEvent {
  readonly event_id: string
  readonly type: string
  readonly at: Date
  readonly consent: string
  readonly session: string
  readonly product: string | null
  readonly variant: string | null
  readonly quantity: number | null
  readonly price_minor: number | null
  readonly currency: string | null
  readonly order_id: string | null
  readonly query: string | null
  readonly placement: string | null
  readonly position: number | null
  readonly slate: string | null
  readonly arm: string | null
  readonly clock_corrected: boolean
  readonly received_at: Date
  /** Our number, by which pages go on. */
  readonly id: number
}

export interface KeptVisit {
  readonly seq: number
  readonly session: string
  readonly started_at: Date
  readonly ended_at: Date
  readonly items: readonly string[]
}

/** Events after the place, oldest first. */
export async function selectKeptEvents(
  db: Db,
  shopId: string,
  visitor: string,
  after: readonly [Date, number] | undefined,
  limit: number,
): Promise<readonly KeptEvent[]> {
  const [at, id] = after ?? [null, null]
  const { rows } = await sql<KeptEvent>`
    SELECT event_id, type, at, consent, session, product, variant, quantity, price_minor, currency, order_id, query,
      placement, position, slate, arm, clock_corrected, received_at, id
    FROM events
    WHERE shop_id = ${shopId} AND visitor = ${visitor}
      AND (${at}::timestamptz IS NULL OR (at, id) > (${at}::timestamptz, ${id}::bigint))
    ORDER BY at, id LIMIT ${limit}`.execute(db)
  return rows
}

/** Closed visits numbered after `after`. */
export async function selectKeptVisits(
  db: Db,
  shopId: string,
  visitor: string,
  after: number,
  limit: number,
): Promise<readonly KeptVisit[]> {
  const { rows } = await sql<KeptVisit>`
    SELECT seq, session, started_at, ended_at, items FROM visits
    WHERE shop_id = ${shopId} AND visitor = ${visitor} AND seq > ${after} ORDER BY seq LIMIT ${limit}`.execute(
    db,
  )
  return rows
}

/** When the visitor was erased; undefined when that never happened. */
export async function selectErasedAt(db: Db, shopId: string, visitor: string): Promise<Date | undefined> {
  const { rows } = await sql<{ erased_at: Date }>`
    SELECT erased_at FROM erased_visitors
    WHERE shop_id = ${shopId} AND visitor = ${tombstoneOf(visitor)}`.execute(db)
  return rows[0]?.erased_at
}
