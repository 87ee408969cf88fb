/** The answer as JSON text: what is the same for everybody who gets the slate is ready, the rest is written around it. */
import type { ExploredSlot } from '../../exploration/explored-slot.ts'
import type { AskedSource } from '../../recommendation.ts'
import type { Composed } from '../compose-slate.ts'
import type { Consulted } from '../consult.ts'

/** A slate ready to be answered. Its items are text, which costs a process less to keep than objects (serving.md). */
export interface WrittenSlate {
  readonly ids: readonly string[]
  readonly fill: Composed['fill']
  readonly tier: Composed['tier']
  /** Of all items, as they go over the wire. */
  readonly itemsJson: string
  /** Fill and sources. */
  readonly restJson: string
}

export interface Made extends WrittenSlate {
  /** Postgres could not be asked whether every item may still be shown. */
  readonly stale?: true | undefined
  readonly explored?: ExploredSlot | undefined
}

/** @param sources that were asked before the slate fell back to others */
export function writeSlate(
  { items, fill, tier, fellBackTo }: Composed,
  sources: readonly AskedSource[],
): WrittenSlate {
  const asked = [...sources, ...fellBackTo.map((name) => ({ name }))]
  return {
    ids: items.map(({ id }) => id),
    fill,
    tier,
    itemsJson: JSON.stringify(items),
    restJson: `"fill":${JSON.stringify(fill)},"sources":${JSON.stringify(asked)}`,
  }
}

/** The shape is `Recommendation`; a test parses it by the route's schema. */
export function writeAnswer(
  { request, situation, outdated }: Consulted,
  { fill, itemsJson, restJson, stale }: Made,
  { slate, token, asOf, epoch }: { slate: string; token: string; asOf: Date; epoch: number },
): string {
  const next =
    fill.returned < fill.asked ? '' : `,"next":"/v1/recommendations/${slate}/next?n=${String(request.n)}"`
  const old = `${stale === true ? ',"stale":true' : ''}${outdated ? ',"outdated":true' : ''}`
  return `{"slate":"${slate}","token":"${token}","as_of":"${asOf.toISOString()}","epoch":${String(epoch)},"consent_used":"${situation.consentUsed}","items":${itemsJson},${restJson}${next}${old}}`
}
