/**
 * Asks the sources of a placement. What lies in memory answers at once; what must ask Postgres gets a deadline, and is
 * named late rather than awaited.
 */
import type { Clock } from '../../clock.ts'
import { findNear, type SellableDeps } from '../../catalog/embedding/nearest/find-sellable.ts'
import type { ShopMirror } from '../../catalog/mirror/shop-mirror.ts'
import { searchProducts, type SearchDeps } from '../../catalog/search/search-products.ts'
import type { ShopImage } from '../image/shop-image.ts'
import type { AskedSource, CandidateSource } from '../recommendation.ts'
import { fromHistory, fromNeighbours, fromRanking, fromSession } from '../sources/behaviour.ts'
import { candidatesMax, type Candidates } from '../sources/candidate.ts'
import { fromCategory, fromLatest, fromSale, type MayShow } from '../sources/catalogue.ts'
import { fromPurchases, fromRecentViews } from '../sources/visitor.ts'
import type { Situation } from './situation.ts'

export interface SourceDeps extends SellableDeps, Pick<SearchDeps, 'lexicalIndexes' | 'queryVectors'> {
  readonly clock: Pick<Clock, 'monotonicMs'>
  /** What a source that asks Postgres may take. */
  readonly deadlineMs?: number
}

export interface Knowledge {
  readonly mirror: ShopMirror
  readonly image: ShopImage | undefined
  readonly situation: Situation
  readonly mayShow: MayShow
}

export interface Gathered {
  readonly candidates: readonly Candidates[]
  readonly sources: readonly AskedSource[]
}

/** A storefront page notices no more than this. */
const defaultDeadlineMs = 5

export async function gatherCandidates(
  deps: SourceDeps,
  knowledge: Knowledge,
  names: readonly CandidateSource[],
): Promise<Gathered> {
  const { clock, deadlineMs = defaultDeadlineMs } = deps
  const candidates: Candidates[] = []
  const sources: AskedSource[] = []
  const waiting: Promise<void>[] = []
  const began = clock.monotonicMs()
  const sinceBegan = () => Math.round((clock.monotonicMs() - began) * 100) / 100
  for (const name of names) {
    if (knowledge.image === undefined && learnt.has(name)) continue
    const remote = askRemote(deps, knowledge, name)
    if (remote === undefined) {
      const from = clock.monotonicMs()
      const found = askMemory(knowledge, name)
      sources.push({ name, ms: Math.round((clock.monotonicMs() - from) * 100) / 100 })
      if (found !== undefined) candidates.push(found)
      continue
    }
    waiting.push(
      withDeadline(remote, deadlineMs).then((answered) => {
        if (answered === late) sources.push({ name, late: true })
        else {
          sources.push({ name, ms: sinceBegan() })
          if (answered !== undefined) candidates.push(answered)
        }
      }),
    )
  }
  await Promise.all(waiting)
  return { candidates, sources }
}

/** Sources that only an image can answer. */
const learnt: ReadonlySet<CandidateSource> = new Set([
  'session-knn',
  'history',
  'substitutes',
  'complements',
  'viewed-after',
  'ease',
  'trending',
  'popular',
  'bestsellers',
])

/** What is in memory. A source that has nothing to go on has no candidates. */
export function askMemory(
  { image, mirror, situation, mayShow }: Knowledge,
  name: CandidateSource,
): Candidates | undefined {
  const { item, cart, viewed, placement } = situation
  const page = item === undefined ? [] : [item]
  const anchors = placement === 'cart' ? cart : page.length > 0 ? page : viewed.slice(-5)
  switch (name) {
    case 'latest':
      return fromLatest(mirror, mayShow)
    case 'on-sale':
      return fromSale(mirror, mayShow)
    case 'category':
      return fromCategory(image, mirror, situation, mayShow)
    case 'recently-viewed':
      return fromRecentViews(mirror, situation)
    case 'buy-again':
      return fromPurchases(mirror, situation)
    case 'rule':
    case 'text':
      return undefined
    default:
      return image === undefined ? undefined : askImage(image, mirror, situation, name, anchors, mayShow)
  }
}

