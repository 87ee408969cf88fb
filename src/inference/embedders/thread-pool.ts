/**
 * A few worker threads that take one task at a time. Threads start when there is work for them, an urgent task
 * goes before waiting ones, and a thread that dies fails only the task it held.
 */
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { AppError } from '../../errors.ts'

export interface ThreadPoolOptions {
  /** Compiled entry, see `threadEntry`; it answers each message by a `ThreadAnswer`. */
  readonly entry: URL
  /** Structured-cloned into each thread. */
  readonly workerData: unknown
  readonly threads: number
}

export interface ThreadPool extends AsyncDisposable {
  /**
   * The thread's answer to `task`.
   *
   * @throws AppError inference.unavailable when the thread died or the pool is closed; inference.weights-unusable
   *   when the thread reports a failure; the signal's reason when aborted before the task began
   */
  run(task: unknown, options: { urgent: boolean; signal: AbortSignal | undefined }): Promise<unknown>
}

/** What a thread posts for each task, in the order of the tasks. */
export const threadAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), message: z.string() }),
])
export type ThreadAnswer = z.input<typeof threadAnswerSchema>

interface Waiting {
  readonly task: unknown
  readonly signal: AbortSignal | undefined
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

interface Thread {
  readonly worker: Worker
  current: Waiting | undefined
}

export function createThreadPool({ entry, workerData, threads }: ThreadPoolOptions): ThreadPool {
  const urgentTasks: Waiting[] = []
  const ordinaryTasks: Waiting[] = []
  const running = new Set<Thread>()
  let closed = false

  const next = (): Waiting | undefined => {
    for (;;) {
      const waiting = urgentTasks.shift() ?? ordinaryTasks.shift()
      if (waiting === undefined) return undefined
      if (waiting.signal?.aborted !== true) return waiting
      waiting.reject(waiting.signal.reason)
    }
  }

  const dispatch = (): void => {
    for (;;) {
      const thread = [...running].find((candidate) => candidate.current === undefined)
      if (thread === undefined && running.size >= threads) return
      const waiting = next()
      if (waiting === undefined) return
      const idle = thread ?? start()
      idle.current = waiting
      idle.worker.ref()
      idle.worker.postMessage(waiting.task)
    }
  }

  const start = (): Thread => {
    const thread: Thread = { worker: new Worker(entry, { workerData }), current: undefined }
    running.add(thread)
    const finish = (settle: (waiting: Waiting) => void) => {
      const waiting = thread.current
      thread.current = undefined
      // An idle thread must not keep a process alive that has nothing else to do.
      thread.worker.unref()
      if (waiting !== undefined) settle(waiting)
    }
    const lose = (cause: unknown) => {
      running.delete(thread)
      finish((waiting) => {
        waiting.reject(new AppError('inference.unavailable', 'The model thread stopped.', { cause }))
      })
      if (!closed) dispatch()
    }
    thread.worker.on('message', (message: unknown) => {
      finish((waiting) => {
        settleWith(waiting, message)
      })
      dispatch()
    })
    thread.worker.on('error', lose)
    thread.worker.on('exit', (code) => {
      if (running.has(thread)) lose(new Error(`The thread exited with code ${String(code)}.`))
    })
    return thread
  }

  return {
    run(task, { urgent, signal }) {
      if (closed) return Promise.reject(new AppError('inference.unavailable', 'The embedder is closed.'))
      return new Promise((resolve, reject) => {
        const queue = urgent ? urgentTasks : ordinaryTasks
        queue.push({ task, signal, resolve, reject })
        dispatch()
      })
    },
    async [Symbol.asyncDispose]() {
      closed = true
      const stopped = new AppError('inference.unavailable', 'The embedder is closed.')
      for (const waiting of [...urgentTasks.splice(0), ...ordinaryTasks.splice(0)]) waiting.reject(stopped)
      await Promise.all([...running].map((thread) => thread.worker.terminate()))
    },
  }
}

function settleWith(waiting: Waiting, message: unknown): void {
  const answer = threadAnswerSchema.safeParse(message)
  if (!answer.success)
    waiting.reject(
      new AppError('inference.malformed', 'The model thread answered nonsense.', { cause: answer.error }),
    )
  else if (answer.data.ok) waiting.resolve(answer.data.result)
  else waiting.reject(new AppError('inference.weights-unusable', answer.data.message))
}
