/** A few threads that work off the tasks of one evaluation; all stop at once when it is aborted or one of them fails. */
import { Worker } from 'node:worker_threads'
import { AppError } from '../../../errors.ts'
import { threadEntry } from '../../../thread.ts'
import type { Compared } from '../measures/compare-methods.ts'
import type { Outcome } from '../measures/outcome.ts'
import {
  threadMessageSchema,
  type CompareTask,
  type Learnt,
  type LearnTask,
  type ScoreTask,
  type Task,
  type ThreadData,
  type ThreadMessage,
} from './thread-task.ts'

/** Every call throws the signal's reason once aborted, or AppError recommendations.evaluation-stopped. */
export interface EvaluationThreads extends AsyncDisposable {
  /** @param onProgress gets the share that is done, 0 to 1 */
  learn(task: LearnTask, onProgress: (share: number) => void): Promise<Learnt>
  /** @param onProgress gets the number of cases done since the last call */
  score(task: ScoreTask, onProgress: (cases: number) => void): Promise<Outcome>
  compare(task: CompareTask): Promise<Compared>
}

interface Waiting {
  readonly task: Task
  readonly onProgress: (amount: number) => void
  readonly resolve: (message: ThreadMessage) => void
  readonly reject: (error: unknown) => void
}

interface Thread {
  readonly worker: Worker
  current: Waiting | undefined
}

/** Tasks begin in the order in which they were given. */
export function startEvaluationThreads(
  data: ThreadData,
  { threads, signal }: { readonly threads: number; readonly signal: AbortSignal },
): EvaluationThreads {
  const queue: Waiting[] = []
  let ended: { readonly reason: unknown } | undefined
  const entry = threadEntry(import.meta.url, 'evaluation-thread')
  const running: Thread[] = Array.from({ length: threads }, () => ({
    worker: new Worker(entry, { workerData: data }),
    current: undefined,
  }))
  const dispatch = () => {
    for (const thread of running) {
      if (thread.current !== undefined) continue
      thread.current = queue.shift()
      if (thread.current !== undefined) thread.worker.postMessage(thread.current.task)
    }
  }
  const end = (reason: unknown) => {
    if (ended !== undefined) return
    ended = { reason }
    const lost = [...running.flatMap(({ current }) => current ?? []), ...queue.splice(0)]
    for (const waiting of lost) waiting.reject(reason)
    for (const { worker } of running) void worker.terminate()
  }
  const onAbort = () => {
    end(signal.reason)
  }
  for (const thread of running) {
    thread.worker.on('message', (raw: unknown) => {
      const message = threadMessageSchema.parse(raw)
      if (message.kind === 'progress') {
        thread.current?.onProgress(message.amount)
        return
      }
      if (message.kind === 'failed') {
        end(stopped(message.message))
        return
      }
      const finished = thread.current
      thread.current = undefined
      finished?.resolve(message)
      dispatch()
    })
    thread.worker.on('error', (error) => {
      end(stopped(error.message))
    })
    thread.worker.on('exit', () => {
      end(stopped('it ended by itself'))
    })
  }
  signal.addEventListener('abort', onAbort, { once: true })
  const run = (task: Task, onProgress: (amount: number) => void) =>
    new Promise<ThreadMessage>((resolve, reject) => {
      if (signal.aborted) onAbort()
      queue.push({ task, onProgress, resolve, reject })
      if (ended === undefined) dispatch()
      else for (const waiting of queue.splice(0)) waiting.reject(ended.reason)
    })
  return {
    async learn(task, onProgress) {
      const message = await run({ kind: 'learn', ...task }, onProgress)
      if (message.kind !== 'learnt') throw stopped(`it answered ${message.kind}`)
      return message.learnt
    },
    async score(task, onProgress) {
      const message = await run({ kind: 'score', ...task }, onProgress)
      if (message.kind !== 'scored') throw stopped(`it answered ${message.kind}`)
      return message.outcome
    },
    async compare(task) {
      const message = await run({ kind: 'compare', ...task }, () => undefined)
      if (message.kind !== 'compared') throw stopped(`it answered ${message.kind}`)
      return message.compared
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', onAbort)
      ended ??= { reason: stopped('the evaluation is over') }
      await Promise.all(running.map(({ worker }) => worker.terminate()))
    },
  }
}

function stopped(detail: string): AppError {
  return new AppError('recommendations.evaluation-stopped', `A thread of the evaluation stopped: ${detail}.`)
}
