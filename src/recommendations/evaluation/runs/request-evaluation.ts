/** Accepts a request to evaluate: its row and its job in the caller's transaction; one at a time per shop. */
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { newId } from '../../../ids.ts'
import { jobs } from '../../../queue/jobs.ts'
import { enqueue } from '../../../queue/outbox.ts'
import type { EvaluationRequest, EvaluationRun } from './evaluation-run.ts'
import { findOpenEvaluation, insertEvaluation, lockShopEvaluations } from './evaluation-queries.ts'
import { getEvaluation } from './read-evaluations.ts'

/** @throws AppError recommendations.evaluation-running */
export async function requestEvaluation(
  trx: Db,
  clock: Clock,
  { shopId, k, seed }: EvaluationRequest & { readonly shopId: string },
): Promise<EvaluationRun> {
  await lockShopEvaluations(trx, shopId)
  const open = await findOpenEvaluation(trx, shopId)
  if (open !== undefined)
    throw new AppError(
      'recommendations.evaluation-running',
      `Evaluation ${open.id} has not ended; watch it or cancel it first.`,
    )
  const id = newId('job')
  await enqueue(trx, jobs.evaluateModel, { id, shopId, payload: {} })
  await insertEvaluation(trx, { id, shopId, cut: k, seed, createdAt: clock.now() })
  return getEvaluation(trx, shopId, id)
}
