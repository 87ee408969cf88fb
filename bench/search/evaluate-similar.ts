/** Similar items on labelled catalogues: how many of the ten nearest products share the label. */
import { embeddingText, type Product } from '../../src/catalog/product.ts'
import type { Embedder } from '../../src/inference/embedder.ts'
import { blendEmbedders, defaultBlend } from '../../src/inference/embedders/blend.ts'
import { fitLsa, loadLsa } from '../../src/inference/embedders/lsa.ts'
import { embedDocuments } from './cached-vectors.ts'
import { exactNeighbours } from './exact-neighbours.ts'
import { mean } from './measures.ts'

export interface LabelledProduct {
  readonly product: Product
  /** No part of the text that is embedded. */
  readonly label: string
}

export interface SimilarEvaluation {
  readonly rows: readonly { readonly method: string; readonly precision10: number }[]
  /** Products asked for; those whose label no other product has are left out. */
  readonly asked: number
  readonly fitMs: number
  readonly fittedBytes: number
}

const shares = [0.3, defaultBlend.share, 0.7]

/**
 * @param corpus what LSA is fitted to: the whole shop
 * @param every asks for every so-many-th product only
 */
export async function evaluateSimilar(
  corpus: readonly Product[],
  labelled: readonly LabelledProduct[],
  text: Embedder,
  cacheDirectory: string,
  every: number,
): Promise<SimilarEvaluation> {
  const texts = labelled.map(({ product }) => embeddingText(product))
  const started = performance.now()
  const fitted = await fitLsa(corpus.map(embeddingText))
  const fitMs = performance.now() - started
  const lsa = loadLsa(fitted)
  const cached: Embedder = {
    ...text,
    embed: async (wanted) => [...(await embedDocuments(cacheDirectory, text, wanted)).vectors],
  }
  const methods = [
    { name: text.model, embedder: cached },
    { name: lsa.model, embedder: lsa },
    ...shares.map((share) => ({
      name: `mix, ${String(share)} ${text.model}${share === defaultBlend.share ? ' (default)' : ''}`,
      embedder: blendEmbedders(cached, lsa, { share }),
    })),
  ]
  const asked = askedPositions(labelled, every)
  const rows: { method: string; precision10: number }[] = []
  for (const { name, embedder } of methods) {
    const vectors = await embedder.embed(texts, { purpose: 'document' })
    rows.push({ method: name, precision10: precision(labelled, vectors, asked) })
  }
  return { rows, asked: asked.length, fitMs, fittedBytes: fitted.length }
}

function askedPositions(labelled: readonly LabelledProduct[], every: number): number[] {
  const counts = new Map<string, number>()
  for (const { label } of labelled) counts.set(label, (counts.get(label) ?? 0) + 1)
  return labelled
    .flatMap(({ label }, i) => ((counts.get(label) ?? 0) > 1 ? [i] : []))
    .filter((_, i) => i % every === 0)
}

function precision(
  labelled: readonly LabelledProduct[],
  vectors: readonly Float32Array[],
  asked: readonly number[],
): number {
  const ids = labelled.map((_, i) => String(i))
  return mean(
    asked.map((i) => {
      const own = String(i)
      const nearest = exactNeighbours(ids, vectors, vectors[i] ?? new Float32Array(0), 11).filter(
        (id) => id !== own,
      )
      return (
        nearest.slice(0, 10).filter((id) => labelled[Number(id)]?.label === labelled[i]?.label).length / 10
      )
    }),
  )
}
