/**
 * Finds the settings of the session model for one log, unattended: from a few starting points that suit different kinds
 * of shops, one setting after the other, twice round, on cases from the tail of the log that the index does not hold.
 */
import { createChance } from '../../../chance.ts'
import type { Clock } from '../../../clock.ts'
import { createSessionModel } from '../create-session-model.ts'
import { buildSessionIndex, type SessionIndex } from '../session-index.ts'
import { defaultSessionKnnParams, type SessionKnnParams } from '../session-knn-params.ts'
import type { VisitLog } from '../visit-log.ts'
import { casesOf, headOf, sampleCases, type NextItemCase } from './held-out-cases.ts'
import { measureCases, objective } from './measure-cases.ts'

export interface TuneOptions {
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly seed: number
  /** Cases asked of each setting. */
  readonly casesMax?: number
  /** Each of the two steps, settings and order, ends by this time with the best so far. */
  readonly budgetMs?: number
  readonly signal?: AbortSignal
  /** Called with the share of the search that is done, 0 to 1. */
  readonly onProgress?: (share: number) => void
}

export interface HeldOut {
  readonly log: VisitLog
  /** Visits of the log that the index holds; the others are the tail. */
  readonly headVisits: number
  readonly index: SessionIndex
  /** Every case of the tail. */
  readonly cases: readonly NextItemCase[]
}

export interface TunedParams {
  readonly params: SessionKnnParams
  /** Hit rate and MRR at 20 on the cases of the tail, 0 to 1. */
  readonly hitRate: number
  readonly mrr: number
  readonly cases: number
  readonly evaluations: number
}

const tailShare = 0.08
/** A small log gives more of itself away, so that there are enough cases to tell settings apart. */
const tailShareMax = 0.25
const casesWanted = 1_500
const passes = 2
const defaultCasesMax = 4_000
const defaultBudgetMs = 150_000

/** Undefined when the tail has no case: nothing can be learnt from visits of one product each. */
export function holdOutTail(log: VisitLog): HeldOut | undefined {
  const visits = log.offsets.length - 1
  let headVisits = Math.floor(visits * (1 - tailShare))
  const earliest = Math.floor(visits * (1 - tailShareMax))
  while (headVisits > earliest && countCases(log, headVisits) < casesWanted) headVisits--
  const cases = casesOf(log, headVisits, visits)
  if (cases.length === 0 || headVisits === 0) return undefined
  return { log, headVisits, index: buildSessionIndex(headOf(log, headVisits)), cases }
}

function countCases({ offsets }: VisitLog, from: number): number {
  const visits = offsets.length - 1
  // Each visit loses its first view; visits without a view do not occur.
  return (offsets[visits] ?? 0) - (offsets[from] ?? 0) - (visits - from)
}

type Setting = keyof typeof grid

/** Order matters a little: what decides most comes first. */
const grid = {
  rl: [true, false],
  mix: [0, 0.03, 0.1, 0.3, 1, 3, 10],
  tau: [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 50],
  k: [30, 60, 100, 200, 400, 800, 1_500],
  inh: [0.7, 1.5, 3, 5, 8, 15, 40],
  spw: [0.7, 1.5, 3, 6, 12, 30],
  ipw: [0.7, 1.5, 3, 6, 12, 30],
  back: [0, 0.25, 0.5, 0.75, 1],
  ln: [0, 0.25, 0.5, 0.75, 1],
  idf: [0, 0.3, 1, 3, 10],
  srh: [1, 2, 3, 6, 10],
  srd: [0.3, 0.5, 0.7, 0.9],
} as const satisfies Partial<Record<keyof SessionKnnParams, readonly (number | boolean)[]>>

/** Long browsing with returns; short sharp visits; a shop where the next step is nearly a rule; plain VS-KNN. */
const startingPoints: readonly Partial<SessionKnnParams>[] = [
  {},
  { spw: 6, inh: 3, ln: 0, tau: 1, rl: false, srh: 1 },
  { mix: 3, srh: 2, inh: 1.5, spw: 1.5, rl: false },
  { k: 400, spw: 6, ipw: 12, inh: 15, idf: 1, ln: 0.5, tau: 5, mix: 0 },
]

/** @throws the signal's reason when it aborts */
export function tuneSessionKnn({ index, cases: all }: HeldOut, options: TuneOptions): TunedParams {
  const { clock, seed, casesMax = defaultCasesMax, budgetMs = defaultBudgetMs, signal, onProgress } = options
  const cases = sampleCases(all, casesMax, createChance(seed))
  const until = clock.monotonicMs() + budgetMs
  const steps =
    startingPoints.length + passes * Object.values(grid).reduce((sum, values) => sum + values.length - 1, 0)
  let evaluations = 0
  const evaluate = (params: SessionKnnParams) => {
    signal?.throwIfAborted()
    onProgress?.(Math.min(1, ++evaluations / steps))
    const { hitRate, mrr } = measureCases(createSessionModel(index, params), cases)
    return { params, hitRate, mrr }
  }
  let best = startingPoints
    .map((start) => evaluate({ ...defaultSessionKnnParams, ...start }))
    .reduce((a, b) => (objective(b) > objective(a) ? b : a))
  for (let pass = 0; pass < passes; pass++) {
    const before = best
    for (const setting of settings) {
      for (const value of grid[setting]) {
        if (clock.monotonicMs() > until) return { ...best, cases: cases.length, evaluations }
        if (best.params[setting] === value) continue
        const tried = evaluate({ ...best.params, [setting]: value })
        if (objective(tried) > objective(best)) best = tried
      }
    }
    if (best === before) break
  }
  return { ...best, cases: cases.length, evaluations }
}

const settings: readonly Setting[] = [
  'rl',
  'mix',
  'tau',
  'k',
  'inh',
  'spw',
  'ipw',
  'back',
  'ln',
  'idf',
  'srh',
  'srd',
]
