/**
 * Learns the order of candidates from the tail of the log, and keeps it only where it shows on visits it has not seen:
 * trained on the first three quarters of the tail, judged on the last, then trained once more on all of it.
 */
import { createChance } from '../../../chance.ts'
import { createBlendedScorer, createSessionModel } from '../create-session-model.ts'
import type { SessionIndex } from '../session-index.ts'
import type { SessionKnnParams } from '../session-knn-params.ts'
import { clearTally } from '../scores/tally.ts'
import { sampleCases, type NextItemCase } from '../tuning/held-out-cases.ts'
import { isClearGain, measureCases } from '../tuning/measure-cases.ts'
import { createWorkCounter } from '../tuning/count-work.ts'
import type { HeldOut, StoppedReason, TuneOptions } from '../tuning/tune-session-knn.ts'
import { createCandidateFeatures, rankedMax } from './candidate-features.ts'
import { featureCount } from './features.ts'
import { fitNetwork, type TrainingSet } from './fit-network.ts'
import type { Ranker } from './ranker.ts'

/** Fewer cases teach nothing that lasts. */
const trainingMin = 1_000
/** 20,000 cases of 150 candidates are 276 MB of features. */
const trainingMax = 20_000
const checkedMax = 6_000
/** Cases from which the cost of one is estimated. */
const probed = 500
const trainedShare = 0.75
const hidden = 16
const epochs = 4
/** Units of work of each of the three steps that ask the index, some 25 seconds of one core: they bound the cases. */
const workMax = 1.2e9
const defaultBudgetMs = 200_000
/** Shares of the time by which each step ends with what it has; the second training is for those that were quick. */
const endsBy = { gathered: 0.2, fitted: 0.5, again: 0.65, gatheredAgain: 0.8, fittedAgain: 1 } as const

export interface TrainedRanker {
  /** Null when it was no clear gain, or there was too little to learn from. */
  readonly ranker: Ranker | null
  readonly trainingCases: number
  /** On the last quarter of the tail, without and with it; 0 to 1. */
  readonly before?: { readonly hitRate: number; readonly mrr: number }
  readonly after?: { readonly hitRate: number; readonly mrr: number }
  /** `time` when the clock cut a step short: another machine may learn another order. */
  readonly stopped: StoppedReason
}

/** @throws the signal's reason when it aborts */
export function trainRanker(
  { index, cases }: Pick<HeldOut, 'index' | 'cases'>,
  params: SessionKnnParams,
  options: Omit<TuneOptions, 'casesMax'>,
): TrainedRanker {
  const { seed, clock, budgetMs = defaultBudgetMs, signal, onProgress } = options
  const began = clock.monotonicMs()
  let stopped: StoppedReason = 'finished'
  const isPast = (share: number) => () => {
    if (clock.monotonicMs() <= began + budgetMs * share) return false
    stopped = 'time'
    return true
  }
  const plain = { ...params, ranker: null }
  const split = splitByVisit(cases)
  const chance = createChance(seed)
  const affordable = affordableCases(index, plain, sampleCases(cases, probed, chance))
  const trained = sampleCases(split.trained, Math.min(trainingMax, affordable), chance)
  if (trained.length < trainingMin) return { ranker: null, trainingCases: trained.length, stopped }
  const fit = (set: TrainingSet, from: number, share: number, isOver: () => boolean) =>
    fitNetwork(set, {
      hidden,
      epochs,
      chance: createChance(seed),
      isOver,
      ...(signal === undefined ? {} : { signal }),
      onEpoch: (epoch) => onProgress?.(from + (share * epoch) / epochs),
    })
  const ranker = fit(collect(index, plain, trained, isPast(endsBy.gathered)), 0, 0.45, isPast(endsBy.fitted))
  const checked = sampleCases(split.checked, Math.min(checkedMax, affordable), chance)
  const before = measureCases(createSessionModel(index, plain), checked)
  const after = measureCases(createSessionModel(index, { ...plain, ranker }), checked)
  const judged = { trainingCases: trained.length, before: rates(before), after: rates(after) }
  if (!isClearGain(before, after, checked)) return { ranker: null, ...judged, stopped }
  if (isPast(endsBy.again)()) return { ranker, ...judged, stopped }
  const newest = sampleCases(cases, Math.min(trainingMax, affordable), chance)
  const all = collect(index, plain, newest, isPast(endsBy.gatheredAgain))
  const again = fit(all, 0.5, 0.5, isPast(endsBy.fittedAgain))
  return { ranker: again, ...judged, trainingCases: all.cases.length, stopped }
}

/** How many cases a step may ask the index for; long visits in a large shop cost more each. */
function affordableCases(
  index: SessionIndex,
  params: SessionKnnParams,
  probe: readonly NextItemCase[],
): number {
  return Math.max(trainingMin, Math.floor(workMax / createWorkCounter(index).ordered(params, probe)))
}

function splitByVisit(cases: readonly NextItemCase[]) {
  const boundary = cases[Math.floor(cases.length * trainedShare)]?.visit ?? 0
  return {
    trained: cases.filter(({ visit }) => visit < boundary),
    checked: cases.filter(({ visit }) => visit >= boundary),
  }
}

/** Features of the candidates of every case whose target is among them, newest first while there is time. */
export function collect(
  index: SessionIndex,
  params: SessionKnnParams,
  cases: readonly NextItemCase[],
  isOver: () => boolean,
): TrainingSet {
  const scorer = createBlendedScorer(index, params)
  const candidates = createCandidateFeatures(index, params, scorer.scratch, featureCount)
  let features = new Float32Array(Math.min(cases.length, 1_000) * rankedMax * featureCount)
  let used = 0
  const ranked: { from: number; count: number; target: number }[] = []
  for (const { query, target: wanted } of [...cases].reverse()) {
    if (isOver()) break
    const main = scorer.score(query)
    const count = candidates.find(query, main)
    clearTally(main)
    const target = candidates.items.subarray(0, count).indexOf(wanted)
    if (target < 0) continue
    const length = count * featureCount
    if (used + length > features.length) {
      const larger = new Float32Array(Math.ceil((used + length) * 1.5))
      larger.set(features.subarray(0, used))
      features = larger
    }
    features.set(candidates.features.subarray(0, length), used)
    ranked.push({ from: used, count, target })
    used += length
  }
  return { features: features.subarray(0, used), cases: ranked }
}

function rates({ hitRate, mrr }: { readonly hitRate: number; readonly mrr: number }) {
  return { hitRate, mrr }
}
