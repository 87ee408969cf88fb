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
  /** Products that must not come: external ids, and the catalogue's numbers of those it has. */
  readonly excludedIds: ReadonlySet<string>
  readonly excluded: ReadonlySet<number>
  readonly consentUsed: ConsentLevel
  readonly nowSeconds: number
}

/** More of a visit than this changes no recommendation. */
const viewedMax = 50

/**
 * @param mirror without it nobody can say whether the page's product exists
 * @throws AppError recommendations.context-missing, catalog.product-not-found
 */
export function readSituation(
  mirror: ShopMirror | undefined,
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
  const excludedIds = idsOf(request, viewed, cart, history)
  const usesHistory = history.consentUsed
  return {
    placement,
    request,
    viewed: viewed.slice(-viewedMax),
    cart,
    item,
    history,
    filter: joinFilters(request),
    excludedIds,
    excluded: numbersOf(mirror, excludedIds),
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

function requireContext(
  mirror: ShopMirror | undefined,
  { placement, context, consent }: RecommendationRequest,
): void {
  const missing = (path: string, detail: string) =>
    new AppError('recommendations.context-missing', detail, { errors: [{ path, message: 'is missing' }] })
  switch (placement) {
    case 'product-similar':
    case 'product-complements':
      if (context.item === undefined) {
        throw missing('context.item', 'This placement needs the product of the page, in context.item.')
      }
      if (mirror !== undefined && mirror.numberOf(context.item) === undefined) {
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
function idsOf(
  { exclude, context, placement }: RecommendationRequest,
  viewed: readonly string[],
  cart: readonly string[],
  history: VisitorHistory,
): Set<string> {
  const excluded = new Set(exclude.ids)
  if (context.item !== undefined) excluded.add(context.item)
  if (placement !== 'home') for (const id of cart) excluded.add(id)
  if (exclude.seen) for (const id of viewed) excluded.add(id)
  if (exclude.bought) for (const { product } of history.bought) excluded.add(product)
  return excluded
}

function numbersOf(mirror: ShopMirror | undefined, ids: ReadonlySet<string>): Set<number> {
  const numbers = new Set<number>()
  for (const id of ids) {
    const number = mirror?.numberOf(id)
    if (number !== undefined) numbers.add(number)
  }
  return numbers
}
