/** The closed visits of a shop for those who learn from all of them: page after page, a turn of the event loop between. */
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { selectLogEnd, selectVisitPage } from './log-queries.ts'

export interface ClosedVisit {
  /** Number in the shop's log. */
  readonly seq: number
  /** Seconds since 1970. */
  readonly end: number
  /** External ids of the products viewed, oldest first. */
  readonly items: readonly string[]
}

const pageSchema = z.array(z.tuple([z.number(), z.number(), z.string().nullable(), z.array(z.string())]))

/** Some ten milliseconds of parsing. */
const pageRows = 2_000

/** The last number of the shop's visit log; 0 without visits. */
export async function lastVisitNumber(db: Db, shopId: string): Promise<number> {
  return (await selectLogEnd(db, shopId)).seq
}

/** Visits with `after < seq ≤ upTo`, by number. */
export async function* streamVisits(
  db: Db,
  shopId: string,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): AsyncGenerator<ClosedVisit[]> {
  for (let last = after; last < upTo;) {
    const page = await selectVisitPage(db, shopId, { after: last, upTo, limit: pageRows })
    if (page.rows === 0) return
    yield pageSchema.parse(JSON.parse(page.text)).map(([seq, end, , items]) => ({ seq, end, items }))
    last = page.last
  }
}
