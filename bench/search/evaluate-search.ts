/** Search quality on the judged electronics queries: words, vectors, and both fused, as served. */
import { embeddingText, type Product } from '../../src/catalog/product.ts'
import {
  createBm25Index,
  defaultParameters,
  type Bm25Parameters,
} from '../../src/catalog/search/bm25-index.ts'
import { fuseSearch } from '../../src/catalog/search/rank-fusion.ts'
import { fieldWeights, searchFields } from '../../src/catalog/search/search-document.ts'
import type { Embedder } from '../../src/inference/embedder.ts'
import { embedDocuments } from './cached-vectors.ts'
import type { JudgedQuery } from './evaluation-data.ts'
import { exactNeighbours } from './exact-neighbours.ts'
import { measureSearch, type SearchQuality } from './measures.ts'

export interface SearchEvaluation {
  readonly rows: readonly { readonly method: string; readonly quality: SearchQuality }[]
  /** What else the measured code costs, in words. */
  readonly notes: readonly string[]
}

export async function evaluateSearch(
  products: readonly Product[],
  queries: readonly JudgedQuery[],
  embedder: Embedder,
  cacheDirectory: string,
): Promise<SearchEvaluation> {
  const ids = products.map(({ id }) => id)
  const lexical = rankLexically(products, queries, defaultParameters)
  const embedded = await embedDocuments(cacheDirectory, embedder, products.map(embeddingText))
  const queryTimes: number[] = []
  const byVector = new Map<string, string[]>()
  for (const { query } of queries) {
    const started = performance.now()
    const [vector] = await embedder.embed([query], { purpose: 'query' })
    queryTimes.push(performance.now() - started)
    if (vector !== undefined) byVector.set(query, exactNeighbours(ids, embedded.vectors, vector, 1_000))
  }
  const fused = (vectorWeight?: number) =>
    measureSearch(queries, (query) => {
      const found = { lexical: lexical.rankings.get(query) ?? [], vector: byVector.get(query) ?? [] }
      return fuseSearch(found, vectorWeight).map(({ key }) => key)
    })
  const bm25 = (parameters: Bm25Parameters) => {
    const { rankings } = rankLexically(products, queries, parameters)
    return measureSearch(queries, (query) => rankings.get(query) ?? [])
  }
  return {
    rows: [
      { method: 'BM25', quality: measureSearch(queries, (query) => lexical.rankings.get(query) ?? []) },
      { method: embedder.model, quality: measureSearch(queries, (query) => byVector.get(query) ?? []) },
      { method: 'fusion .7/.3 (served)', quality: fused() },
      ...[0.2, 0.4, 0.5].map((weight) => ({
        method: `· vector weight ${String(weight)}`,
        quality: fused(weight),
      })),
      { method: '· BM25 k1 0.6', quality: bm25({ ...defaultParameters, k1: 0.6 }) },
      { method: '· BM25 k1 2', quality: bm25({ ...defaultParameters, k1: 2 }) },
      { method: '· BM25 b 0.4', quality: bm25({ ...defaultParameters, b: 0.4 }) },
    ],
    notes: [
      `field weights ${JSON.stringify(fieldWeights)}`,
      `BM25: ${products.length.toLocaleString('en')} products indexed in ${lexical.buildMs.toFixed(0)} ms, query p50 ${median(lexical.queryMs).toFixed(2)} ms`,
      `query embedding p50 ${median(queryTimes).toFixed(2)} ms`,
      embedded.rate === undefined
        ? 'document vectors from the cache'
        : `documents embedded at ${embedded.rate.toFixed(0)}/s`,
    ],
  }
}

interface LexicalRankings {
  readonly rankings: ReadonlyMap<string, readonly string[]>
  readonly buildMs: number
  readonly queryMs: readonly number[]
}

function rankLexically(
  products: readonly Product[],
  queries: readonly JudgedQuery[],
  parameters: Bm25Parameters,
): LexicalRankings {
  const started = performance.now()
  const index = createBm25Index(parameters)
  for (const product of products) index.upsert(product.id, searchFields(product))
  const buildMs = performance.now() - started
  const queryMs: number[] = []
  const rankings = new Map<string, readonly string[]>()
  for (const { query } of queries) {
    const begun = performance.now()
    const hits = index.search(query, { limit: 1_000 })
    queryMs.push(performance.now() - begun)
    rankings.set(
      query,
      hits.map(({ key }) => key),
    )
  }
  return { rankings, buildMs, queryMs }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}
