/**
 * One slate for one placement, top-down: what may be shown and what is known in memory, candidates, rules, the slate, its
 * receipt. Nothing is written on the way and, while memory is current, nobody is asked.
 */
import type { ShopMirror } from '../catalog/mirror/shop-mirror.ts'
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import { exploreSlate, isExplored, mayExplore, widened } from './exploration/explore-slate.ts'
import type { RecommendationRequest } from './recommendation.ts'
import {
  findRemembered,
  memoKey,
  placeOf,
  remembered,
  slateKeyOf,
  type Remembered,
} from './memory/remembered-slates.ts'
import type { Memo, MemoCounts } from './memory/slate-memo.ts'
import { coldSlate } from './serving/cold-slate.ts'
import { confirmSlate } from './serving/confirm-slate.ts'
import { consult, type ConsultDeps, type Consulted } from './serving/consult.ts'
import { composeSlate, gatherPool, type Pool, type Sight } from './serving/compose-slate.ts'
import type { SourceDeps } from './serving/gather-candidates.ts'
import { issueSlate, type Answer } from './serving/answer/issue-slate.ts'
import { countLate, type ServingCounts } from './serving/serving-counts.ts'
import { writeSlate } from './serving/answer/write-answer.ts'
import type { IssueTokens } from './slates/issue-tokens.ts'
import type { SlateRing } from './slates/slate-ring.ts'

export interface RecommendDeps extends SourceDeps, ConsultDeps {
  readonly clock: Clock
  readonly slates: SlateRing
  readonly issueTokens: IssueTokens
  readonly counts: ServingCounts
  readonly pools: Memo<Pool>
  readonly composed: Memo<Remembered>
  /** Answers of which the slate was ready. */
  readonly memo: MemoCounts
}

/** @throws AppError recommendations.context-missing, catalog.product-not-found */
export async function recommend(
  deps: RecommendDeps,
  shopId: string,
  request: RecommendationRequest,
): Promise<Answer> {
  const known = consult(deps, shopId, request)
  const asked = known instanceof Promise ? await known : known
  const { mirror, image, situation, rules } = asked
  if (mirror === undefined) return answerCold(deps, asked)
  const sight = { mirror, image, situation }
  const poolKey = memoKey(situation, image)
  const keys = { poolKey, slateKey: slateKeyOf(sight, rules, poolKey) }
  const ready = findReady(deps, asked, mirror, keys.slateKey)
  return ready === undefined ? answerAnew(deps, asked, sight, keys) : issueReady(deps, asked, ready)
}

/** The slate that is remembered and holds still. */
export function findReady(
  deps: RecommendDeps,
  { request, rules, situation }: Consulted,
  mirror: ShopMirror,
  slateKey: string | undefined,
): Remembered | undefined {
  if (mayExplore(rules.explore, request) || !deps.mirrors.isCurrent(mirror)) return undefined
  return findRemembered(deps, { mirror, situation }, rules, slateKey)
}

export function issueReady(deps: RecommendDeps, asked: Consulted, ready: Remembered): Answer {
  deps.memo.hits++
  return issueSlate(deps, asked, ready)
}

/** Until the catalogue is in memory, its newest products. */
async function answerCold(deps: RecommendDeps, asked: Consulted): Promise<Answer> {
  const composed = await coldSlate(deps.mirrors, asked.shopId, asked.situation, asked.rules.active)
  return issueSlate(deps, { ...asked, image: undefined }, writeSlate(composed, []))
}

async function answerAnew(
  deps: RecommendDeps,
  asked: Consulted,
  sight: Sight,
  { poolKey, slateKey }: { readonly poolKey: string | undefined; readonly slateKey: string | undefined },
): Promise<Answer> {
  const { rules, request, situation } = asked
  deps.memo.misses++
  const slate = newId('slate')
  const pool = await poolOf(deps, sight, poolKey)
  // From here to the check nothing waits: what is eligible now is what is answered.
  const isCurrent = deps.mirrors.isCurrent(sight.mirror)
  if (!isCurrent) {
    const first = composeSlate(sight, pool, rules.active, situation.excluded)
    const { composed, stale } = await confirmSlate(deps, sight, pool, rules, first)
    return issueSlate(deps, asked, { ...writeSlate(composed, pool.sources), stale }, slate)
  }
  if (rules.explore !== undefined && isExplored(slate, rules.explore, request)) {
    const longer = widened(situation)
    const wide = composeSlate({ ...sight, situation: longer }, pool, rules.active, longer.excluded)
    const drawn = exploreSlate(wide, { slate, request, rules: rules.active })
    if (drawn !== undefined) {
      const { composed, explored } = drawn
      return issueSlate(deps, asked, { ...writeSlate(composed, pool.sources), explored }, slate)
    }
  }
  const composed = composeSlate(sight, pool, rules.active, situation.excluded)
  const written = writeSlate(composed, pool.sources)
  if (slateKey !== undefined) deps.composed.set(slateKey, remembered(sight, written))
  return issueSlate(deps, asked, written, slate)
}

async function poolOf(deps: RecommendDeps, sight: Sight, key: string | undefined): Promise<Pool> {
  const poolKey = key === undefined ? undefined : `${placeOf(sight.mirror)}\u0001${key}`
  const known = poolKey === undefined ? undefined : deps.pools.get(poolKey)
  if (known !== undefined) return known
  const pool = await gatherPool(deps, sight)
  const late = pool.sources.filter((source) => source.late === true)
  for (const { name } of late) countLate(deps.counts, name)
  if (poolKey !== undefined && late.length === 0) deps.pools.set(poolKey, pool)
  return pool
}
