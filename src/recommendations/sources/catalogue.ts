/** Candidates from the catalogue itself: what is new, reduced, or of the same category. */
import { foldText } from '../../catalog/facets.ts'
import type { ShopMirror } from '../../catalog/mirror/shop-mirror.ts'
import type { ShopImage } from '../image/shop-image.ts'
import type { CandidateSource } from '../recommendation.ts'
import type { Situation } from '../serving/situation.ts'
import { candidatesMax, type Candidates } from './candidate.ts'

export type MayShow = (product: number) => boolean

export function fromLatest(mirror: ShopMirror, mayShow: MayShow): Candidates | undefined {
  return byPlace('latest', mirror.latest(), mayShow, candidatesMax)
}

export function fromSale(mirror: ShopMirror, mayShow: MayShow): Candidates | undefined {
  return byPlace('on-sale', mirror.onSale(), mayShow, candidatesMax)
}

/** Products of the page's category, or of its product's, then of the product's brand; the most popular first in each. */
export function fromCategory(
  image: ShopImage | undefined,
  mirror: ShopMirror,
  { item, request }: Situation,
  mayShow: MayShow,
): Candidates | undefined {
  const number = item === undefined ? undefined : mirror.numberOf(item)
  const { category = null, brand = null } = number === undefined ? {} : mirror.product(number)
  const path = request.context.category === undefined ? category : foldText(request.context.category)
  const popularity = popularityOf(image, mirror)
  const ordered = (products: Iterable<number>) =>
    [...products].filter(mayShow).sort((a, b) => popularity(b) - popularity(a) || b - a)
  const ofCategory = path === null ? [] : ordered(mirror.inCategory(path))
  const ofBrand = brand === null ? [] : ordered(ofBrandIn(mirror, brand))
  return byPlace('category', new Set([...ofCategory, ...ofBrand]), () => true, candidatesMax)
}

function* ofBrandIn(mirror: ShopMirror, brand: string): Iterable<number> {
  const matches = mirror.matcher({ brand: { in: [brand] } })
  for (let product = 0; product < mirror.size; product++) if (matches(product)) yield product
}

function popularityOf(image: ShopImage | undefined, mirror: ShopMirror): (product: number) => number {
  if (image === undefined) return () => 0
  const { items, scores } = image.ranking('popular')
  const byProduct = new Map<number, number>()
  items.forEach((item, place) => {
    const product = mirror.numberOf(image.items.idOf(item))
    if (product !== undefined) byProduct.set(product, scores[place] ?? 0)
  })
  return (product) => byProduct.get(product) ?? 0
}

function byPlace(
  source: CandidateSource,
  products: Iterable<number>,
  mayShow: MayShow,
  limit: number,
): Candidates | undefined {
  const kept: number[] = []
  for (const product of products) {
    if (!mayShow(product)) continue
    kept.push(product)
    if (kept.length === limit) break
  }
  return kept.length === 0
    ? undefined
    : { source, products: kept, scores: kept.map((_, place) => 1 / (place + 1)) }
}
