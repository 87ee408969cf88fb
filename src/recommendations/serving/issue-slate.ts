/** The receipt of a slate: its token, its record in the ring, and the answer around them. Nothing is written on the way. */
import { propensitiesOf, type ExploredSlot } from '../exploration/explored-slot.ts'
import type { ShopImage } from '../image/shop-image.ts'
import type { AppliedRules } from '../merchandising/rule.ts'
import type { RecommendationRequest } from '../recommendation.ts'
import { signToken, type SigningKey } from '../slates/slate-token.ts'
import type { SlateRing } from '../slates/slate-ring.ts'
import type { Composed, Pool } from './compose-slate.ts'
import { countSlate, type ServingCounts } from './serving-counts.ts'
import type { Situation } from './situation.ts'
import { writeAnswer } from './write-answer.ts'

export interface Answer {
  readonly slate: string
  /** The whole answer as JSON (`Recommendation`). */
  readonly json: string
  readonly ids: readonly string[]
  /** Seconds since `as_of`. */
  readonly ageSeconds: number
}

interface IssueDeps {
  readonly slates: SlateRing
  readonly counts: ServingCounts
}

interface Question {
  readonly shopId: string
  readonly request: RecommendationRequest
  readonly slate: string
  readonly now: Date
  readonly situation: Situation
  readonly rules: AppliedRules
  readonly signing: SigningKey | undefined
  /** Undefined where memory was not asked. */
  readonly image?: ShopImage | undefined
  /** What was learnt is too old to be used. */
  readonly outdated?: true | undefined
}

interface Made {
  readonly sources: Pool['sources']
  readonly composed: Composed
  readonly itemsJson: string
  readonly stale?: true
  readonly explored?: ExploredSlot | undefined
}

/** Tokens outlive a long visit and the click in yesterday's e-mail. */
const tokenSeconds = 14 * 86_400

export function issueSlate({ slates, counts }: IssueDeps, question: Question, made: Made): Answer {
  const { shopId, request, slate, now, situation, rules, signing, image, outdated } = question
  const { sources, composed, itemsJson, stale, explored } = made
  const { placement } = request
  const epoch = image?.epoch ?? 0
  const expires = Math.floor(now.getTime() / 1_000) + tokenSeconds
  const token =
    signing === undefined
      ? ''
      : signToken(signing, {
          ...{ slate, shopId, epoch, placement, arm: rules.arm, expires },
          ...(explored === undefined ? {} : { propensities: propensitiesOf(explored) }),
        })
  slates.add({
    slate,
    shopId,
    at: now,
    epoch,
    countedSeq: image?.countedSeq ?? 0,
    countedUntil: image?.countedUntil,
    request,
    viewed: situation.viewed,
    cart: situation.cart,
    arm: rules.arm,
    rules: rules.active.map(({ id }) => id),
    items: composed.items,
    ...(explored === undefined ? {} : { explored }),
  })
  countSlate(counts, placement, composed.tier)
  const asOf = image?.asOf ?? now
  const json = writeAnswer({
    ...{ slate, token, asOf, epoch, situation, sources, composed, itemsJson },
    ...{ stale, outdated },
  })
  const ageSeconds = Math.max(0, Math.floor((now.getTime() - asOf.getTime()) / 1_000))
  return { slate, json, ids: composed.items.map(({ id }) => id), ageSeconds }
}
