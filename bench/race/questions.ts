/** What the storefronts of the race ask: a fixed set, so that memories are used, and probes of what has just changed. */
import { below } from '../../src/chance.ts'
import { placements } from '../../src/recommendations/recommendation.ts'
import { categories, colours, filterOf, pick, type Demand } from './race-product.ts'

export interface Question {
  readonly path: '/v1/recommendations' | '/v1/recommendations/batch'
  readonly body: string
  /** What each slate of the answer must hold to. */
  readonly demands: readonly Demand[]
}

export function writeQuestions(count: number, products: number, chance: () => number): Question[] {
  return Array.from({ length: count }, (_, at) =>
    at % 20 === 19 ? batchQuestion(products, chance) : oneQuestion(products, chance),
  )
}

/** Would show all of them, were they eligible. */
export function probeOf(ids: readonly string[], chance: () => number): Question {
  const demand = { ...someDemand(chance), ids: [...new Set(ids)] }
  return question({ placement: 'home', n: ids.length, filter: filterOf(demand) }, demand)
}

function oneQuestion(products: number, chance: () => number): Question {
  const { request, demand } = someRequest(products, chance)
  // A visit is looked up in Postgres or in the process's memory of visits: another path to the same answer.
  const visit = chance() < 0.15 ? { consent: 'session', session: `s${String(below(chance, 40))}` } : {}
  const who =
    request.placement === 'email' ? { consent: 'known', visitor: `v${String(below(chance, 40))}` } : visit
  return question({ ...request, ...who }, demand)
}

function batchQuestion(products: number, chance: () => number): Question {
  const parts = Array.from({ length: 3 }, () => someRequest(products, chance)).filter(
    ({ request }) => request.placement !== 'email',
  )
  const home = { placement: 'home' as const, n: 4 }
  const requests = [home, ...parts.map(({ request }) => request)]
  return {
    path: '/v1/recommendations/batch',
    body: JSON.stringify({ distinct: true, requests }),
    demands: [{}, ...parts.map(({ demand }) => demand)],
  }
}

function someRequest(products: number, chance: () => number) {
  const placement = pick(placements, chance)
  const id = () => `p${String(below(chance, products))}`
  const demand = someDemand(chance)
  const context = {
    ...(placement.startsWith('product-') ? { item: id(), items: [id(), id()] } : {}),
    ...(placement === 'cart' ? { cart: [id(), id()] } : {}),
    ...(placement === 'category' ? { category: `Home > ${pick(categories, chance)}` } : {}),
    ...(placement === 'search' ? { query: `${pick(colours, chance)} ${pick(categories, chance)}` } : {}),
  }
  const request = {
    placement,
    context,
    n: 4 + below(chance, 9),
    ...(Object.keys(demand).length === 0 ? {} : { filter: filterOf(demand) }),
    ...(chance() < 0.2 ? { diversity: 0.4 } : {}),
    ...(chance() < 0.1 ? { explain: true } : {}),
  }
  return { request, demand }
}

function someDemand(chance: () => number): Demand {
  const priceLteMinor = 2_000 + 1_000 * below(chance, 8)
  const wanted = [pick(colours, chance), pick(colours, chance)]
  const kind = chance()
  if (kind < 0.4) return {}
  if (kind < 0.65) return { priceLteMinor }
  if (kind < 0.9) return { colours: wanted }
  return { priceLteMinor, colours: wanted }
}

function question(request: object, demand: Demand): Question {
  return { path: '/v1/recommendations', body: JSON.stringify(request), demands: [demand] }
}
