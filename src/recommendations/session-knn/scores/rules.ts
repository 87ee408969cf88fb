/** Sequential rules: what followed the last products, nearer steps counting more (Ludewig and Jannach 2018, "SR"). */
import { ruleWeight } from '../change-index.ts'
import { documentFrequency, ruleUnit, type SessionIndex } from '../session-index.ts'
import type { SessionKnnParams } from '../session-knn-params.ts'
import { addTo, type Tally } from './tally.ts'

export type RuleSettings = Pick<SessionKnnParams, 'srh' | 'srd'>

/** Adds `srd^age · R(q, i) / df(q)` for the last `srh` positions of the query. */
export function scoreRules(
  index: SessionIndex,
  { srh, srd }: RuleSettings,
  items: ArrayLike<number>,
  into: Tally,
): void {
  const { start, count, values, weights } = index.rules
  if (weights === undefined) return
  let decay = 1
  for (let at = items.length - 1; at >= Math.max(0, items.length - srh); at--) {
    const src = items[at] ?? 0
    const df = documentFrequency(index, src)
    const from = start[src] ?? 0
    const to = df === 0 ? from : from + (count[src] ?? 0)
    const scale = decay / (ruleUnit * df)
    for (let place = from; place < to; place++) addTo(into, values[place] ?? 0, (weights[place] ?? 0) * scale)
    decay *= srd
    if (decay === 0) break
  }
}

/** Likeness of two products as visits put them together, in either order: (R(a, b) + R(b, a)) / √(df(a) · df(b)). */
export function togetherness(index: SessionIndex, a: number, b: number): number {
  const df = documentFrequency(index, a) * documentFrequency(index, b)
  if (df === 0) return 0
  return (ruleWeight(index.rules, a, b) + ruleWeight(index.rules, b, a)) / (ruleUnit * Math.sqrt(df))
}
