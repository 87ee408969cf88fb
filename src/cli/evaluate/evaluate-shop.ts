/** Evaluates the session model on the shop's own visits: the server does it, and this follows it to its report. */
import { evaluationRunSchema } from '../../recommendations/evaluation/runs/evaluation-run.ts'
import {
  evaluationReportSchema,
  type EvaluationReport,
} from '../../recommendations/evaluation/report/evaluation-report.ts'
import { AppError } from '../../errors.ts'
import { answer } from '../api/api.ts'
import { watch } from '../api/watch.ts'
import { Interrupted } from '../exit-code.ts'
import type { Run } from '../run.ts'
import { startProgress } from '../terminal/progress.ts'
import { percent } from '../terminal/quantities.ts'

export interface EvaluateShopOptions {
  readonly cut: number
  readonly seed: number
  /** Id of an evaluation that runs already. */
  readonly attach: string | undefined
}

/** What came over the wire: dates as texts. */
const wireSchema = evaluationRunSchema.extend({
  createdAt: evaluationRunSchema.shape.id,
  finishedAt: evaluationRunSchema.shape.id.nullable(),
})

export async function evaluateShop(run: Run, options: EvaluateShopOptions): Promise<EvaluationReport> {
  const api = await run.api()
  const body = { k: options.cut, seed: options.seed }
  const id = options.attach ?? (await answer(api.POST('/v1/evaluations', { body }))).id
  const progress = startProgress(run.terminal, run.clock)
  const ended = await watch(api, `/v1/evaluations/${encodeURIComponent(id)}`, wireSchema, {
    interrupted: run.interrupted(),
    onProgress({ state, progress: told }) {
      const share = told?.share ?? 0
      progress.update({
        phase: told?.phase ?? state,
        done: Math.round(share * 1_000),
        total: 1_000,
        words: told === null ? '' : percent(share),
      })
    },
  }).finally(() => {
    progress.stop()
  })
  if (ended === undefined)
    throw new Interrupted(
      `The evaluation goes on at the server. Follow it again: vitrine evaluate --attach ${id}`,
    )
  if (ended.report !== null) {
    run.terminal.note(ended.explanation ?? '')
    return evaluationReportSchema.parse(ended.report)
  }
  throw new AppError(
    'recommendations.evaluation-not-done',
    ended.explanation ?? ended.failure?.detail ?? `The evaluation ${id} is ${ended.state}.`,
  )
}