type ImageSource = Exclude<
  CandidateSource,
  'latest' | 'on-sale' | 'category' | 'recently-viewed' | 'buy-again' | 'rule' | 'text'
>

function askImage(
  image: ShopImage,
  mirror: ShopMirror,
  situation: Situation,
  name: ImageSource,
  anchors: readonly string[],
  mayShow: MayShow,
): Candidates | undefined {
  switch (name) {
    case 'session-knn':
      return fromSession(image, mirror, situation)
    case 'history':
      return fromHistory(image, mirror, situation)
    case 'substitutes':
      return fromNeighbours(image, mirror, name, 'substitute', anchors)
    case 'complements':
      return fromNeighbours(image, mirror, name, 'complement', anchors)
    case 'viewed-after':
      return fromNeighbours(image, mirror, name, 'viewed-after', anchors)
    case 'ease':
      return fromNeighbours(image, mirror, name, 'ease', anchors)
    case 'content':
      return fromNeighbours(image, mirror, name, 'content', anchors)
    case 'trending':
    case 'popular':
    case 'bestsellers':
      return fromRanking(image, mirror, name, name, mayShow)
  }
}

/** Undefined when memory can answer. */
function askRemote(
  deps: SourceDeps,
  { image, mirror, situation }: Knowledge,
  name: CandidateSource,
): Promise<Candidates | undefined> | undefined {
  const { item, request, filter } = situation
  if (name === 'text' && request.context.query !== undefined) {
    return findByText(deps, mirror, request.context.query, filter)
  }
  if (name !== 'content' || item === undefined) return undefined
  const known = image?.items.numberOf(item)
  if (image !== undefined && known !== undefined && image.scored('content', known).items.length > 0)
    return undefined
  return findByContent(deps, mirror, item, filter)
}

async function findByText(
  deps: SourceDeps,
  mirror: ShopMirror,
  query: string,
  filter: Situation['filter'],
): Promise<Candidates | undefined> {
  const { items } = await searchProducts(deps, {
    shopId: mirror.shopId,
    query,
    ...(filter === undefined ? {} : { filter }),
    limit: 100,
  })
  return toCandidates(mirror, 'text', items)
}

async function findByContent(
  deps: SourceDeps,
  mirror: ShopMirror,
  item: string,
  filter: Situation['filter'],
): Promise<Candidates | undefined> {
  // A shop without vectors has nothing near, and nobody needs to be asked.
  if ((await deps.liveVersions.find(mirror.shopId)) === undefined) return undefined
  const { near } = await findNear(deps, {
    shopId: mirror.shopId,
    product: item,
    filter,
    exclude: [],
    limit: candidatesMax,
  })
  return toCandidates(
    mirror,
    'content',
    near.filter(({ similarity }) => similarity > 0).map(({ id, similarity }) => ({ id, score: similarity })),
    item,
  )
}

function toCandidates(
  mirror: ShopMirror,
  source: CandidateSource,
  found: readonly { readonly id: string; readonly score: number }[],
  anchor?: string,
): Candidates | undefined {
  const known = found.flatMap(({ id, score }) => {
    const product = mirror.numberOf(id)
    return product === undefined ? [] : { product, score }
  })
  if (known.length === 0) return undefined
  return {
    source,
    products: known.map(({ product }) => product),
    scores: known.map(({ score }) => score),
    anchors: anchor === undefined ? undefined : known.map(() => anchor),
  }
}

const late: unique symbol = Symbol('late')

/** What comes too late, or fails, is as if it had not been asked; nobody waits for it. */
async function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, deadlineMs, late)
  })
  try {
    return await Promise.race([work.catch((): typeof late => late), expired])
  } finally {
    clearTimeout(timer)
  }
}
