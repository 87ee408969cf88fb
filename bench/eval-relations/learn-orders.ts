/**
 * Orders → relations, by the code of an image build from its pages of rows on (`HistoryCollector`, `alikeProducts`,
 * `learnRelations`). The file has no views: an order also stands in for a visit, its lines for the products viewed.
 */
import { visitBounds } from '../../src/events/visits/close-visits.ts'
import { HistoryCollector } from '../../src/recommendations/image/build/collect-history.ts'
import { alikeProducts, type AreAlike } from '../../src/recommendations/relations/alike-products.ts'
import { learnRelations, type LearntRelations } from '../../src/recommendations/relations/learn-relations.ts'
import type { UnitLog } from '../../src/recommendations/relations/unit-log.ts'
import type { NearRow } from './near-titles.ts'
import type { Order } from './read-orders.ts'

export interface Catalogue {
  readonly ids: readonly string[]
  readonly near: readonly NearRow[]
}

export interface LearntOrders {
  /** Codes by number. */
  readonly items: readonly string[]
  readonly baskets: UnitLog
  readonly areAlike: AreAlike
  readonly relations: LearntRelations
}

export function learnOrders(orders: readonly Order[], { ids, near }: Catalogue): LearntOrders {
  const collector = new HistoryCollector()
  collector.add('outline', JSON.stringify(ids.map((id, place) => [place, id, null])))
  collector.add('neighbours', JSON.stringify(near))
  collector.add(
    'visits',
    JSON.stringify(
      orders.map(({ visitor, at, products }, place) => [
        place + 1,
        at,
        visitor ?? null,
        products.slice(-visitBounds.itemsMax),
      ]),
    ),
  )
  collector.add('baskets', JSON.stringify(basketRows(orders)))
  const { items, categories, content, visits, baskets } = collector.finish()
  const areAlike = alikeProducts(categories, content)
  return { items, baskets, areAlike, relations: learnRelations({ views: visits, baskets, areAlike }) }
}

/** `[voter, basket, product]` by product, as the service reads them from its events. */
export function basketRows(orders: readonly Order[]): (readonly [string, string, string])[] {
  const rows = orders.flatMap(({ order, visitor, products }) =>
    products.map((product) => {
      const voter = visitor === undefined ? `s${order}` : `v${visitor}`
      return [voter, `o${order}`, product] as const
    }),
  )
  return rows.sort(([, , one], [, , other]) => (one < other ? -1 : one > other ? 1 : 0))
}
