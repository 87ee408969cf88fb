/**
 * Finds the settings of the session model for one log, unattended: from a few starting points that suit different kinds
 * of shops, one setting after the other, twice round, on cases from the tail of the log that the index does not hold. What
 * it may spend is counted, not timed: the same log and seed give the same settings on every machine.
 */
import { createChance } from '../../../chance.ts'
import type { Clock } from '../../../clock.ts'
import { createSessionModel } from '../create-session-model.ts'
import { buildSessionIndex, type SessionIndex } from '../session-index.ts'
import { defaultSessionKnnParams, type SessionKnnParams } from '../session-knn-params.ts'
import type { VisitLog } from '../visit-log.ts'
import { createWorkCounter, type WorkCounter } from './count-work.ts'
import { headOf, sampleCases, tailOf, type NextItemCase, type Tail } from './held-out-cases.ts'
import { gainInErrors, measureCases, objective, type CaseScores } from './measure-cases.ts'

export interface TuneOptions {
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly seed: number
  /** Cases asked of each setting. */
  readonly casesMax?: number
  /** Only a guard: each of the two steps, settings and order, ends by this time with the best so far, and says so. */
  readonly budgetMs?: number
  readonly signal?: AbortSignal
  /** Called with the share of the search that is done, 0 to 1. */
  readonly onProgress?: (share: number) => void
}

export interface HeldOut extends Tail {
  /** Of the visits before the tail. */
  readonly index: SessionIndex
}

/** Why a search ended: nothing more to try, its counted work was spent, or the clock struck first. */
export const stoppedReasons = ['finished', 'work', 'time'] as const
export type StoppedReason = (typeof stoppedReasons)[number]

export interface TunedParams {
  readonly params: SessionKnnParams
  /** Hit rate and MRR at 20 on the cases of the tail, 0 to 1. */
  readonly hitRate: number
  readonly mrr: number
  readonly cases: number
  readonly evaluations: number
  /** `time` alone depends on the machine. */
  readonly stopped: StoppedReason
}

const passes = 2
/** Fewer cases tell no settings apart; more than these tell nothing new. */
const casesMin = 400
const defaultCasesMax = 4_000
/** Cases from which the cost of one is estimated. */
const probed = 500
/** Standard errors that a step has to gain. */
const leastErrors = 0.5
/** Units of work, about two minutes of one core. */
const workMax = 6e9
const defaultBudgetMs = 200_000

/** Undefined when the tail has no case: nothing can be learnt from visits of one product each. */
export function holdOutTail(log: VisitLog): HeldOut | undefined {
  const tail = tailOf(log)
  return tail && { ...tail, index: buildSessionIndex(headOf(log, tail.headVisits)) }
}

type Setting = keyof typeof grid

/** Order matters a little: what decides most comes first. */
const grid = {
  rl: [true, false],
  mix: [0, 0.03, 0.1, 0.3, 1, 3, 10],
  tau: [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 50],
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

/**
 * Long browsing with returns; short sharp visits; a shop where the next step is nearly a rule; plain VS-KNN; news, where what
 * others of today look at is all there is.
 */
const startingPoints: readonly Partial<SessionKnnParams>[] = [
  {},
  { spw: 6, inh: 3, ln: 0, tau: 1, rl: false, srh: 1 },
  { mix: 3, srh: 2, inh: 1.5, spw: 1.5, rl: false },
  { k: 400, spw: 6, ipw: 12, inh: 15, idf: 1, ln: 0.5, tau: 5, mix: 0 },
  { k: 800, spw: 12, ipw: 30, inh: 40, idf: 0, ln: 0.5, tau: 0.05, mix: 0.03, rl: false },
]

/** Settings that are tried when every value of every one is. */
const steps =
  startingPoints.length + passes * Object.values(grid).reduce((sum, values) => sum + values.length - 1, 0)

/** @throws the signal's reason when it aborts */
export function tuneSessionKnn({ index, cases: all }: HeldOut, options: TuneOptions): TunedParams {
  const { clock, seed, casesMax = defaultCasesMax, budgetMs = defaultBudgetMs, signal, onProgress } = options
  const work = createWorkCounter(index)
  const chance = createChance(seed)
  const cases = sampleCases(all, affordable(work.plain, sampleCases(all, probed, chance), casesMax), chance)
  const until = clock.monotonicMs() + budgetMs
  let evaluations = 0
  let spent = 0
  const evaluate = (params: SessionKnnParams) => {
    signal?.throwIfAborted()
    spent += work.plain(params, cases) * cases.length
    evaluations += 1
    onProgress?.(Math.min(1, evaluations / steps))
    return { params, ...measureCases(createSessionModel(index, params), cases) }
  }
  let best = startingPoints
    .map((start) => evaluate({ ...defaultSessionKnnParams, ...start }))
    .reduce((a, b) => (objective(b) > objective(a) ? b : a))
  // Of a hundred settings one is always best by chance: a step counts when it is more than half its own error.
  const isBetter = (tried: CaseScores) => gainInErrors(best, tried, cases) > leastErrors
  const ended = (stopped: StoppedReason) => {
    const { params, hitRate, mrr } = best
    return { params, hitRate, mrr, cases: cases.length, evaluations, stopped }
  }
  for (let pass = 0; pass < passes; pass++) {
    const before = best
    for (const setting of settings) {
      for (const value of grid[setting]) {
        if (best.params[setting] === value) continue
        if (clock.monotonicMs() > until) return ended('time')
        if (spent > workMax) return ended('work')
        const tried = evaluate({ ...best.params, [setting]: value })
        if (isBetter(tried)) best = tried
      }
    }
    if (best === before) break
  }
  return ended('finished')
}

/** As many cases as all steps can be asked within half the work: the larger of the settings cost more than the defaults. */
function affordable(costOf: WorkCounter['plain'], probe: readonly NextItemCase[], casesMax: number): number {
  const most = Math.floor(workMax / 2 / steps / costOf(defaultSessionKnnParams, probe))
  return Math.min(casesMax, Math.max(casesMin, most))
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
