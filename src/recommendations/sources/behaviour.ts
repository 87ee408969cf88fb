/** Candidates from what visitors did, all out of the image in memory. */
import type { ShopMirror } from '../../catalog/mirror/shop-mirror.ts'
import type { NeighbourKind, RankingKind, ScoredItems, ShopImage } from '../image/shop-image.ts'
import type { CandidateSource } from '../recommendation.ts'
import type { Situation } from '../serving/situation.ts'
import { candidatesMax, type Candidates } from './candidate.ts'
import { numberingOf, type Numbering } from './numbering.ts'

/** What follows the views of this visit. */
export function fromSession(
  image: ShopImage,
  mirror: ShopMirror,
  { viewed }: Situation,
): Candidates | undefined {
  const { sessions } = image
  const query = viewed.flatMap((id) => image.items.numberOf(id) ?? [])
  if (sessions === undefined || query.length === 0) return undefined
  const { items, scores } = sessions.score(query, candidatesMax)
  return inCatalogue(numberingOf(image, mirror), 'session-knn', items, scores)
}

/** Neighbours of one kind of the products given, latest last; later ones count more. */
export function fromNeighbours(
  image: ShopImage,
  mirror: ShopMirror,
  source: CandidateSource,
  kind: NeighbourKind,
  anchors: readonly string[],
): Candidates | undefined {
  const sums: Sums = new Map()
  let weight = 1
  for (const anchor of [...anchors].reverse()) {
    const item = image.items.numberOf(anchor)
    if (item === undefined) continue
    addNeighbours(sums, image.scored(kind, item), weight, anchor)
    weight *= anchorDecay
  }
  return sums.size === 0 ? undefined : fromSums(image, mirror, source, sums)
}

/** Each product before the last counts this much of the one after it. */
const anchorDecay = 0.7

/** Visitors' rankings of the whole shop. */
export function fromRanking(
  image: ShopImage,
  mirror: ShopMirror,
  source: CandidateSource,
  kind: RankingKind,
  mayShow: (product: number) => boolean,
): Candidates | undefined {
  const { items, scores } = image.ranking(kind)
  const { productOf } = numberingOf(image, mirror)
  const products: number[] = []
  const kept: number[] = []
  for (let place = 0; place < items.length && products.length < candidatesMax; place++) {
    const product = productOf(items[place] ?? 0)
    if (product === undefined || !mayShow(product)) continue
    products.push(product)
    kept.push(scores[place] ?? 0)
  }
  return products.length === 0 ? undefined : { source, products, scores: kept }
}

/** Days after which a view or a cart, and a purchase, count half. */
const halfLifeDays = { view: 14, 'add-to-cart': 14, purchase: 60 } as const
const daySeconds = 86_400
/** Past products that are looked up; older ones weigh next to nothing. */
const pastMax = 30

/** What resembles what the visitor did before this visit: Σ_j h_j · s(j, i), h = weight · 2^(−age / half-life). */
export function fromHistory(
  image: ShopImage,
  mirror: ShopMirror,
  { history, nowSeconds }: Situation,
): Candidates | undefined {
  const interest = new Map<number, { product: string; weight: number }>()
  for (const { product, type, weight, atSeconds } of history.earlier) {
    const item = image.items.numberOf(product)
    if (item === undefined) continue
    const age = Math.max(0, nowSeconds - atSeconds) / daySeconds
    const now = weight * Math.pow(2, -age / halfLifeDays[type])
    interest.set(item, { product, weight: now + (interest.get(item)?.weight ?? 0) })
  }
  const strongest = [...interest].sort((a, b) => b[1].weight - a[1].weight).slice(0, pastMax)
  const sums: Sums = new Map()
  for (const [item, { product, weight }] of strongest) {
    for (const kind of ['ease', 'viewed-after', 'content'] as const) {
      const list = image.scored(kind, item)
      addNeighbours(sums, list, weight, product)
      // The first kind that knows the product speaks for it.
      if (list.items.length > 0) break
    }
  }
  return sums.size === 0 ? undefined : fromSums(image, mirror, 'history', sums)
}

/** By item: what all anchors say together, and the anchor that says most. */
type Sums = Map<number, { score: number; best: number; anchor: string }>

function addNeighbours(sums: Sums, { items, scores }: ScoredItems, weight: number, anchor: string): void {
  const largest = scores[0] ?? 1
  for (let place = 0; place < items.length; place++) {
    const score = scores[place] ?? 0
    if (score <= 0) break
    const item = items[place] ?? 0
    const share = (weight * score) / largest
    const held = sums.get(item)
    if (held === undefined) {
      sums.set(item, { score: share, best: share, anchor })
      continue
    }
    held.score += share
    if (share <= held.best) continue
    held.best = share
    held.anchor = anchor
  }
}

function fromSums(image: ShopImage, mirror: ShopMirror, source: CandidateSource, sums: Sums): Candidates {
  const { productOf } = numberingOf(image, mirror)
  const found: { readonly product: number; readonly score: number; readonly anchor: string }[] = []
  for (const [item, { score, anchor }] of sums) {
    const product = productOf(item)
    if (product !== undefined) found.push({ product, score, anchor })
  }
  found.sort((a, b) => b.score - a.score || a.product - b.product)
  found.length = Math.min(found.length, candidatesMax)
  return {
    source,
    products: found.map(({ product }) => product),
    scores: found.map(({ score }) => score),
    anchors: found.map(({ anchor }) => anchor),
  }
}

function inCatalogue(
  { productOf }: Numbering,
  source: CandidateSource,
  items: Uint32Array,
  scores: Float32Array,
): Candidates {
  const products: number[] = []
  const kept: number[] = []
  for (let place = 0; place < items.length; place++) {
    const product = productOf(items[place] ?? 0)
    if (product === undefined) continue
    products.push(product)
    kept.push(scores[place] ?? 0)
  }
  return { source, products, scores: kept }
}
