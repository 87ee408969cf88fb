/** Embedder over any server that speaks OpenAI's `POST /v1/embeddings`. */
import OpenAI from 'openai'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { toUnitLength, type Embedder } from '../embedder.ts'
import { translateOpenAiError } from './openai-failure.ts'

export interface OpenAiEmbedderOptions {
  readonly model: string
  /** With the version part: "https://api.openai.com/v1". */
  readonly baseUrl: string
  readonly apiKey: string
  /** Asked of the server when given; otherwise learned from one call. */
  readonly dimensions?: number | undefined
  readonly timeoutMs?: number
}

/** OpenAI takes up to 2,048; smaller requests fail smaller and suit local servers. */
const textsPerRequest = 64

/**
 * Retries belong to the queue, so the client makes none.
 *
 * @throws AppError inference.* when the dimensions have to be asked for and the server does not answer
 */
export async function createOpenAiEmbedder({
  model,
  baseUrl,
  apiKey,
  dimensions,
  timeoutMs = 60_000,
}: OpenAiEmbedderOptions): Promise<Embedder> {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: 0, timeout: timeoutMs })
  const request = async (texts: readonly string[], signal?: AbortSignal) => {
    // An empty string is an error at OpenAI; a blank is not.
    const input = texts.map((text) => (text.trim() === '' ? ' ' : text))
    try {
      const body = {
        model,
        input,
        encoding_format: 'float',
        ...(dimensions === undefined ? {} : { dimensions }),
      } as const
      const response: unknown = await client.embeddings.create(body, signal === undefined ? {} : { signal })
      return readVectors(response, texts.length, dimensions)
    } catch (error) {
      signal?.throwIfAborted()
      throw translateOpenAiError(error)
    }
  }
  const length = dimensions ?? (await request(['dimensions']))[0]?.length ?? 0
  return {
    model: `openai:${model}:${String(length)}`,
    dimensions: length,
    async embed(texts, { signal }) {
      signal?.throwIfAborted()
      const vectors: Float32Array[] = []
      for (let start = 0; start < texts.length; start += textsPerRequest)
        vectors.push(...(await request(texts.slice(start, start + textsPerRequest), signal)))
      return vectors
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

const responseSchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1) })),
})

/** The vectors in the order of the texts; servers may answer in any order. */
function readVectors(response: unknown, count: number, dimensions: number | undefined): Float32Array[] {
  const parsed = responseSchema.safeParse(response)
  if (!parsed.success) throw malformed('is not what the API describes', parsed.error)
  const byIndex = new Map(parsed.data.data.map(({ index, embedding }) => [index, embedding]))
  const expected = dimensions ?? parsed.data.data[0]?.embedding.length
  return Array.from({ length: count }, (_, index) => {
    const embedding = byIndex.get(index)
    if (embedding === undefined) throw malformed(`has no vector for text ${String(index)}`)
    if (embedding.length !== expected)
      throw malformed(`has ${String(embedding.length)} numbers instead of ${String(expected)}`)
    const unit = toUnitLength(Float32Array.from(embedding))
    if (unit === undefined) throw malformed('has a vector without direction')
    return unit
  })
}

function malformed(detail: string, cause?: unknown): AppError {
  return new AppError('inference.malformed', `The embedding server's answer ${detail}.`, { cause })
}
