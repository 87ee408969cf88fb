/**
 * One evaluation: settings are learnt on the tail of training, every method is asked every case of the test once, and the
 * differences are put to the gate. The processor's work is done in threads.
 */
import type { Clock } from '../../clock.ts'
import type { SessionKnnParams } from '../session-knn/session-knn-params.ts'
import type { VisitLog } from '../session-knn/visit-log.ts'
import { baselineTitles, type BaselineName } from './baselines/baselines.ts'
import { isRepeat, type CaseSet } from './case-set.ts'
import { decideGate } from './gate.ts'
import { joinOutcomes, type Outcome } from './measures/outcome.ts'
import type { NamedOutcome } from './measures/compare-methods.ts'
import type { DataFacts, EvaluationReport, EvaluationSource, Machine } from './report/evaluation-report.ts'
import { startEvaluationThreads, type EvaluationThreads } from './threads/evaluation-threads.ts'
import { threadDataOf } from './threads/thread-data.ts'
import type { Method } from './threads/thread-task.ts'

export interface EvaluationInput {
  readonly log: VisitLog
  readonly cases: CaseSet
  readonly source: EvaluationSource
  /** k: the length of an answer, 1 to 100. */
  readonly cut: number
  readonly seed: number
  readonly baselines: readonly BaselineName[]
  /** What is served now; compared like a baseline. */
  readonly incumbent?: SessionKnnParams | undefined
  /** Time the tuner may take, milliseconds. */
  readonly budgetMs: number
  readonly threads: number
  readonly machine: Machine
  /** Time that reading took, for the report. */
  readonly readSeconds: number
}

export type EvaluationPhase = 'tune' | 'score' | 'compare'

export interface EvaluationProgress {
  readonly phase: EvaluationPhase
  /** Of the phase, 0 to 1. */
  readonly share: number
}

export interface EvaluationContext {
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onProgress: (progress: EvaluationProgress) => void
}

/** @throws the signal's reason; AppError recommendations.evaluation-stopped */
export async function evaluateModel(
  input: EvaluationInput,
  { clock, signal, onProgress }: EvaluationContext,
): Promise<EvaluationReport> {
  const startMs = clock.monotonicMs()
  const seconds = () => (clock.monotonicMs() - startMs) / 1_000
  const { log, cases, cut, seed, source, machine } = input
  await using threads = startEvaluationThreads(threadDataOf(log, cases, cut), { ...input, signal })
  const count = countProgress(input)
  const learning = threads.learn({ seed, budgetMs: input.budgetMs }, (share) => {
    onProgress({ phase: 'tune', share })
  })
  // The other threads score what needs no learning meanwhile.
  const baselines = Promise.all(
    input.baselines.map((name) =>
      named(
        name,
        baselineTitles[name],
        scoreAll(threads, cases, { kind: 'baseline', name }, 1, (more) => {
          count(more)
        }),
      ),
    ),
  )
  const [learnt] = await Promise.all([learning, baselines])
  const tuneSeconds = seconds()
  const ours = (params: SessionKnnParams) =>
    scoreAll(threads, cases, { kind: 'session-knn', params }, input.threads * 4, (more) => {
      onProgress({ phase: 'score', share: count(more) })
    })
  const model = await named('session-knn', 'Session model', ours(learnt.params))
  const incumbent =
    input.incumbent === undefined ? [] : [await named('incumbent', 'Served until now', ours(input.incumbent))]
  onProgress({ phase: 'compare', share: 0 })
  const compared = await threads.compare({ seed, methods: [model, ...(await baselines), ...incumbent] })
  const [figures, ...others] = compared.figures
  if (figures === undefined) throw new Error('Every method has figures.')
  return {
    ...{ source, cut, seed, machine },
    data: factsOf(log, cases),
    evaluatedAt: clock.now().toISOString(),
    params: learnt.params,
    tuning: learnt.tuning,
    model: figures,
    baselines: others,
    comparisons: compared.comparisons,
    incumbent: compared.incumbent,
    gate: decideGate(compared.comparisons, cut),
    seconds: { read: input.readSeconds, tune: tuneSeconds, total: input.readSeconds + seconds() },
  }
}

/** @param slices runs of cases that threads may take one by one; each thread builds the model once */
async function scoreAll(
  threads: EvaluationThreads,
  cases: CaseSet,
  method: Method,
  slices: number,
  onProgress: (cases: number) => void,
): Promise<Outcome> {
  const total = cases.targets.length
  const size = Math.max(1, Math.ceil(total / slices))
  const starts = Array.from({ length: Math.ceil(total / size) }, (_, slice) => slice * size)
  return joinOutcomes(
    await Promise.all(
      starts.map((from) => threads.score({ method, from, to: Math.min(total, from + size) }, onProgress)),
    ),
  )
}

async function named(name: string, title: string, outcome: Promise<Outcome>): Promise<NamedOutcome> {
  return { name, title, outcome: await outcome }
}

/** What baselines do while the tuner works counts, but only the tuner is told of: it is what is waited for. */
function countProgress({ cases, baselines, incumbent }: EvaluationInput): (cases: number) => number {
  const total = cases.targets.length * (baselines.length + (incumbent === undefined ? 1 : 2))
  let done = 0
  return (more) => {
    done += more
    return done / total
  }
}

function factsOf(log: VisitLog, cases: CaseSet): DataFacts {
  let [repeats, unseen] = [0, 0]
  cases.targets.forEach((target, at) => {
    if (isRepeat(cases, at)) repeats += 1
    if ((cases.clicks[target] ?? 0) >= log.items.length) unseen += 1
  })
  return {
    trainVisits: log.offsets.length - 1,
    trainClicks: log.clicks.length,
    items: log.items.length,
    testVisits: cases.visitCount,
    cases: cases.targets.length,
    repeats: repeats / cases.targets.length,
    unseenTargets: unseen / cases.targets.length,
  }
}
