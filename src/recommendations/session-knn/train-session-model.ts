/**
 * The unattended whole: settings from the tail of the log, a learnt order where it helps, and an index of everything. What
 * is found is `params`; a process that serves builds the same model from them and the visits.
 */
import { createSessionModel } from './create-session-model.ts'
import { trainRanker, type TrainedRanker } from './ranker/train-ranker.ts'
import { buildSessionIndex, type SessionIndex } from './session-index.ts'
import { defaultSessionKnnParams, type SessionKnnParams } from './session-knn-params.ts'
import type { SessionModel } from './session-model.ts'
import { holdOutTail, tuneSessionKnn, type TunedParams, type TuneOptions } from './tuning/tune-session-knn.ts'
import type { VisitLog } from './visit-log.ts'

export interface TrainedSessionModel {
  readonly model: SessionModel
  readonly index: SessionIndex
  readonly params: SessionKnnParams
  /** What tuning and ranking measured on the tail; undefined when the log has nothing to ask about. */
  readonly tuned: Omit<TunedParams, 'params'> | undefined
  readonly learnt: Omit<TrainedRanker, 'ranker'> | undefined
}

/** Share of the progress that is the tuner's. */
const tuningShare = 0.6

/** @throws the signal's reason when it aborts */
export function trainSessionModel(log: VisitLog, options: TuneOptions): TrainedSessionModel {
  const { onProgress } = options
  const found = findParams(log, {
    ...options,
    ...(onProgress === undefined ? {} : { onProgress: (share: number) => onProgress(Math.min(0.98, share)) }),
  })
  const index = buildSessionIndex(log)
  onProgress?.(1)
  return { model: createSessionModel(index, found.params), index, ...found }
}

function findParams(
  log: VisitLog,
  options: TuneOptions,
): Pick<TrainedSessionModel, 'params' | 'tuned' | 'learnt'> {
  const { onProgress } = options
  const heldOut = holdOutTail(log)
  if (heldOut === undefined) return { params: defaultSessionKnnParams, tuned: undefined, learnt: undefined }
  const { params, ...tuned } = tuneSessionKnn(heldOut, {
    ...options,
    ...(onProgress === undefined ? {} : { onProgress: (share: number) => onProgress(share * tuningShare) }),
  })
  const { ranker, ...learnt } = trainRanker(heldOut, params, {
    ...options,
    ...(onProgress === undefined
      ? {}
      : { onProgress: (share: number) => onProgress(tuningShare + share * (1 - tuningShare)) }),
  })
  return { params: { ...params, ranker }, tuned, learnt }
}
