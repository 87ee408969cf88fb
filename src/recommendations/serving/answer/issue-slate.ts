/** The receipt of a slate: its token, its record in the ring, and the answer around them. Nothing is written on the way. */
import { propensitiesOf, type ExploredSlot } from '../../exploration/explored-slot.ts'
import { newId } from '../../../ids.ts'
import type { IssuedSlate, IssueTokens, SharedClaims } from '../../slates/issue-tokens.ts'
import { signToken } from '../../slates/slate-token.ts'
import type { SlateRing } from '../../slates/slate-ring.ts'
import type { Consulted } from '../consult.ts'
import { countSlate, type ServingCounts } from '../serving-counts.ts'
import { writeAnswer, type Made } from './write-answer.ts'

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
  readonly issueTokens: IssueTokens
}

/** Tokens outlive a long visit and the click in yesterday's e-mail. */
const tokenSeconds = 14 * 86_400

/** @param known its id, when it had to be known before the slate was made */
export function issueSlate(
  { slates, counts, issueTokens }: IssueDeps,
  asked: Consulted,
  made: Made,
  known?: string,
): Answer {
  const { shopId, request, now, situation, rules, signing, image } = asked
  const { ids, tier, itemsJson, explored } = made
  const { placement } = request
  const { arm } = rules
  const epoch = image?.epoch ?? 0
  const expires = Math.floor(now.getTime() / 1_000) + tokenSeconds
  const shared = { shopId, epoch, placement, arm, expires }
  const { slate, token } = receiptOf({ issueTokens, signing, known, explored }, shared)
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
    arm,
    rules: rules.active.length === 0 ? noRules : rules.active.map(({ id }) => id),
    itemsJson,
    explored,
  })
  countSlate(counts, placement, tier)
  if (asked.outdated) counts.outdated++
  const asOf = image?.asOf ?? now
  return {
    slate,
    json: writeAnswer(asked, made, { slate, token, asOf, epoch }),
    ids,
    ageSeconds: Math.max(0, Math.floor((now.getTime() - asOf.getTime()) / 1_000)),
  }
}

const noRules: readonly string[] = []

/** While Postgres is away and no key is known, an id alone: better no token than no slate. */
function receiptOf(
  { issueTokens, signing, known, explored }: ReceiptDeps,
  shared: SharedClaims,
): IssuedSlate {
  if (signing === undefined) return { slate: known ?? newId('slate'), token: '' }
  if (known === undefined) return issueTokens(signing, shared)
  const chances = explored === undefined ? {} : { propensities: propensitiesOf(explored) }
  return { slate: known, token: signToken(signing, { ...shared, slate: known, ...chances }) }
}

interface ReceiptDeps extends Pick<IssueDeps, 'issueTokens'>, Pick<Consulted, 'signing'> {
  readonly known: string | undefined
  readonly explored: ExploredSlot | undefined
}
