/** Embedder over Transformers.js in worker threads: the embedded MiniLM, a local directory, or a model of the hub. */
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { threadEntry } from '../../thread.ts'
import type { Embedder } from '../embedder.ts'
import { createThreadPool } from './thread-pool.ts'
import type { EmbedTask, TransformersModel } from './transformers-model.ts'

export interface TransformersOptions {
  readonly model: TransformersModel
  /** Threads for documents, one core each. The second starts when there is work for it. */
  readonly threads?: number
  /** What the model was trained to see before a text ("query: ", "passage: "). */
  readonly prefixes?: { readonly query: string; readonly document: string }
}

/** Texts per message: few enough that a query waits some 10 ms at most behind documents on an idle core. */
const textsPerTask = 2

/**
 * Loads the model once, to learn its dimensions and to fail early.
 *
 * @throws AppError inference.weights-unusable when the model cannot be loaded
 */
export async function createTransformersEmbedder({
  model,
  threads = 2,
  prefixes = { query: '', document: '' },
}: TransformersOptions): Promise<Embedder> {
  const pool = createThreadPool({
    entry: threadEntry(import.meta.url, 'transformers-thread'),
    workerData: model,
    threads,
  })
  const embedTask = async (texts: readonly string[], urgent: boolean, signal?: AbortSignal) => {
    const task: EmbedTask = { texts: [...texts] }
    return z.array(z.instanceof(Float32Array)).parse(await pool.run(task, { urgent, signal }))
  }
  try {
    const [probe] = await embedTask(['dimensions'], true)
    if (probe === undefined)
      throw new AppError('inference.malformed', `The model "${model.id}" gave no vector.`)
    return {
      model: model.id,
      dimensions: probe.length,
      async embed(texts, { purpose, signal }) {
        signal?.throwIfAborted()
        const prefix = prefixes[purpose]
        const prefixed = texts.map((text) => prefix + text)
        const tasks = chunksOf(prefixed, textsPerTask).map((chunk) =>
          embedTask(chunk, purpose === 'query', signal),
        )
        return (await Promise.all(tasks)).flat()
      },
      [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
    }
  } catch (error) {
    await pool[Symbol.asyncDispose]()
    throw error
  }
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  )
}
