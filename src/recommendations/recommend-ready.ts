/**
 * Answers that are ready: a question that was asked before, by anybody, whose slate is remembered and holds still. Nothing
 * waits, and what was worked out for the question the last time is used again while nothing it was worked out from has
 * changed.
 */
import type { ShopMirror } from '../catalog/mirror/shop-mirror.ts'
import { markOf, memoKey, slateKeyOf } from './memory/remembered-slates.ts'
import type { AppliedRules } from './merchandising/rule.ts'
import { findReady, issueReady, type RecommendDeps } from './recommend.ts'
import type { RecommendationRequest } from './recommendation.ts'
import { consult, type Consulted } from './serving/consult.ts'
import type { Answer } from './serving/answer/issue-slate.ts'
import { readSituation, type Situation } from './serving/situation.ts'

/** A question that says nothing about a visitor, so that anybody may ask it again. */
export interface KnownQuestion {
  readonly request: RecommendationRequest
  situated?: { readonly shopId: string; readonly version: number; readonly situation: Situation }
  keyed?: Keyed
}

/** Numbers instead of image and catalogue: a question may outlive both, and must not keep them in memory. */
interface Keyed {
  readonly situation: Situation
  readonly rules: AppliedRules
  readonly imageMark: string
  readonly slateKey: string | undefined
}

/** Gives the answer when it is called. @throws as `recommend` */
export function recommendReady(
  deps: RecommendDeps,
  shopId: string,
  question: KnownQuestion,
): (() => Answer) | undefined {
  const mirror = deps.mirrors.peek(shopId)
  if (mirror === undefined || !deps.mirrors.isCurrent(mirror)) return undefined
  const asked = consult(deps, shopId, question.request, () => situate(question, mirror))
  if (asked instanceof Promise) {
    // Whoever waits for it hears of its failure.
    asked.catch(() => undefined)
    return undefined
  }
  const ready = findReady(deps, asked, mirror, keyOf(question, asked, mirror))
  return ready === undefined ? undefined : () => issueReady(deps, asked, ready)
}

function situate(question: KnownQuestion, mirror: ShopMirror): Situation {
  const { situated, request } = question
  const { shopId, version } = mirror
  if (situated?.shopId === shopId && situated.version === version) return situated.situation
  const situation = readSituation(mirror, request)
  question.situated = { shopId, version, situation }
  return situation
}

function keyOf(
  question: KnownQuestion,
  { situation, rules, image }: Consulted,
  mirror: ShopMirror,
): string | undefined {
  const { keyed } = question
  const imageMark = markOf(image)
  if (keyed?.situation === situation && keyed.rules === rules && keyed.imageMark === imageMark) {
    return keyed.slateKey
  }
  const slateKey = slateKeyOf({ mirror, situation }, rules, memoKey(situation, image))
  question.keyed = { situation, rules, imageMark, slateKey }
  return slateKey
}
