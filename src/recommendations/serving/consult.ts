/**
 * Everything a request may know before candidates are looked for: catalogue, image, visit, rules, signing key. What is in
 * memory is there at once, so that an answer which is ready waits for nothing; otherwise it is a promise.
 */
import type { ShopMirror, ShopMirrors } from '../../catalog/mirror/shop-mirror.ts'
import type { Clock } from '../../clock.ts'
import { databaseOutage } from '../../database/outage.ts'
import { allows } from '../../events/consent.ts'
import {
  emptyHistory,
  type VisitorHistories,
  type VisitorHistory,
} from '../../events/history/visitor-history.ts'
import type { ShopImage } from '../image/shop-image.ts'
import type { ShopImages } from '../image/shop-images.ts'
import type { AppliedRules, RuleBook } from '../merchandising/rule.ts'
import type { RecommendationRequest } from '../recommendation.ts'
import type { SigningKeys } from '../slates/signing-keys.ts'
import type { SigningKey } from '../slates/slate-token.ts'
import { readSituation, type Situation } from './situation.ts'

export interface ConsultDeps {
  readonly clock: Clock
  readonly mirrors: ShopMirrors
  readonly images: ShopImages
  readonly histories: VisitorHistories
  readonly rules: RuleBook
  readonly signingKeys: SigningKeys
  /** An older image is not used: the tiers of the catalogue answer. */
  readonly imageMaxAgeMs: number
}

export interface Consulted {
  readonly shopId: string
  readonly request: RecommendationRequest
  readonly now: Date
  /** Undefined while the catalogue is being loaded. */
  readonly mirror: ShopMirror | undefined
  readonly image: ShopImage | undefined
  /** What was learnt is too old to be used. */
  readonly outdated: boolean
  readonly rules: AppliedRules
  /** Undefined while Postgres is away and no key is known. */
  readonly signing: SigningKey | undefined
  readonly situation: Situation
}

/**
 * @param situate how the situation is read, where it is known already
 * @throws AppError recommendations.context-missing, catalog.product-not-found; a promise rejects with them
 */
export function consult(
  deps: ConsultDeps,
  shopId: string,
  request: RecommendationRequest,
  situate: typeof readSituation = readSituation,
): Consulted | Promise<Consulted> {
  const mirror = deps.mirrors.peek(shopId)
  const keys = deps.signingKeys.of(shopId)
  const history = historyOf(deps, shopId, request)
  const now = deps.clock.now()
  const rules = rulesOf(deps, shopId, request, now)
  const memory = { deps, shopId, request, now, situate }
  if (
    mirror === undefined ||
    keys instanceof Promise ||
    history instanceof Promise ||
    rules instanceof Promise
  ) {
    return waitFor(memory, mirror ?? deps.mirrors.soon(shopId), keys, history, rules)
  }
  return together(memory, mirror, keys, history, rules)
}

interface Memory {
  readonly deps: ConsultDeps
  readonly shopId: string
  readonly request: RecommendationRequest
  readonly now: Date
  readonly situate: typeof readSituation
}

async function waitFor(
  memory: Memory,
  ...[mirror, keys, history, rules]: readonly [
    ShopMirror | Promise<ShopMirror | undefined>,
    readonly SigningKey[] | Promise<readonly SigningKey[]>,
    VisitorHistory | Promise<VisitorHistory>,
    AppliedRules | Promise<AppliedRules>,
  ]
): Promise<Consulted> {
  const known = await Promise.all([mirror, reached(keys, []), reached(history, emptyHistory), rules])
  return together(memory, ...known)
}

function together(
  { deps, shopId, request, now, situate }: Memory,
  ...[mirror, keys, history, rules]: readonly [
    ShopMirror | undefined,
    readonly SigningKey[],
    VisitorHistory,
    AppliedRules,
  ]
): Consulted {
  const situation = situate(mirror, request, history, now.getTime() / 1_000)
  const image = deps.images.peek(shopId)
  // Loading one takes its time, and the fallback tiers answer meanwhile.
  if (image === undefined) deps.images.of(shopId).catch(() => undefined)
  const outdated = image !== undefined && now.getTime() - image.asOf.getTime() > deps.imageMaxAgeMs
  return {
    shopId,
    request,
    now,
    mirror,
    image: outdated ? undefined : image,
    outdated,
    rules,
    signing: keys[0],
    situation,
  }
}

function historyOf(
  { histories }: ConsultDeps,
  shopId: string,
  { consent, session, visitor }: RecommendationRequest,
): VisitorHistory | Promise<VisitorHistory> {
  if (consent === 'none' || (session === undefined && visitor === undefined)) return emptyHistory
  return histories.of({ shopId, consent, session, visitor })
}

function rulesOf(
  { rules }: ConsultDeps,
  shopId: string,
  request: RecommendationRequest,
  now: Date,
): AppliedRules | Promise<AppliedRules> {
  const { placement, consent, context } = request
  return rules.activeFor({ shopId, placement, consent, context, now, visitorKey: keyOf(request) })
}

/** Never linked further than the consent goes. */
function keyOf({ consent, session, visitor }: RecommendationRequest): string | undefined {
  if (allows(consent, 'pseudonymous') && visitor !== undefined) return visitor
  return consent === 'none' ? undefined : session
}

/** While Postgres is away a storefront gets an answer from less, and no error. */
export async function reached<T>(asked: T | Promise<T>, otherwise: T): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (databaseOutage(error) === undefined) throw error
    return otherwise
  }
}
