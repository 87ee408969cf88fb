/** The receipt of a slate: its token, its record in the ring, and the answer around them. Nothing is written on the way. */
import { propensitiesOf, type ExploredSlot } from '../../exploration/explored-slot.ts'
import { newId } from '../../../ids.ts'
import type { IssueTokens } from '../../slates/issue-tokens.ts'
import { signToken, type TokenClaims } from '../../slates/slate-token.ts'
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
  const { slate, token } =
    signing === undefined
      ? { slate: known ?? newId('slate'), token: '' }
      : known === undefined
        ? issueTokens(signing, shared)
        : { slate: known, token: signToken(signing, { ...shared, slate: known, ...chancesOf(explored) }) }
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

/** A slot filled by chance tells with which one. */
function chancesOf(explored: ExploredSlot | undefined): Pick<TokenClaims, 'propensities'> {
  return explored === undefined ? {} : { propensities: propensitiesOf(explored) }
}
