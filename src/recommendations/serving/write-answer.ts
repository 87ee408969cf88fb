/** The answer as JSON text: the items are ready, the rest is written around them. */
import type { Composed, Pool } from './compose-slate.ts'
import type { Situation } from './situation.ts'

export interface AnswerParts {
  readonly slate: string
  readonly token: string
  readonly asOf: Date
  readonly epoch: number
  readonly situation: Situation
  readonly sources: Pool['sources']
  readonly composed: Composed
  readonly itemsJson: string
  readonly stale?: true | undefined
  readonly outdated?: true | undefined
}

/** The shape is `Recommendation`; a test parses it by the route's schema. */
export function writeAnswer({
  slate,
  token,
  asOf,
  epoch,
  situation,
  sources,
  composed,
  itemsJson,
  stale,
  outdated,
}: AnswerParts): string {
  const { fill, fellBackTo } = composed
  const asked = JSON.stringify([...sources, ...fellBackTo.map((name) => ({ name }))])
  const next =
    fill.returned < fill.asked
      ? ''
      : `,"next":"/v1/recommendations/${slate}/next?n=${String(situation.request.n)}"`
  const old = `${stale === true ? ',"stale":true' : ''}${outdated === true ? ',"outdated":true' : ''}`
  return `{"slate":"${slate}","token":"${token}","as_of":"${asOf.toISOString()}","epoch":${String(epoch)},"consent_used":"${situation.consentUsed}","items":${itemsJson},"fill":${JSON.stringify(fill)},"sources":${asked}${next}${old}}`
}
