/** How well a model answers held-out cases: the tuner's objective, and whether a gain is more than chance. */
import type { SessionModel } from '../session-model.ts'
import type { NextItemCase } from './held-out-cases.ts'

/** The length of the lists that are judged. */
const listLength = 20

export interface CaseScores {
  /** Share of cases whose target is in the first 20, and mean of 1 / place; 0 to 1. */
  readonly hitRate: number
  readonly mrr: number
  /** Hit and 1 / place of each case. */
  readonly hits: Float64Array
  readonly reciprocals: Float64Array
}

export function measureCases(model: SessionModel, cases: readonly NextItemCase[]): CaseScores {
  const hits = new Float64Array(cases.length)
  const reciprocals = new Float64Array(cases.length)
  cases.forEach(({ query, target }, at) => {
    const place = model.score(query, listLength).items.indexOf(target)
    if (place < 0) return
    hits[at] = 1
    reciprocals[at] = 1 / (place + 1)
  })
  return { hitRate: mean(hits), mrr: mean(reciprocals), hits, reciprocals }
}

/** What the tuner makes large. */
export function objective({ hitRate, mrr }: Pick<CaseScores, 'hitRate' | 'mrr'>): number {
  return hitRate + mrr
}

/**
 * True when `after` is better in the objective by more than chance (95 %, one-sided, cases clustered by visit) and worse
 * in neither part.
 */
export function isClearGain(before: CaseScores, after: CaseScores, cases: readonly NextItemCase[]): boolean {
  if (after.hitRate < before.hitRate || after.mrr < before.mrr) return false
  const gains = new Map<number, number>()
  cases.forEach(({ visit }, at) => {
    const gain = gainAt(before, after, at)
    gains.set(visit, (gains.get(visit) ?? 0) + gain)
  })
  const perVisit = Float64Array.from(gains.values())
  const average = mean(perVisit)
  let squares = 0
  for (const gain of perVisit) squares += (gain - average) ** 2
  const deviation = Math.sqrt(squares / Math.max(1, perVisit.length - 1) / Math.max(1, perVisit.length))
  return average - 1.645 * deviation > 0
}

function gainAt(before: CaseScores, after: CaseScores, at: number): number {
  const part = (of: CaseScores) => (of.hits[at] ?? 0) + (of.reciprocals[at] ?? 0)
  return part(after) - part(before)
}

function mean(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return values.length === 0 ? 0 : sum / values.length
}
