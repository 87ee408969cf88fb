/**
 * Two embedders as one vector: what a text means (a language model) beside how this catalogue speaks (LSA). Stored
 * vectors hold both parts, so similar items use both. A query fills the first part alone: LSA knows too few of
 * the words of a short query (measured, docs/evaluation.md), and with zeros the ranking is the first part's own.
 */
import type { Embedder } from '../embedder.ts'

export interface BlendOptions {
  /** Share of the first embedder in the cosine of two documents, above 0 and below 1. */
  readonly share: number
}

/** Half and half: best or level on every data set measured, see docs/evaluation.md. */
export const defaultBlend: BlendOptions = { share: 0.5 }

/** The blend owns both embedders: disposing of it disposes of them. */
export function blendEmbedders(
  text: Embedder,
  lsa: Embedder,
  { share }: BlendOptions = defaultBlend,
): Embedder {
  if (!(share > 0 && share < 1)) throw new RangeError('The share of a blend lies between 0 and 1.')
  const mark = share === defaultBlend.share ? '' : `@${String(share)}`
  return {
    model: `${text.model}+${lsa.model}${mark}`,
    dimensions: text.dimensions + lsa.dimensions,
    async embed(texts, options) {
      if (options.purpose === 'query') {
        const vectors = await text.embed(texts, options)
        return vectors.map((vector) => concatenated(vector, 1, new Float32Array(lsa.dimensions), 0))
      }
      const [meanings, wordings] = await Promise.all([text.embed(texts, options), lsa.embed(texts, options)])
      return meanings.map((meaning, i) =>
        concatenated(
          meaning,
          Math.sqrt(share),
          wordings[i] ?? new Float32Array(lsa.dimensions),
          Math.sqrt(1 - share),
        ),
      )
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([text[Symbol.asyncDispose](), lsa[Symbol.asyncDispose]()])
    },
  }
}

function concatenated(a: Float32Array, weightA: number, b: Float32Array, weightB: number): Float32Array {
  const vector = new Float32Array(a.length + b.length)
  a.forEach((value, i) => (vector[i] = value * weightA))
  b.forEach((value, i) => (vector[a.length + i] = value * weightB))
  return vector
}
