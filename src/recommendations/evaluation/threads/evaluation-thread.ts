/** Thread entry: learns settings, scores methods and compares them, one task after the other, on data it was given once. */
import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../../../clock.ts'
import { createSessionModel } from '../../session-knn/create-session-model.ts'
import { buildSessionIndex } from '../../session-knn/session-index.ts'
import type { SessionKnnParams } from '../../session-knn/session-knn-params.ts'
import type { SessionModel } from '../../session-knn/session-model.ts'
import { buildBaseline, type Baseline } from '../baselines/baselines.ts'
import { fillAnswers } from '../fill-answers.ts'
import { learnSettings } from '../learn-settings.ts'
import { compareMethods } from '../measures/compare-methods.ts'
import { scoreCases } from '../score-cases.ts'
import { taskSchema, threadDataSchema, type Method, type Task, type ThreadMessage } from './thread-task.ts'

const { log, cases, cut } = threadDataSchema.parse(workerData)

interface BuiltModel {
  readonly key: string
  readonly model: Baseline
  readonly buildMs: number
}

/** The last model built: slices of one method follow one another. */
let built: BuiltModel | undefined

parentPort?.on('message', (message: unknown) => {
  try {
    post(answer(taskSchema.parse(message)))
  } catch (error) {
    post({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})

function answer(task: Task): ThreadMessage {
  const onProgress = (amount: number) => {
    post({ kind: 'progress', amount })
  }
  switch (task.kind) {
    case 'learn':
      return { kind: 'learnt', learnt: learnSettings(log, { ...task, clock: systemClock, onProgress }) }
    case 'score': {
      const { model, buildMs } = modelOf(task.method)
      const { settings } = model
      const { from, to } = task
      const options = { from, to, cut, items: log.items.length, clock: systemClock, onProgress }
      return { kind: 'scored', outcome: { ...scoreCases(model, cases, options), buildMs, settings } }
    }
    case 'compare':
      return { kind: 'compared', compared: compareMethods({ ...task, log, cases }) }
  }
}

function modelOf(method: Method): BuiltModel {
  const key = JSON.stringify(method)
  if (built?.key === key) return built
  // The old model goes before the new one comes: one index at a time is in memory.
  built = undefined
  const startMs = systemClock.monotonicMs()
  const model = method.kind === 'baseline' ? buildBaseline(method.name, log) : buildFilled(method.params)
  built = { key, model, buildMs: systemClock.monotonicMs() - startMs }
  return built
}

function buildFilled(params: SessionKnnParams): SessionModel {
  const index = buildSessionIndex(log)
  return fillAnswers(createSessionModel(index, params), index, { keepsLast: params.rl })
}

function post(message: ThreadMessage): void {
  parentPort?.postMessage(message)
}
