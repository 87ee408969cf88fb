/** From candidates to a slate with reasons: the part that previews, pages and replays share with live answers. */
import type { ShopMirror } from '../../catalog/mirror/shop-mirror.ts'
import type { ShopImage } from '../image/shop-image.ts'
import type { ActiveRule } from '../merchandising/rule.ts'
import { reasonFor } from '../reason.ts'
import type { CandidateSource, Fill, SlateItem } from '../recommendation.ts'
import { numberingOf } from '../sources/numbering.ts'
import { behaviourHalf, placementPlans } from './placements.ts'
import { blend, type PoolItem } from './blend.ts'
import { chooseSlate } from './choose-slate.ts'
import { askMemory, gatherCandidates, type Gathered, type SourceDeps } from './gather-candidates.ts'
import { deepestTier } from './serving-counts.ts'
import type { Situation } from './situation.ts'

export interface Pool {
  readonly items: readonly PoolItem[]
  readonly sources: Gathered['sources']
}

export interface Composed {
  readonly items: readonly SlateItem[]
  readonly fill: Fill
  /** The deepest tier among the items. */
  readonly tier: number | 'none'
  /** Fallback sources that had to help. */
  readonly fellBackTo: readonly CandidateSource[]
}

export interface Sight {
  readonly mirror: ShopMirror
  readonly image: ShopImage | undefined
  readonly situation: Situation
}

/** What the placement's own sources say, blended. Asks Postgres only where memory cannot answer. */
export async function gatherPool(deps: SourceDeps, sight: Sight): Promise<Pool> {
  const { mirror, situation } = sight
  const plan = placementPlans[situation.placement]
  const names = namesOf(plan.blend)
  const keeps = situation.filter === undefined ? () => true : mirror.matcher(situation.filter)
  const mayShow = (product: number) => mirror.isSellable(product) && keeps(product)
  const { candidates, sources } = await gatherCandidates(deps, { ...sight, mayShow }, names)
  const share = situation.placement === 'product-similar' ? behaviourShare(sight) : undefined
  const weightOf = (source: CandidateSource, product: number) => {
    const weight = plan.blend[source] ?? 0
    if (share === undefined) return weight
    return weight * (source === 'content' ? 1 - share(product) : share(product))
  }
  return { items: blend(candidates, weightOf), sources }
}

function namesOf(blendOf: Readonly<Partial<Record<CandidateSource, number>>>): CandidateSource[] {
  const isSource = (name: string): name is CandidateSource => name in blendOf
  return Object.keys(blendOf).filter(isSource)
}

/**
 * How far behaviour is to be believed about the page's product and another: w = n / (n + k), n being the most visitors
 * there can be who met both.
 */
function behaviourShare({ image, mirror, situation: { item } }: Sight): (product: number) => number {
  const page = item === undefined ? undefined : image?.items.numberOf(item)
  if (image === undefined || page === undefined) return () => 0
  const visitors = image.viewers(page)
  const { itemOf } = numberingOf(image, mirror)
  return (product) => {
    const other = itemOf(product)
    const n = other === undefined ? 0 : Math.min(visitors, image.viewers(other))
    return n / (n + behaviourHalf)
  }
}

/** Synchronous: eligibility is looked at here and nowhere else. */
export function composeSlate(
  sight: Sight,
  pool: Pool,
  rules: readonly ActiveRule[],
  excluded: ReadonlySet<number>,
): Composed {
  const { mirror, image, situation } = sight
  const { n, diversity, explain } = situation.request
  const keeps = situation.filter === undefined ? () => true : mirror.matcher(situation.filter)
  const isHidden = hiddenBy(rules, mirror)
  const mayShow = (product: number) =>
    !excluded.has(product) && mirror.isSellable(product) && keeps(product) && !isHidden(product)
  const chosen = chooseSlate({
    mirror,
    pool: pool.items,
    n,
    diversity,
    mayShow,
    rules,
    fallback: placementPlans[situation.placement].fallback,
    ask: (source, show) => askMemory({ ...sight, mayShow: show }, source),
    similarity: createSimilarity(mirror, image),
  })
  const viewed = [...situation.viewed].reverse()
  const items = chosen.items.map(({ product, source, tier, anchor, score, rule }, position): SlateItem => ({
    id: mirror.product(product).id,
    position,
    score: Math.round(score * 1e4) / 1e4,
    source,
    tier,
    rule,
    reason: reasonFor({ mirror, image, viewed, cart: situation.cart }, { product, source, anchor }),
  }))
  return {
    items,
    fill: describeFill(mirror, situation, { excluded, isHidden }, n, items.length, explain),
    tier: deepestTier(items),
    fellBackTo: chosen.asked,
  }
}

/** What hide rules take out is not eligible: sources must not spend their candidates on it. */
function hiddenBy(rules: readonly ActiveRule[], mirror: ShopMirror): (product: number) => boolean {
  const hides = rules.filter(({ action }) => action === 'hide').map(({ filter }) => mirror.matcher(filter))
  return hides.length === 0 ? hidesNothing : (product) => hides.some((matches) => matches(product))
}

const hidesNothing = () => false

function createSimilarity(mirror: ShopMirror, image: ShopImage | undefined) {
  if (image === undefined) return (a: number, b: number) => mirror.overlap(a, b)
  const { itemOf } = numberingOf(image, mirror)
  return (a: number, b: number): number => {
    const [x, y] = [itemOf(a), itemOf(b)]
    const cosine = x === undefined || y === undefined ? undefined : image.similarity(x, y)
    return cosine ?? mirror.overlap(a, b)
  }
}

/** Counting looks at every product: worth it where someone asks, or where a short slate must be explained. */
function describeFill(
  mirror: ShopMirror,
  { filter }: Situation,
  removed: { readonly excluded: ReadonlySet<number>; readonly isHidden: (product: number) => boolean },
  asked: number,
  returned: number,
  explain: boolean,
): Fill {
  if (!explain && returned === asked) return { asked, returned }
  // Hide rules count as excluded: the request's own exclusions and the merchandiser's are both wishes.
  const excluded = new Set(removed.excluded)
  if (removed.isHidden !== hidesNothing)
    for (let product = 0; product < mirror.size; product++)
      if (removed.isHidden(product)) excluded.add(product)
  const { eligible, ...counts } = mirror.count(filter, excluded)
  return { asked, returned, eligible, removed: counts }
}
