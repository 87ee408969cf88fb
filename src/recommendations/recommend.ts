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
import { composeSlate, gatherPool, type Pool } from './serving/compose-slate.ts'
import type { SourceDeps } from './serving/gather-candidates.ts'
import { countLate, type ServingCounts } from './serving/serving-counts.ts'
import { readSituation, type Situation } from './serving/situation.ts'
import { findRemembered, memoKey, placeOf, slateKeyOf, type Remembered } from './memory/remembered-slates.ts'
import type { Memo } from './memory/slate-memo.ts'
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
    return issueSlate(deps, question, {
      ...{ composed, sources: [] },
      itemsJson: JSON.stringify(composed.items),
    })
  }
  const sight = { mirror, image, situation }
  const key = memoKey(situation, image)
  const slateKey = slateKeyOf(sight, rules, key)
  const ready =
    rules.explore === undefined && deps.mirrors.isCurrent(mirror)
      ? findRemembered(deps, sight, rules, slateKey)
      : undefined
  if (ready !== undefined) return issueSlate(deps, { ...question, image, outdated }, ready)
  const pool = await poolOf(deps, sight, key)
  // From here to the check nothing waits: what is eligible now is what is answered.
  const isCurrent = deps.mirrors.isCurrent(mirror)
  const drawn =
    rules.explore !== undefined && isCurrent && isExplored(slate, rules.explore, request)
      ? explore(deps, sight, pool, rules, key, slate)
      : undefined
  const made = drawn ?? compose(deps, sight, pool, rules, slateKey)
  const sure = isCurrent ? made : await confirmed(deps, sight, pool, rules, made)
  return issueSlate(deps, { ...question, image, outdated }, { ...sure, explored: drawn?.explored })
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
  slateKey: string | undefined,
): Remembered {
  const { mirror, situation } = sight
  const composed = composeSlate(sight, pool, rules.active, situation.excluded)
  const { sources } = pool
  const itemsJson = JSON.stringify(composed.items)
  const made = { mirror, mirrorVersion: mirror.version, sources, composed, itemsJson }
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
  const longer = { ...sight, situation: widened(situation) }
  const slateKey = slateKeyOf(longer, rules, key)
  const wide = findRemembered(deps, longer, rules, slateKey) ?? compose(deps, longer, pool, rules, slateKey)
  const { request } = situation
  const drawn = exploreSlate(wide.composed, { slate, request, rules: rules.active })
  if (drawn === undefined) return undefined
  return {
    ...drawn,
    mirror: wide.mirror,
    mirrorVersion: wide.mirrorVersion,
    sources: wide.sources,
    itemsJson: JSON.stringify(drawn.composed.items),
  }
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
    made = { ...made, composed, mirrorVersion: mirror.version, itemsJson: JSON.stringify(composed.items) }
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
