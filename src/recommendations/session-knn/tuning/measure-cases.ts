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

/** A part may fall by so many of its standard errors: a handful of questions lost says nothing against a clear gain. */
const fallMax = 0.5

/**
 * True when `after` is better in the objective by more than chance (95 %, one-sided, cases clustered by visit) and clearly
 * worse in neither part.
 */
export function isClearGain(before: CaseScores, after: CaseScores, cases: readonly NextItemCase[]): boolean {
  const falls = (part: 'hits' | 'reciprocals') =>
    inErrors(cases, (at) => (after[part][at] ?? 0) - (before[part][at] ?? 0)) < -fallMax
  return gainInErrors(before, after, cases) > 1.645 && !falls('hits') && !falls('reciprocals')
}

/** How many of its standard errors the gain in the objective is. */
export function gainInErrors(before: CaseScores, after: CaseScores, cases: readonly NextItemCase[]): number {
  const valueOf = ({ hits, reciprocals }: CaseScores, at: number) => (hits[at] ?? 0) + (reciprocals[at] ?? 0)
  return inErrors(cases, (at) => valueOf(after, at) - valueOf(before, at))
}

/** A sum over cases in standard errors of its own; cases are clustered by visit. */
function inErrors(cases: readonly NextItemCase[], gainAt: (at: number) => number): number {
  const gains = new Map<number, number>()
  cases.forEach(({ visit }, at) => {
    gains.set(visit, (gains.get(visit) ?? 0) + gainAt(at))
  })
  const perVisit = Float64Array.from(gains.values())
  const average = mean(perVisit)
  let squares = 0
  for (const gain of perVisit) squares += (gain - average) ** 2
  const deviation = Math.sqrt(squares / Math.max(1, perVisit.length - 1) / Math.max(1, perVisit.length))
  // All visits gain the same: the sign alone tells.
  return deviation === 0 ? Math.sign(average) * 1_000 : average / deviation
}

function mean(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return values.length === 0 ? 0 : sum / values.length
}
