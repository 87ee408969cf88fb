/** Embedder without native code: latent semantic analysis of the shop's own catalogue. */
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { threadEntry } from '../../thread.ts'
import type { Embedder } from '../embedder.ts'
import { lsaFromBytes } from '../lsa/lsa-bytes.ts'
import { foldIn } from '../lsa/lsa-model.ts'
import { termsOf } from '../terms.ts'
import type { FitTask } from './lsa-thread.ts'
import { createThreadPool } from './thread-pool.ts'

export interface FitLsaOptions {
  /** At most; fewer when the catalogue is small. 128 was best or level on both labelled catalogues (docs/evaluation.md). */
  readonly dimensions?: number
  readonly seed?: number
  readonly signal?: AbortSignal
}

/**
 * Fits a model to the catalogue's embedding texts, in a thread: 19,406 products take some 5 to 10 s of one core.
 *
 * @returns the model as bytes, to be stored with the shop and given to `loadLsa`
 * @throws AppError inference.rejected when no text holds a word; the signal's reason
 */
export async function fitLsa(
  texts: AsyncIterable<string> | Iterable<string>,
  { dimensions = 128, seed = 1, signal }: FitLsaOptions = {},
): Promise<Uint8Array> {
  const collected: string[] = []
  for await (const text of texts) {
    signal?.throwIfAborted()
    collected.push(text)
  }
  if (!collected.some((text) => termsOf(text).length > 0))
    throw new AppError(
      'inference.rejected',
      'The catalogue has no words that a similarity model could be fitted to.',
    )

  await using pool = createThreadPool({
    entry: threadEntry(import.meta.url, 'lsa-thread'),
    workerData: undefined,
    threads: 1,
  })
  const task: FitTask = { texts: collected, dimensions, seed }
  // A fit cannot be interrupted inside, but its thread can be ended.
  const stop = () => void pool[Symbol.asyncDispose]()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    return z.instanceof(Uint8Array).parse(await pool.run(task, { urgent: false, signal }))
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

/** Folding a text in takes microseconds, so it needs no thread; after this many the event loop gets a turn. */
const textsPerTurn = 256

/**
 * The id holds a digest: vectors of two fits are never comparable.
 *
 * @throws AppError inference.weights-unusable
 */
export function loadLsa(bytes: Uint8Array): Embedder {
  const model = lsaFromBytes(bytes)
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 8)
  return {
    model: `lsa-${String(model.dimensions)}-${digest}`,
    dimensions: model.dimensions,
    async embed(texts, { signal }) {
      const vectors: Float32Array[] = []
      for (const text of texts) {
        if (vectors.length % textsPerTurn === textsPerTurn - 1) await nextTurn()
        signal?.throwIfAborted()
        vectors.push(foldIn(model, text))
      }
      signal?.throwIfAborted()
      return vectors
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
