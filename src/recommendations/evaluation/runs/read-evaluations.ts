/** Reading and cancelling evaluations of a shop. */
import { z } from 'zod'
import type { Db } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../../page.ts'
import { cancelJobs } from '../../../queue/job-queries.ts'
import { runFailureOf, runStateOf } from '../../../queue/run-state.ts'
import { evaluationReportSchema, type EvaluationReport } from '../report/evaluation-report.ts'
import { findEvaluation, selectEvaluations, type EvaluationRow } from './evaluation-queries.ts'
import { evaluationOutcomes, evaluationPhases, type EvaluationRun } from './evaluation-run.ts'

/** @throws AppError recommendations.evaluation-not-found */
export async function getEvaluation(db: Db, shopId: string, id: string): Promise<EvaluationRun> {
  const row = await findEvaluation(db, shopId, id)
  if (row === undefined)
    throw new AppError('recommendations.evaluation-not-found', 'The shop has no evaluation with this id.')
  return toRun(row)
}

/** A page, newest first. */
export async function listEvaluations(
  db: Db,
  shopId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<EvaluationRun>> {
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.iso.datetime(), z.string()]))
  const rows = await selectEvaluations(
    db,
    shopId,
    after === null ? null : { createdAt: after[0], id: after[1] },
    limit + 1,
  )
  const page = pageOf(rows, limit, (row) => [row.created_at.toISOString(), row.id])
  return { items: page.items.map(toRun), next: page.next }
}

/** @throws AppError recommendations.evaluation-not-found | recommendations.evaluation-not-done */
export async function getEvaluationReport(db: Db, shopId: string, id: string): Promise<EvaluationReport> {
  const { report, state, explanation } = await getEvaluation(db, shopId, id)
  if (report === null)
    throw new AppError(
      'recommendations.evaluation-not-done',
      `There is no report: ${explanation ?? `the evaluation is ${state}.`}`,
    )
  return report
}

/** @throws AppError recommendations.evaluation-not-found | jobs.not-cancellable */
export async function cancelEvaluation(trx: Db, shopId: string, id: string): Promise<EvaluationRun> {
  await getEvaluation(trx, shopId, id)
  const { ended, asked } = await cancelJobs(trx, shopId, id)
  if (ended + asked === 0) throw new AppError('jobs.not-cancellable', 'This evaluation has ended already.')
  return getEvaluation(trx, shopId, id)
}

const progressSchema = z.object({ phase: z.enum(evaluationPhases), share: z.number() })
const resultSchema = z.looseObject({ explanation: z.string() })

function toRun(row: EvaluationRow): EvaluationRun {
  const state = runStateOf(row.state)
  return {
    id: row.id,
    state,
    k: row.cut,
    seed: row.seed,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    progress: state === 'running' ? (progressSchema.safeParse(row.progress).data ?? null) : null,
    outcome: z.enum(evaluationOutcomes).nullable().parse(row.outcome),
    explanation: resultSchema.safeParse(row.result).data?.explanation ?? null,
    report: row.report === null ? null : evaluationReportSchema.parse(row.report),
    failure: runFailureOf(state, row.error),
  }
}
