/** Candidates from the catalogue itself: what is new, reduced, or of the same category. */
import { foldText } from '../../catalog/facets.ts'
import type { ShopMirror } from '../../catalog/mirror/shop-mirror.ts'
import type { ShopImage } from '../image/shop-image.ts'
import type { CandidateSource } from '../recommendation.ts'
import type { Situation } from '../serving/situation.ts'
import { candidatesMax, type Candidates } from './candidate.ts'
import { popularIn } from './popular-in-group.ts'

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
  const ofCategory = path === null ? [] : popularIn(image, mirror, 'category', path)
  const ofBrand = brand === null ? [] : popularIn(image, mirror, 'brand', foldText(brand))
  return byPlace('category', distinct([ofCategory, ofBrand]), mayShow, candidatesMax)
}

function* distinct(lists: readonly Iterable<number>[]): Iterable<number> {
  const given = new Set<number>()
  for (const list of lists) {
    for (const product of list) {
      if (given.has(product)) continue
      given.add(product)
      yield product
    }
  }
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
