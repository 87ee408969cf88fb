/** The model hash of an index, taken in a thread: a second per million visits is too long for the event loop. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { threadEntry } from '../../thread.ts'
import type { SessionIndex } from '../session-knn/session-index.ts'

/** @param index nobody may change it until the promise has settled */
export async function hashIndex(index: SessionIndex): Promise<string> {
  const worker = new Worker(threadEntry(import.meta.url, 'hash-thread'))
  try {
    worker.postMessage(index)
    const [hash] = z.tuple([z.string()]).parse(await once(worker, 'message'))
    return hash
  } finally {
    await worker.terminate()
  }
}
