/**
 * The work of an evaluation job: the shop's visits are split by time, settings are learnt on the tail of the older part,
 * and what passes the gate is promoted in the transaction that marks the job done.
 */
import type { Clock } from '../../../clock.ts'
import type { Db, Json } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { done, type LeasedJob, type Processor } from '../../../queue/job.ts'
import { sessionKnnParamsSchema, type SessionKnnParams } from '../../session-knn/session-knn-params.ts'
import { evaluateModel } from '../evaluate-model.ts'
import { findDefeats } from '../gate.ts'
import { describeMachine, threadsFor } from '../machine.ts'
import type { EvaluationReport } from '../report/evaluation-report.ts'
import { splitVisits, type SplitVisits } from '../split-visits.ts'
import { findEvaluation, storeEvaluation } from './evaluation-queries.ts'
import type { EvaluationOutcome } from './evaluation-run.ts'
import { findPromoted } from './find-promoted.ts'
import { deletePromoted, upsertPromoted } from './promoted-queries.ts'
import { readShopVisits } from './read-shop-visits.ts'

export interface EvaluationDeps {
  readonly db: Db
  readonly clock: Clock
}

type EvaluationPayload = Readonly<Record<string, never>>

/** What the job itself keeps; the report stands in the evaluation. */
type EvaluationResult = {
  readonly outcome: EvaluationOutcome
  readonly explanation: string
  /** As JSON texts; null when there were too few visits, and without a promotion. */
  readonly report: string | null
  readonly params: string | null
  readonly [key: string]: Json
}

/** Below these an interval says nothing: some hundred visits are needed to tell five points of hit rate. */
const trainVisitsMin = 500
const testVisitsMin = 100
const casesMin = 200

/** Only a guard, per step; the tuner counts what it spends. */
const budgetMs = 200_000
const reportEveryMs = 1_000

export function evaluateModelProcessor(deps: EvaluationDeps): Processor<EvaluationPayload, EvaluationResult> {
  return {
    async run(job) {
      return done(await evaluateShop(deps, job))
    },
    async commit(trx, finished) {
      for (const { job, result } of finished) {
        await storeEvaluation(trx, job.shopId, job.id, result)
        if (result.outcome === 'demoted') await deletePromoted(trx, job.shopId)
        if (result.outcome !== 'promoted' || result.params === null) continue
        await upsertPromoted(trx, job.shopId, {
          evaluationId: job.id,
          params: result.params,
          promotedAt: deps.clock.now(),
        })
      }
    },
  }
}

async function evaluateShop(
  { db, clock }: EvaluationDeps,
  job: LeasedJob<EvaluationPayload>,
): Promise<EvaluationResult> {
  const row = await findEvaluation(db, job.shopId, job.id)
  if (row === undefined)
    throw new AppError('recommendations.evaluation-not-found', 'The evaluation of this job is gone.')
  const tell = createTeller(job, clock)
  const startMs = clock.monotonicMs()
  const { visits, lastSeq, sha256 } = await readShopVisits(db, job.shopId, {
    signal: job.signal,
    onShare: (share) => tell('read', share),
  })
  const split = splitVisits(visits)
  const complaint = complainOf(split)
  if (complaint !== undefined)
    return { outcome: 'too-few', explanation: complaint, report: null, params: null }
  const machine = describeMachine()
  const report = await evaluateModel(
    {
      ...{ machine, cut: row.cut, seed: row.seed, budgetMs, log: split.log, cases: split.cases },
      source: { kind: 'shop', sha256, lastSeq, splitAt: isoOf(split.splitAt) },
      baselines: ['popularity', 'item-knn'],
      incumbent: await findIncumbent(db, job.shopId),
      threads: threadsFor(machine),
      readSeconds: (clock.monotonicMs() - startMs) / 1_000,
    },
    {
      clock,
      signal: job.signal,
      onProgress: ({ phase, share }) => void tell(phase, share).catch(() => undefined),
    },
  )
  const defeats = report.gate.passed ? [] : findDefeats(report.incumbent, report.cut)
  return {
    outcome: report.gate.passed ? 'promoted' : defeats.length > 0 ? 'demoted' : 'kept',
    explanation: explain(report, defeats),
    report: JSON.stringify(report),
    params: report.gate.passed ? JSON.stringify(report.params) : null,
  }
}

/** Progress once a second; who watches sees no more. */
function createTeller(job: LeasedJob<EvaluationPayload>, clock: Clock) {
  let toldMs = -Infinity
  return async (phase: string, share: number): Promise<void> => {
    if (clock.monotonicMs() - toldMs < reportEveryMs) return
    toldMs = clock.monotonicMs()
    await job.report({ phase, share })
  }
}

function complainOf({ log, cases }: SplitVisits): string | undefined {
  let told = 0
  for (let visit = 0; visit + 1 < log.offsets.length; visit++) {
    if ((log.offsets[visit + 1] ?? 0) - (log.offsets[visit] ?? 0) > 1) told += 1
  }
  if (told >= trainVisitsMin && cases.visitCount >= testVisitsMin && cases.targets.length >= casesMin)
    return undefined
  return (
    `There are not enough visits to tell: ${told} to learn from and ${cases.visitCount} to be measured on, with ${cases.targets.length} ` +
    `questions. At least ${trainVisitsMin}, ${testVisitsMin} and ${casesMin} are needed, counting visits of two products or more. ` +
    'Nothing was promoted; the fallback tiers are served.'
  )
}

/** Settings of an older version that no longer parse cannot be served either. */
async function findIncumbent(db: Db, shopId: string): Promise<SessionKnnParams | undefined> {
  const promoted = await findPromoted(db, shopId)
  return promoted === undefined ? undefined : sessionKnnParamsSchema.safeParse(promoted.params).data
}

function explain({ gate, comparisons }: EvaluationReport, defeats: readonly string[]): string {
  const others = comparisons.map(({ title }) => title).join(', ')
  if (defeats.length > 0)
    return `${defeats.join(' ')} The fallback tiers are served from the next image on. ${gate.reasons.join(' ')}`
  return gate.passed
    ? `The 95 % interval of the gain over each of ${others} lies above zero. These settings are served from the next image on.`
    : `Nothing new is served. ${gate.reasons.join(' ')}`
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString()
}
