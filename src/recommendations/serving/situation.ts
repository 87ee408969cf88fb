/** A request with everything it may know: the visit, the history, what is excluded, in numbers of image and catalogue. */
import type { ProductFilter } from '../../catalog/filter.ts'
import { foldText } from '../../catalog/facets.ts'
import type { ShopMirror } from '../../catalog/mirror/shop-mirror.ts'
import { allows, type ConsentLevel } from '../../events/consent.ts'
import { emptyHistory, type VisitorHistory } from '../../events/history/visitor-history.ts'
import { AppError } from '../../errors.ts'
import type { Placement, RecommendationRequest } from '../recommendation.ts'

export interface Situation {
  readonly placement: Placement
  readonly request: RecommendationRequest
  /** Products viewed in this visit, oldest first; the page's own product last. External ids. */
  readonly viewed: readonly string[]
  readonly cart: readonly string[]
  /** The product of the page. */
  readonly item: string | undefined
  readonly history: VisitorHistory
  /** The request's filter, and the category of a category page. */
  readonly filter: ProductFilter | undefined
  /** Catalogue numbers that must not come. */
  readonly excluded: ReadonlySet<number>
  readonly consentUsed: ConsentLevel
  readonly nowSeconds: number
}

/** More of a visit than this changes no recommendation. */
const viewedMax = 50

/** @throws AppError recommendations.context-missing, catalog.product-not-found */
export function readSituation(
  mirror: ShopMirror,
  request: RecommendationRequest,
  history: VisitorHistory = emptyHistory,
  nowSeconds = 0,
): Situation {
  requireContext(mirror, request)
  const { placement, context } = request
  const viewed = joinViews(history.viewed, context.items)
  const { item } = context
  if (item !== undefined && viewed.at(-1) !== item) viewed.push(item)
  const cart = [...new Set([...history.cart, ...context.cart])]
  const usesHistory = history.consentUsed
  return {
    placement,
    request,
    viewed: viewed.slice(-viewedMax),
    cart,
    item,
    history,
    filter: joinFilters(request),
    excluded: excludedNumbers(mirror, request, viewed, cart, history),
    consentUsed: allows(request.consent, usesHistory) ? usesHistory : request.consent,
    nowSeconds,
  }
}

/** What the storefront says it showed, after what its events say; what both say is said once. */
function joinViews(fromEvents: readonly string[], fromRequest: readonly string[]): string[] {
  if (fromEvents.length === 0) return [...fromRequest]
  const told = new Set(fromRequest)
  return [...fromEvents.filter((id) => !told.has(id)), ...fromRequest]
}

function requireContext(mirror: ShopMirror, { placement, context, consent }: RecommendationRequest): void {
  const missing = (path: string, detail: string) =>
    new AppError('recommendations.context-missing', detail, { errors: [{ path, message: 'is missing' }] })
  switch (placement) {
    case 'product-similar':
    case 'product-complements':
      if (context.item === undefined) {
        throw missing('context.item', 'This placement needs the product of the page, in context.item.')
      }
      if (mirror.numberOf(context.item) === undefined) {
        throw new AppError('catalog.product-not-found', `There is no product "${context.item}" in this shop.`)
      }
      return
    case 'category':
      if (context.category === undefined) {
        throw missing('context.category', 'A category page needs its path, in context.category.')
      }
      return
    case 'search':
      if (context.query === undefined) {
        throw missing('context.query', 'A search page needs what was searched for, in context.query.')
      }
      return
    case 'email':
      if (consent !== 'known') {
        throw missing('consent', 'An e-mail is about a person: it needs consent "known" and the visitor.')
      }
      return
    case 'cart':
    case 'home':
      return
  }
}

function joinFilters({ placement, context, filter }: RecommendationRequest): ProductFilter | undefined {
  if (placement !== 'category' || context.category === undefined) return filter
  const under = { category: { under: context.category.split('>').map(foldText) } }
  return filter === undefined ? under : { all: [under, filter] }
}

/** The product of the page and what lies in the cart are never shown beside themselves. */
function excludedNumbers(
  mirror: ShopMirror,
  { exclude, context, placement }: RecommendationRequest,
  viewed: readonly string[],
  cart: readonly string[],
  history: VisitorHistory,
): Set<number> {
  const excluded = new Set<number>()
  const add = (id: string) => {
    const number = mirror.numberOf(id)
    if (number !== undefined) excluded.add(number)
  }
  exclude.ids.forEach(add)
  if (context.item !== undefined) add(context.item)
  if (placement !== 'home') cart.forEach(add)
  if (exclude.seen) viewed.forEach(add)
  if (exclude.bought) for (const { product } of history.bought) add(product)
  return excluded
}
