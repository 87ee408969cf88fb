/**
 * One slate for one placement, top-down: what may be shown and what is known in memory, candidates, rules, the slate, its
 * receipt. Nothing is written on the way and, while memory is current, nobody is asked.
 */
import type { ProductFilter } from '../catalog/filter.ts'
import type { ShopMirror, ShopMirrors } from '../catalog/mirror/shop-mirror.ts'
import type { Clock } from '../clock.ts'
import { databaseOutage } from '../database/outage.ts'
import { allows } from '../events/consent.ts'
import {
  emptyHistory,
  type VisitorHistories,
  type VisitorHistory,
} from '../events/history/visitor-history.ts'
import { newId } from '../ids.ts'
import { exploreSlate, isExplored, widened } from './exploration/explore-slate.ts'
import type { ExploredSlot } from './exploration/explored-slot.ts'
import type { ShopImage } from './image/shop-image.ts'
import type { ShopImages } from './image/shop-images.ts'
import type { AppliedRules, RuleBook } from './merchandising/rule.ts'
import type { RecommendationRequest } from './recommendation.ts'
import { coldSlate } from './serving/cold-slate.ts'
import { issueSlate, type Answer } from './serving/issue-slate.ts'
import { composeSlate, gatherPool, type Composed, type Pool } from './serving/compose-slate.ts'
import type { SourceDeps } from './serving/gather-candidates.ts'
import { countLate, type ServingCounts } from './serving/serving-counts.ts'
import { readSituation, type Situation } from './serving/situation.ts'
import type { Memo } from './serving/slate-memo.ts'
import type { SigningKeys } from './slates/signing-keys.ts'
import type { SlateRing } from './slates/slate-ring.ts'

export interface RecommendDeps extends SourceDeps {
  readonly clock: Clock
  readonly mirrors: ShopMirrors
  readonly images: ShopImages
  readonly histories: VisitorHistories
  readonly rules: RuleBook
  readonly signingKeys: SigningKeys
  readonly slates: SlateRing
  readonly pools: Memo<Pool>
  readonly composed: Memo<Remembered>
  readonly counts: ServingCounts
  /** An older image is not used: the tiers of the catalogue answer. */
  readonly imageMaxAgeMs: number
}

/** A slate as it was composed, and its items as they go over the wire. */
export interface Remembered {
  /** The catalogue, and its version when the slate was composed or last looked at. */
  readonly mirror: ShopMirror
  mirrorVersion: number
  readonly composed: Composed
  readonly itemsJson: string
}

/** @throws AppError recommendations.context-missing, catalog.product-not-found */
export async function recommend(
  deps: RecommendDeps,
  asked: RecommendationRequest & { readonly shopId: string },
): Promise<Answer> {
  const { shopId, ...request } = asked
  const mirror = deps.mirrors.peek(shopId) ?? (await deps.mirrors.soon(shopId))
  const keys = await reached(deps.signingKeys.of(shopId), [])
  const history = await reached(historyOf(deps, shopId, request), emptyHistory)
  const now = deps.clock.now()
  const rules = await deps.rules.activeFor({
    shopId,
    placement: request.placement,
    consent: request.consent,
    context: request.context,
    now,
    visitorKey: keyOf(request),
  })
  const situation = readSituation(mirror, request, history, now.getTime() / 1_000)
  const { image, outdated } = imageOf(deps, shopId, now)
  const slate = newId('slate')
  const question = { shopId, request, slate, now, situation, rules, signing: keys[0] }
  if (mirror === undefined) {
    const composed = await coldSlate(deps.mirrors, shopId, situation, rules.active)
    return issueSlate(deps, question, { composed, itemsJson: JSON.stringify(composed.items) })
  }
  const sight = { mirror, image, situation }
  const key = memoKey(situation, image)
  const pool = await poolOf(deps, sight, key)
  // From here to the check nothing waits: what is eligible now is what is answered.
  const isCurrent = deps.mirrors.isCurrent(mirror)
  const drawn =
    rules.explore !== undefined && isCurrent && isExplored(slate, rules.explore, request)
      ? explore(deps, sight, pool, rules, key, slate)
      : undefined
  const made = drawn ?? compose(deps, sight, pool, rules, key)
  const sure = isCurrent ? made : await confirmed(deps, sight, pool, rules, made)
  return issueSlate(deps, { ...question, image, outdated, pool }, { ...sure, explored: drawn?.explored })
}

