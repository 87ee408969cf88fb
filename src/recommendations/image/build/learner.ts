/** The thread that learns an image, as the job sees it: one request after another, ended when the job is. */
import { Worker } from 'node:worker_threads'
import { threadEntry } from '../../../thread.ts'
import type { PageKind } from './collect-history.ts'
import type { ImageHeader, LearnerAnswer, LearnerRequest, LearntSummary } from './learner-messages.ts'

/** Heap of the thread, for texts on their way into typed arrays, which lie outside it. */
const heapMb = 3_072

export interface Learner extends AsyncDisposable {
  add(page: PageKind, text: string): Promise<void>
  learn(header: ImageHeader): Promise<LearntSummary>
  /** The next page of rows for `relations`; undefined after the last. */
  nextRelations(): Promise<string | undefined>
  /** A part of the image file. */
  copy(from: number, to: number): Promise<Uint8Array>
}

/** @param signal ends the thread, and rejects whatever it was asked */
export function startLearner(signal: AbortSignal): Learner {
  const worker = new Worker(threadEntry(import.meta.url, 'learner-thread'), {
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  })
  const pending = new Map<number, { resolve(answer: LearnerAnswer): void; reject(error: unknown): void }>()
  let lastId = 0
  let failure: Error | undefined
  const fail = (error: unknown) => {
    failure ??= error instanceof Error ? error : new Error(String(error))
    for (const { reject } of pending.values()) reject(failure)
    pending.clear()
  }
  worker.on('message', (answer: LearnerAnswer) => {
    pending.get(answer.id)?.resolve(answer)
    pending.delete(answer.id)
  })
  worker.on('error', fail)
  worker.on('exit', () => {
    fail(new Error('The thread that learns the image has ended.'))
  })
  const stop = () => {
    fail(signal.reason)
    void worker.terminate()
  }
  signal.addEventListener('abort', stop, { once: true })

  const ask = async (request: DistributiveOmit<LearnerRequest, 'id'>): Promise<LearnerAnswer> => {
    signal.throwIfAborted()
    if (failure !== undefined) throw failure
    const answer = await new Promise<LearnerAnswer>((resolve, reject) => {
      lastId += 1
      pending.set(lastId, { resolve, reject })
      worker.postMessage({ ...request, id: lastId })
    })
    if (answer.kind === 'failed') throw new Error(`The image could not be learnt: ${answer.message}`)
    return answer
  }
  return {
    async add(page, text) {
      await ask({ kind: 'page', page, text })
    },
    async learn(header) {
      const answer = await ask({ kind: 'learn', header })
      if (answer.kind !== 'learnt') throw new Error('The thread answered something else.')
      return answer.summary
    },
    async nextRelations() {
      const answer = await ask({ kind: 'relations' })
      return answer.kind === 'relations' ? answer.rows : undefined
    },
    async copy(from, to) {
      const answer = await ask({ kind: 'copy', from, to })
      return answer.kind === 'bytes' ? answer.bytes : new Uint8Array(0)
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', stop)
      await worker.terminate()
    },
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
