/** Finds the settings of the session model on the tail of what it trains on; nothing of the test is seen here. */
import type { Clock } from '../../clock.ts'
import { trainSessionModel } from '../session-knn/train-session-model.ts'
import type { VisitLog } from '../session-knn/visit-log.ts'
import type { Learnt } from './threads/thread-task.ts'

export interface LearnOptions {
  readonly seed: number
  readonly budgetMs: number
  readonly clock: Pick<Clock, 'monotonicMs'>
  /** Gets the share that is done, 0 to 1. */
  readonly onProgress: (share: number) => void
}

export function learnSettings(log: VisitLog, options: LearnOptions): Learnt {
  const { params, tuned, learnt } = trainSessionModel(log, options)
  return {
    params,
    tuning: {
      cases: tuned?.cases ?? 0,
      hr: tuned?.hitRate ?? 0,
      mrr: tuned?.mrr ?? 0,
      evaluations: tuned?.evaluations ?? 0,
      rankerCases: params.ranker === null ? 0 : (learnt?.trainingCases ?? 0),
      stopped: learnt?.stopped === 'time' ? 'time' : (tuned?.stopped ?? 'finished'),
    },
  }
}