function historyOf(
  { histories }: RecommendDeps,
  shopId: string,
  { consent, session, visitor }: RecommendationRequest,
): VisitorHistory | Promise<VisitorHistory> {
  if (consent === 'none' || (session === undefined && visitor === undefined)) return emptyHistory
  return histories.of({ shopId, consent, session, visitor })
}

/** While Postgres is away a storefront gets an answer from less, and no error. */
async function reached<T>(asked: T | Promise<T>, otherwise: T): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (databaseOutage(error) === undefined) throw error
    return otherwise
  }
}

/** Never linked further than the consent goes. */
function keyOf({ consent, session, visitor }: RecommendationRequest): string | undefined {
  if (allows(consent, 'pseudonymous') && visitor !== undefined) return visitor
  return consent === 'none' ? undefined : session
}

/** The image in memory; loading one takes its time, and the fallback tiers answer meanwhile. */
function imageOf(
  { images, counts, imageMaxAgeMs }: RecommendDeps,
  shopId: string,
  now: Date,
): { readonly image: ShopImage | undefined; readonly outdated?: true } {
  const image = images.peek(shopId)
  if (image === undefined) images.of(shopId).catch(() => undefined)
  else if (now.getTime() - image.asOf.getTime() > imageMaxAgeMs) {
    counts.outdated++
    return { image: undefined, outdated: true }
  }
  return { image }
}

/** Undefined for what is about one person: nobody else will ask it. */
function memoKey(
  { request, viewed, cart, history }: Situation,
  image: ShopImage | undefined,
): string | undefined {
  if (history.earlier.length > 0 || history.bought.length > 0) return undefined
  const { placement, context, filter } = request
  const { item = '', category = '', query = '' } = context
  const filtered = filter === undefined ? '' : JSON.stringify(filter)
  const views = viewed.slice(request.exclude.seen ? 0 : -viewsRemembered).join('\u0002')
  return `${image?.shopId ?? ''}\u0001${String(image?.epoch ?? 0)}.${String(image?.erased ?? 0)}${image?.countsHold === false ? 'w' : ''}\u0001${placement}\u0001${item}\u0001${category}\u0001${query}\u0001${filtered}\u0001${cart.join('\u0002')}\u0001${views}`
}

/** As many as the session model looks at. */
const viewsRemembered = 20

async function poolOf(
  deps: RecommendDeps,
  sight: { mirror: ShopMirror; image: ShopImage | undefined; situation: Situation },
  key: string | undefined,
): Promise<Pool> {
  const poolKey = key === undefined ? undefined : `${placeOf(sight.mirror)}\u0001${key}`
  const known = poolKey === undefined ? undefined : deps.pools.get(poolKey)
  if (known !== undefined) return known
  const pool = await gatherPool(deps, sight)
  const late = pool.sources.filter((source) => source.late === true)
  for (const { name } of late) countLate(deps.counts, name)
  if (poolKey !== undefined && late.length === 0) deps.pools.set(poolKey, pool)
  return pool
}

function compose(
  deps: RecommendDeps,
  sight: { mirror: ShopMirror; image: ShopImage | undefined; situation: Situation },
  pool: Pool,
  rules: AppliedRules,
  key: string | undefined,
): Remembered {
  const { mirror, situation } = sight
  const { n, diversity, exclude, explain } = situation.request
  const slateKey =
    key === undefined
      ? undefined
      : `${placeOf(mirror)}\u0001${key}\u0001${String(n)}\u0001${String(diversity)}\u0001${String(explain)}\u0001${String(exclude.seen)}\u0001${exclude.ids.join('\u0002')}\u0001${rulesKey(rules)}`
  const known = slateKey === undefined ? undefined : deps.composed.get(slateKey)
  if (known !== undefined && stillHolds(known, sight, rules)) return known
  const composed = composeSlate(sight, pool, rules.active, situation.excluded)
  const made = { mirror, mirrorVersion: mirror.version, composed, itemsJson: JSON.stringify(composed.items) }
  if (slateKey !== undefined) deps.composed.set(slateKey, made)
  return made
}

