/**
 * Shops that never were, for judging the tuner on data nobody has seen. A shopper has an intent, a short list of products
 * looked at roughly in order with returns; products belong to several intents, so the last one alone does not tell which.
 * `static`: the intents stay. `drifting`: old ones give way to new ones, so that old visits mislead. `crowd`: no intent at
 * all; everyone draws from the same few popular products, so that popularity is all there is to know.
 */
import { below, createChance } from '../../../src/chance.ts'
import type { VisitLog } from '../../../src/recommendations/session-knn/visit-log.ts'

export interface SyntheticShop {
  readonly kind: 'static' | 'drifting' | 'crowd'
  readonly visits: number
  readonly seed: number
}

const products = 400
const intents = 150
const intentLength = 8
/** Intents a drifting shop has at a time. */
const window = 30

export function syntheticVisits({ kind, visits, seed }: SyntheticShop): VisitLog {
  const chance = createChance(seed)
  const lists = Array.from({ length: intents }, () =>
    Array.from({ length: intentLength }, () => below(chance, products)),
  )
  const offsets = new Uint32Array(visits + 1)
  const clicks: number[] = []
  for (let visit = 0; visit < visits; visit++) {
    if (kind === 'crowd') {
      clicks.push(...draws(chance))
      offsets[visit + 1] = clicks.length
      continue
    }
    const first = kind === 'static' ? 0 : Math.floor((visit / visits) * (intents - window))
    const list = lists[first + below(chance, kind === 'static' ? intents : window)] ?? []
    clicks.push(...walk(list, chance))
    offsets[visit + 1] = clicks.length
  }
  return {
    items: Array.from({ length: products }, (_, product) => `p${product}`),
    offsets,
    clicks: Uint32Array.from(clicks),
    ends: Float64Array.from({ length: visits }, (_, visit) => 1_700_000_000 + visit * 60),
    numbers: Float64Array.from({ length: visits }, (_, visit) => visit + 1),
  }
}

function walk(list: readonly number[], chance: () => number): number[] {
  const views: number[] = []
  const length = 2 + below(chance, 6)
  for (let place = below(chance, 3); views.length < length; place++) {
    const turn = chance()
    const back = views.at(-2)
    if (turn < 0.08) views.push(below(chance, products))
    else if (turn < 0.22 && back !== undefined) views.push(back)
    else views.push(list[(turn < 0.4 ? place + 1 : place) % list.length] ?? 0)
  }
  return views
}

/** Popular products far more often, none twice. */
function draws(chance: () => number): number[] {
  const views = new Set<number>()
  const length = 2 + below(chance, 4)
  while (views.size < length) views.add(Math.floor(products * Math.pow(chance(), 3)))
  return [...views]
}
