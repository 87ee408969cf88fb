/** Embeddings of the fake: deterministic unit vectors of 16 numbers; equal texts have equal vectors. */
import { z } from 'zod'

const embeddingsSchema = z.object({ model: z.string(), input: z.union([z.string(), z.array(z.string())]) })

export function embed(body: unknown): unknown {
  const { model, input } = embeddingsSchema.parse(body)
  const texts = typeof input === 'string' ? [input] : input
  const data = texts.map((text, index) => {
    const vector = Array.from({ length: 16 }, (_unused, at) =>
      Math.sin(at + Buffer.from(text).reduce((sum, byte) => sum + byte * (at + 1), 0)),
    )
    const length = Math.hypot(...vector)
    return { object: 'embedding', index, embedding: vector.map((value) => value / length) }
  })
  const tokens = texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0)
  return { object: 'list', model, data, usage: { prompt_tokens: tokens, total_tokens: tokens } }
}
