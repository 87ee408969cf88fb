/**
 * Whether complements are bought together by people they were not learnt from: learnt from the older orders, asked about
 * the newest tenth. A case is a product of a later order beside which something of another kind was bought.
 */
import { rankRelations } from '../../src/recommendations/relations/rank-relations.ts'
import { countPairs } from '../../src/recommendations/relations/count-pairs.ts'
import { pairRule } from '../../src/recommendations/relations/learn-relations.ts'
import { learnOrders, type Catalogue, type LearntOrders } from './learn-orders.ts'
import type { Order } from './read-orders.ts'

export interface HeldOutRow {
  readonly what: string
  /** Share of cases where one of the first ten was bought too. */
  readonly hits: number
  readonly cases: number
}

const listLength = 10
/** Larger later orders are left out: anything hits in them. */
const orderMax = 100

export function measureHeldOut(orders: readonly Order[], catalogue: Catalogue): HeldOutRow[] {
  const cut = Math.floor(orders.length * 0.9)
  const learnt = learnOrders(orders.slice(0, cut), catalogue)
  const cases = casesOf(orders.slice(cut), learnt)
  const served = listsOf(learnt)
  const bestsellers = mostBought(learnt)
  const share = (listFor: (item: number) => readonly number[]): number =>
    cases.filter(({ item, others }) => listFor(item).some((one) => others.has(one))).length / cases.length
  return [
    { what: 'ranked by shrunk cosine (served)', hits: share(served.byScore), cases: cases.length },
    { what: 'ranked by the lower bound of the lift', hits: share(served.byBound), cases: cases.length },
    {
      what: 'the products bought by most, of another kind',
      hits: share((item) => bestsellers.filter((one) => !learnt.areAlike(item, one)).slice(0, listLength)),
      cases: cases.length,
    },
  ]
}

function casesOf(later: readonly Order[], { items, areAlike }: LearntOrders) {
  const numbers = new Map(items.map((id, number) => [id, number]))
  return later.flatMap(({ products }) => {
    const bought = [...new Set(products)].flatMap((product) => numbers.get(product) ?? [])
    if (bought.length > orderMax) return []
    return bought.flatMap((item) => {
      const others = new Set(bought.filter((other) => other !== item && !areAlike(item, other)))
      return others.size === 0 ? [] : [{ item, others }]
    })
  })
}

function listsOf({ baskets, areAlike, relations }: LearntOrders) {
  const { buyers } = relations
  const pairs = countPairs(baskets, pairRule('complement', buyers.byItem, areAlike), 1)
  const ranked = [...buyers.byItem.keys()].map((item) =>
    rankRelations('complement', item, pairs, buyers, Infinity),
  )
  const byBound = ranked.map((list) =>
    [...list]
      .sort((one, other) => other.lo - one.lo || one.item - other.item)
      .slice(0, listLength)
      .map(({ item }) => item),
  )
  const byScore = ranked.map((list) => list.slice(0, listLength).map(({ item }) => item))
  return { byScore: (item: number) => byScore[item] ?? [], byBound: (item: number) => byBound[item] ?? [] }
}

function mostBought({ relations }: LearntOrders): number[] {
  const { byItem } = relations.buyers
  return [...byItem.keys()]
    .sort((one, other) => (byItem[other] ?? 0) - (byItem[one] ?? 0) || one - other)
    .slice(0, 200)
}
