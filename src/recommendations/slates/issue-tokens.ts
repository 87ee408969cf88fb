/**
 * Ids of slates with their tokens. Where many answers a second differ in nothing a token tells but the id, a few pairs are
 * made at once and handed out: drawn and signed one by one, each into code that the processor has to fetch for it, they
 * were a sixth of an answer that is ready (measured).
 */
import { newId } from '../../ids.ts'
import { signToken, type SigningKey, type TokenClaims } from './slate-token.ts'

/** A slate that is about to be answered, and the token that proves it. */
export interface IssuedSlate {
  readonly slate: string
  readonly token: string
}

/** What the tokens of a series have in common. */
export type SharedClaims = Omit<TokenClaims, 'slate' | 'propensities'>

export type IssueTokens = (signing: SigningKey, claims: SharedClaims) => IssuedSlate

interface Series extends SharedClaims {
  readonly signing: SigningKey
  /** Handed out from the end, where the oldest stand: ids come in the order they were made. */
  readonly ready: IssuedSlate[]
  /** How many were made the last time. */
  made: number
}

const atOnceMax = 32
/** Placements and arms of a few shops. */
const seriesMax = 64

export function createTokenIssuer(): IssueTokens {
  const known = new Map<string, Series>()
  return (signing, claims) => {
    const key = `${claims.shopId}\u0001${claims.placement}\u0001${claims.arm ?? ''}`
    let series = known.get(key)
    if (series === undefined || !holds(series, signing, claims)) {
      if (known.size >= seriesMax) known.clear()
      // What was left over is thrown away: it tells another second, image or key. Rare questions get one at a time.
      series = { ...claims, signing, ready: [], made: 0 }
      known.set(key, series)
    }
    const next = series.ready.pop()
    if (next !== undefined) return next
    series.made = Math.min(atOnceMax, Math.max(1, series.made * 2))
    const first = issue(signing, claims)
    for (let more = series.made - 1; more > 0; more--) series.ready.push(issue(signing, claims))
    series.ready.reverse()
    return first
  }
}

function issue(signing: SigningKey, claims: SharedClaims): IssuedSlate {
  const slate = newId('slate')
  return { slate, token: signToken(signing, { ...claims, slate }) }
}

function holds(series: Series, signing: SigningKey, { epoch, arm, expires }: SharedClaims): boolean {
  return (
    series.signing === signing && series.epoch === epoch && series.arm === arm && series.expires === expires
  )
}