/** Drawn anew for every slate; only the longer slate it is drawn from is remembered. */
function explore(
  deps: RecommendDeps,
  sight: { mirror: ShopMirror; image: ShopImage | undefined; situation: Situation },
  pool: Pool,
  rules: AppliedRules,
  key: string | undefined,
  slate: string,
): (Remembered & { readonly explored: ExploredSlot }) | undefined {
  const { situation } = sight
  const wide = compose(deps, { ...sight, situation: widened(situation) }, pool, rules, key)
  const { request } = situation
  const drawn = exploreSlate(wide.composed, { slate, request, rules: rules.active })
  if (drawn === undefined) return undefined
  return {
    ...drawn,
    mirror: wide.mirror,
    mirrorVersion: wide.mirrorVersion,
    itemsJson: JSON.stringify(drawn.composed.items),
  }
}

/** Pools and slates hold numbers of products, which another generation gives to others. */
function placeOf({ shopId, generation }: ShopMirror): string {
  return `${shopId}.${String(generation)}`
}

/** Whether every item may be shown still; what came back into stock since shows when the slate is forgotten. */
function stillHolds(
  known: Remembered,
  { mirror, situation }: { readonly mirror: ShopMirror; readonly situation: Situation },
  { active }: AppliedRules,
): boolean {
  if (known.mirror === mirror && known.mirrorVersion === mirror.version) return true
  // Counts, rules and what is missing from a short slate may be about any product.
  if (known.mirror !== mirror || active.length > 0 || known.composed.fill.eligible !== undefined) return false
  const keeps = situation.filter === undefined ? () => true : mirror.matcher(situation.filter)
  const holds = known.composed.items.every(({ id }) => {
    const product = mirror.numberOf(id)
    return product !== undefined && mirror.isSellable(product) && keeps(product)
  })
  if (holds) known.mirrorVersion = mirror.version
  return holds
}

/** A rule that was edited keeps its id, so that its content is what counts. */
function rulesKey({ active }: AppliedRules): string {
  return active.length === 0 ? '' : JSON.stringify(active)
}

/** Rounds of asking Postgres; each leaves out what it refused. */
const roundsMax = 3

/** Memory may have missed changes: Postgres has the last word, and when it is away the answer says that it is stale. */
async function confirmed(
  deps: RecommendDeps,
  sight: { mirror: ShopMirror; image: ShopImage | undefined; situation: Situation },
  pool: Pool,
  rules: AppliedRules,
  first: Remembered,
): Promise<Remembered & { readonly stale?: true }> {
  const { mirror, situation } = sight
  const excluded = new Set(situation.excluded)
  const wanted = keptBy(situation.filter, rules)
  let made = first
  for (let round = 0; round < roundsMax; round++) {
    const ids = made.composed.items.map(({ id }) => id)
    const sure = await reached(deps.mirrors.confirm(mirror.shopId, ids, wanted), undefined)
    if (sure === undefined) {
      deps.counts.away++
      return { ...made, stale: true }
    }
    const refused = ids.filter((id) => !sure.has(id))
    deps.counts.kept += ids.length - refused.length
    deps.counts.refused += refused.length
    if (refused.length === 0) return made
    for (const id of refused) excluded.add(mirror.numberOf(id) ?? -1)
    const composed = composeSlate(sight, pool, rules.active, excluded)
    made = { mirror, mirrorVersion: mirror.version, composed, itemsJson: JSON.stringify(composed.items) }
    if (round === roundsMax - 1) {
      const items = composed.items
        .filter(({ id }) => sure.has(id))
        .map((item, position) => ({ ...item, position }))
      const fill = { ...composed.fill, returned: items.length }
      made = { ...made, composed: { ...composed, items, fill }, itemsJson: JSON.stringify(items) }
    }
  }
  return made
}

/** What hide rules take out is looked up by the attributes Postgres has, which memory may not have yet. */
function keptBy(filter: ProductFilter | undefined, { active }: AppliedRules): ProductFilter | undefined {
  const hides = active.filter(({ action }) => action === 'hide').map((rule) => ({ not: rule.filter }))
  if (hides.length === 0) return filter
  return { all: [...(filter === undefined ? [] : [filter]), ...hides] }
}
