/** The whole history of a shop in pages of JSON, for those who learn from it. */
import type { Db } from '../../database/schema.ts'
import {
  selectBasketPage,
  selectBasketProducts,
  selectErasures,
  selectLogEnd,
  selectUnitsSold,
  selectVisitPage,
  type BasketPlace,
  type JsonPage,
} from './log-queries.ts'

const visitRows = 10_000
const basketRows = 10_000

/** The last number of the shop's visit log; 0 without one. */
export const readLogEnd = selectLogEnd

/** Visits up to a number of the log, after `after`: JSON rows `[seq, end, visitor | null, [items]]`. */
export async function* readVisits(db: Db, shopId: string, upTo: number, after = 0): AsyncGenerator<JsonPage> {
  for (let last = after; ;) {
    const page = await selectVisitPage(db, shopId, { after: last, upTo, limit: visitRows })
    if (page.rows === 0) return
    yield page
    last = page.last
  }
}

/** What was put into carts or bought, received before `until`: JSON rows `[voter, basket, product]`. */
export async function* readBaskets(db: Db, shopId: string, until: Date): AsyncGenerator<JsonPage> {
  let after: BasketPlace | undefined
  do {
    const page = await selectBasketPage(db, shopId, { after, until, limit: basketRows })
    if (page.rows > 0) yield page
    after = page.last
  } while (after !== undefined)
}

/** Units sold in the days before `until`, by product, and how many voters bought them. */
export async function readUnitsSold(
  db: Db,
  shopId: string,
  { until, days }: { readonly until: Date; readonly days: number },
): Promise<[product: string, units: number, buyers: number][]> {
  const since = new Date(until.getTime() - days * 86_400_000)
  return (await selectUnitsSold(db, shopId, { since, until })).map(({ product, units, buyers }) => [
    product,
    units,
    buyers,
  ])
}

/** Visits erased by entries of the log after `after`. */
export async function readErasures(
  db: Db,
  shopId: string,
  after: number,
): Promise<readonly { readonly seq: number; readonly visit: number }[]> {
  return (await selectErasures(db, shopId, after)).map(({ seq, visit_seq }) => ({ seq, visit: visit_seq }))
}

/** Products a visitor put into carts or bought, received before a moment. */
export const listBasketProducts = selectBasketProducts
