/**
 * Reasons a shopper can check: counts of visitors behind a pair of products where there are enough, what two products state
 * alike elsewhere. Nothing is inferred.
 */
import { foldText, type Facets, type FacetValue } from '../catalog/facets.ts'
import type { ShopMirror } from '../catalog/mirror/shop-mirror.ts'
import type { NeighbourKind, RankingKind, ShopImage } from './image/shop-image.ts'
import { countedDays } from './rankings/rank-products.ts'
import type { CandidateSource, Reason } from './recommendation.ts'

/** More would be read by nobody. */
const attributesMax = 5

export interface Explained {
  readonly product: number
  readonly source: CandidateSource
  readonly anchor: string | undefined
}

export interface ReasonContext {
  readonly mirror: ShopMirror
  readonly image: ShopImage | undefined
  /** The product of the page and those viewed, latest first, by external id. */
  readonly viewed: readonly string[]
  readonly cart: readonly string[]
}

/** Why one item is on the slate: the strongest thing that can be said of it and of what led to it. */
export function reasonFor(context: ReasonContext, { product, source, anchor }: Explained): Reason {
  const { viewed, cart, mirror } = context
  switch (source) {
    case 'rule':
      return { code: 'chosen-by-shop' }
    case 'latest':
    case 'on-sale':
    case 'recently-viewed':
    case 'buy-again':
      return { code: source }
    case 'trending':
    case 'popular':
      return { code: source, ...rankEvidence(context, source, product) }
    case 'bestsellers':
      return { code: 'bestseller', ...rankEvidence(context, source, product) }
    case 'text':
      return { code: 'matches-query' }
    case 'complements':
      return counted(context, 'complement', 'bought-together', product, anchor, [...cart, ...viewed])
    case 'substitutes':
      return counted(context, 'substitute', 'viewed-together', product, anchor, viewed)
    case 'session-knn':
    case 'viewed-after':
      return counted(context, 'viewed-after', 'viewed-after', product, anchor, viewed)
    case 'history':
    case 'ease': {
      const found = evidenceOf(context, 'viewed-after', product, anchor === undefined ? viewed : [anchor])
      if (found !== undefined) return { code: 'viewed-after', ...found }
      const code = source === 'history' ? 'fits-history' : 'fits-visit'
      return anchor === undefined ? { code } : sharedReason(mirror, anchor, product, code)
    }
    case 'content':
    case 'category':
      return sharedReason(mirror, anchor ?? viewed[0], product, 'similar-text')
  }
}

/** How many viewed or bought it lately; nothing where they are too few to be told. */
function rankEvidence(
  { image, mirror }: ReasonContext,
  kind: RankingKind,
  product: number,
): Pick<Reason, 'n' | 'days'> {
  const item = image?.items.numberOf(mirror.product(product).id)
  const n = item === undefined ? undefined : image?.rankVoters(kind, item)
  return n === undefined ? {} : { n, days: countedDays[kind] }
}

/** With counts where the pair has them, else what the two state alike, else only that they fit. */
function counted(
  context: ReasonContext,
  kind: NeighbourKind,
  code: Reason['code'],
  product: number,
  anchor: string | undefined,
  others: readonly string[],
): Reason {
  const found = evidenceOf(context, kind, product, anchor === undefined ? others : [anchor, ...others])
  if (found !== undefined) return { code, ...found }
  return sharedReason(context.mirror, anchor ?? others[0], product, 'fits-visit')
}

/** Of the first product whose pair with this one has evidence. */
function evidenceOf(
  { image, mirror }: ReasonContext,
  kind: NeighbourKind,
  product: number,
  anchors: readonly string[],
): Pick<Reason, 'item' | 'k' | 'n' | 'lift' | 'ci'> | undefined {
  const other = image?.items.numberOf(mirror.product(product).id)
  if (image === undefined || other === undefined) return undefined
  for (const anchor of anchors.slice(0, anchorsMax)) {
    const item = image.items.numberOf(anchor)
    const evidence = item === undefined ? undefined : image.evidence(kind, item, other)
    if (evidence === undefined) continue
    const { k, n, lift, ci } = evidence
    return { item: anchor, k, n, lift: short(lift), ci: [short(ci[0]), short(ci[1])] }
  }
  return undefined
}

/** Products of the visit that may explain an item. */
const anchorsMax = 5

/** As many digits as a reason tells. */
export function short(value: number): number {
  return Number(value.toPrecision(3))
}

/** The strongest thing two products have in common names the reason; the rest is listed with it. */
function sharedReason(
  mirror: ShopMirror,
  anchor: string | undefined,
  product: number,
  otherwise: Reason['code'],
): Reason {
  const item = anchor === undefined ? undefined : mirror.numberOf(anchor)
  if (anchor === undefined || item === undefined) return { code: otherwise }
  const shared = mirror.sharedFacets(item, product)
  // Facets hold every prefix of a path, so the longest shared one is the deepest common category.
  const category = (shared['category'] ?? []).map(String).sort((a, b) => b.length - a.length)[0]
  const brand = (shared['brand'] ?? []).length > 0 ? mirror.product(item).brand : null
  const attributes = sharedAttributes(shared)
  const evidence = {
    item: anchor,
    ...(category === undefined ? {} : { category }),
    ...(brand === null ? {} : { brand }),
    ...(attributes === undefined ? {} : { attributes }),
  }
  if (category !== undefined) return { code: 'shares-category', ...evidence }
  if (brand !== null) return { code: 'shares-brand', ...evidence }
  if (attributes !== undefined) return { code: 'shares-attributes', ...evidence }
  return { code: otherwise, ...evidence }
}

function sharedAttributes(facets: Facets): Reason['attributes'] {
  const shared: Record<string, FacetValue[]> = {}
  let count = 0
  for (const [facet, values] of Object.entries(facets)) {
    if (!facet.startsWith('attr.')) continue
    // A stated "No" is no likeness.
    const stated = values.filter((value) => value !== false)
    if (stated.length === 0) continue
    shared[facet.slice('attr.'.length)] = withoutRepeats(stated)
    if (++count === attributesMax) break
  }
  return count === 0 ? undefined : shared
}

/**
 * One spelling of each value. Facets also hold the number a text spells, and options and attributes may state one
 * thing as "39", 39 and "39 cm": where the number is listed, it stands for all of them.
 */
export function withoutRepeats(values: readonly FacetValue[]): FacetValue[] {
  const numbers = new Set(values.filter((value) => typeof value === 'number'))
  const kept = new Map<string, FacetValue>()
  for (const value of values) {
    const text = foldText(String(value))
    const number = typeof value === 'string' ? quantity.exec(text)?.[1] : undefined
    if (number !== undefined && numbers.has(Number(number))) continue
    if (!kept.has(text)) kept.set(text, value)
  }
  return [...kept.values()]
}

/** A number, alone or with one unit: "185", "185 cm", "1.5kg", "12 %". */
const quantity = /^(-?\d{1,15}(?:\.\d{1,15})?)(?:\s?[^\d\s.,:;x×-][^\s]{0,11})?$/u
