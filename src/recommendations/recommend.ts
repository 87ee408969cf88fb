/**
 * One slate for one placement, top-down: nearest products that may be sold now, then, only where those are too few,
 * the same category or brand, then the newest. A slate is short only when fewer products are eligible. Nothing is
 * written on the way.
 */
import type { Clock } from '../clock.ts'
import {
  countEligible,
  findLatest,
  findNear,
  findOfLikeKind,
  type SellableDeps,
  type SellableRequest,
} from '../catalog/embedding/nearest/find-sellable.ts'
import { AppError } from '../errors.ts'
import { newId } from '../ids.ts'
import { reasonsAgainst } from './reason.ts'
import type {
  CandidateSource,
  Fill,
  Recommendation,
  RecommendationRequest,
  SlateItem,
} from './recommendation.ts'

export interface RecommendDeps extends SellableDeps {
  readonly clock: Clock
}

type Candidate = Omit<SlateItem, 'position' | 'tier' | 'source'>

/**
 * @throws AppError recommendations.placement-unavailable, recommendations.context-missing, catalog.product-not-found
 */
export async function recommend(
  deps: RecommendDeps,
  request: RecommendationRequest & { readonly shopId: string },
): Promise<Recommendation> {
  const item = requireItem(request)
  const asOf = deps.clock.now()
  const sellable = { shopId: request.shopId, filter: request.filter, exclude: excludedIds(request, item) }
  const { items, sources } = await fillSlate(deps, item, sellable, request.n)
  return {
    slate: newId('slate'),
    as_of: asOf.toISOString(),
    // Only the items of the request were used, which needs no consent.
    consent_used: 'none',
    items,
    fill: await describeFill(deps, sellable, request, items.length),
    sources,
  }
}

function requireItem({ placement, context }: RecommendationRequest): string {
  if (placement !== 'product-similar') {
    const detail = `The placement "${placement}" is not served yet; "product-similar" is.`
    throw new AppError('recommendations.placement-unavailable', detail, {
      errors: [{ path: 'placement', message: 'is not served yet' }],
    })
  }
  if (context.item === undefined) {
    const detail = 'Similar products need the product they should be similar to, in context.item.'
    throw new AppError('recommendations.context-missing', detail, {
      errors: [{ path: 'context.item', message: 'is missing' }],
    })
  }
  return context.item
}

function excludedIds({ exclude, context }: RecommendationRequest, item: string): string[] {
  return [...new Set([item, ...exclude.ids, ...(exclude.seen ? context.items : [])])]
}

type Sellable = Omit<SellableRequest, 'limit'>

/** Asks one source after the other until the slate is full. */
async function fillSlate(
  deps: RecommendDeps,
  item: string,
  sellable: Sellable,
  n: number,
): Promise<Pick<Recommendation, 'items' | 'sources'>> {
  const items: SlateItem[] = []
  const sources: { name: CandidateSource; ms: number }[] = []
  const ask = async (name: CandidateSource, find: (request: SellableRequest) => Promise<Candidate[]>) => {
    const limit = n - items.length
    if (limit === 0) return
    const startedAt = deps.clock.monotonicMs()
    const chosen = items.map(({ id }) => id)
    const found = await find({ ...sellable, exclude: [...sellable.exclude, ...chosen], limit })
    const tier = sources.length
    sources.push({ name, ms: Math.round((deps.clock.monotonicMs() - startedAt) * 10) / 10 })
    for (const { id, score, reason } of found)
      items.push({ id, position: items.length, score, source: name, tier, reason })
  }

  let reasonFor: ReturnType<typeof reasonsAgainst> | undefined
  await ask('content', async (request) => {
    const { product, near } = await findNear(deps, { ...request, product: item })
    const toReason = reasonsAgainst(product)
    reasonFor = toReason
    return near.map((one) => ({
      id: one.id,
      score: Math.round(one.similarity * 1e4) / 1e4,
      reason: toReason(one),
    }))
  })
  await ask('category', async (request) => {
    const found = await findOfLikeKind(deps, { ...request, product: item })
    return found.flatMap((like) =>
      reasonFor === undefined ? [] : { id: like.id, score: 0, reason: reasonFor(like) },
    )
  })
  await ask('latest', async (request) => {
    const found = await findLatest(deps, request)
    return found.map(({ id }) => ({ id, score: 0, reason: { code: 'latest' } }))
  })
  return { items, sources }
}

async function describeFill(
  deps: RecommendDeps,
  sellable: Sellable,
  { n, explain }: RecommendationRequest,
  returned: number,
): Promise<Fill> {
  // Counting reads every product of the shop: worth it where someone asks, or where a short slate must be explained.
  if (!explain && returned === n) return { asked: n, returned }
  const { eligible, ...removed } = await countEligible(deps, sellable)
  return { asked: n, returned, eligible, removed }
}
