/**
 * Text search through the whole service: the catalogue imported and embedded into PostgreSQL by the workers' own code,
 * each query through `searchProducts`. What the index misses against reading every vector is measured beside it.
 */
import { join } from 'node:path'
import { createApp } from '../../src/app.ts'
import { selectNearestToVector } from '../../src/catalog/embedding/nearest/nearest-queries.ts'
import { embeddingText, type Product } from '../../src/catalog/product.ts'
import { searchFusion } from '../../src/catalog/search/rank-fusion.ts'
import { searchProducts } from '../../src/catalog/search/search-products.ts'
import { readConfig } from '../../src/config.ts'
import type { EmbedderSource } from '../../src/inference/embedder-source.ts'
import type { Embedder } from '../../src/inference/embedder.ts'
import { blendEmbedders } from '../../src/inference/embedders/blend.ts'
import { fitLsa, loadLsa } from '../../src/inference/embedders/lsa.ts'
import { openServing, type Serving } from '../../src/process/serving.ts'
import type { RealServers } from '../../test/support/servers.ts'
import { startWorkersOf } from '../../workers/start-workers.ts'
import { openShop, untilIdle, uploadCatalogue, type BenchShop } from '../shop/open-shop.ts'
import { embedDocuments } from './cached-vectors.ts'
import type { JudgedQuery } from './evaluation-data.ts'
import { measureSearch, type SearchQuality } from './measures.ts'

export interface ServedEvaluation {
  readonly model: string
  readonly quality: SearchQuality
  /** Milliseconds of one search, everything but HTTP. */
  readonly p50Ms: number
  /** Share of the true nearest among those the index gives for a text query, by depth. */
  readonly indexRecall: readonly { readonly depth: number; readonly recall: number }[]
  readonly indexP50Ms: number
  readonly exactP50Ms: number
}

const importMs = 30 * 60_000
/** Rankings are asked for as deep as R@100 looks. */
const depth = 100
/** Queries whose true neighbours are looked up: each reads every vector of the shop. */
const recallQueriesMax = 300

export async function evaluateServed(
  servers: RealServers,
  data: string,
  products: readonly Product[],
  queries: readonly JudgedQuery[],
  text: Embedder,
  cache: string,
): Promise<ServedEvaluation> {
  await using shop = await openShop(servers, cache, 'minilm+lsa')
  const opened = await createApp(readConfig({ ...shop.environment }), 'worker')
  const app = { ...opened, embedders: await rememberingSource(products, text, cache) }
  const serving = openServing(app)
  try {
    const workers = await startWorkersOf(app, serving)
    await uploadCatalogue(shop, join(data, 'catalog/icecat.jsonl'), 'icecat')
    await untilIdle(shop, importMs).finally(() => workers.stop())
    return {
      ...(await measureServed(shop, serving, queries)),
      ...(await measureIndex(shop, serving, queries)),
    }
  } finally {
    await serving[Symbol.asyncDispose]()
    await opened[Symbol.asyncDispose]()
  }
}

/** The default model, with the text vectors that the exact figures were computed from. */
async function rememberingSource(
  products: readonly Product[],
  text: Embedder,
  cache: string,
): Promise<EmbedderSource> {
  const texts = products.map(embeddingText)
  const { vectors } = await embedDocuments(cache, text, texts)
  const known = new Map(texts.map((one, i) => [one, vectors[i]]))
  const remembering: Embedder = {
    ...text,
    async embed(wanted, options) {
      const remembered = wanted.flatMap((one) => known.get(one) ?? [])
      const isComplete = options.purpose === 'document' && remembered.length === wanted.length
      return isComplete ? remembered : text.embed(wanted, options)
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
  return {
    defaultSpec: 'minilm+lsa',
    check: () => undefined,
    needsFit: () => true,
    fit: (_spec, corpus) => fitLsa(corpus),
    open: (_spec, fitted) =>
      fitted === null
        ? Promise.reject(new Error('The version holds no fitted model.'))
        : Promise.resolve(blendEmbedders(remembering, loadLsa(fitted))),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

async function measureServed(
  { database: { db }, shopId }: BenchShop,
  serving: Serving,
  queries: readonly JudgedQuery[],
): Promise<Pick<ServedEvaluation, 'quality' | 'p50Ms'>> {
  const rankings = new Map<string, string[]>()
  const times: number[] = []
  for (const { query } of queries) {
    const startedAt = performance.now()
    const { items, legs } = await searchProducts({ db, ...serving }, { shopId, query, limit: depth })
    times.push(performance.now() - startedAt)
    if (!legs.vector.used) throw new Error(`The vectors did not answer: ${legs.vector.reason}.`)
    rankings.set(
      query,
      items.map(({ id }) => id),
    )
  }
  return { quality: measureSearch(queries, (query) => rankings.get(query) ?? []), p50Ms: median(times) }
}

async function measureIndex(
  { database: { db }, shopId }: BenchShop,
  serving: Serving,
  queries: readonly JudgedQuery[],
): Promise<Pick<ServedEvaluation, 'model' | 'indexRecall' | 'indexP50Ms' | 'exactP50Ms'>> {
  const live = await serving.liveVersions.find(shopId)
  if (live?.gate?.exact !== false) throw new Error('The live version has no index.')
  const exact = { ...live, gate: { ...live.gate, exact: true } }
  const condition = { filter: undefined, exclude: [], inStockOnly: false, limit: searchFusion.vectorDepth }
  const depths = [10, searchFusion.vectorDepth]
  const found = depths.map(() => 0)
  const times = { index: new Array<number>(), exact: new Array<number>() }
  const asked = queries.slice(0, recallQueriesMax)
  for (const { query } of asked) {
    const vector = await serving.queryVectors.of(live, query)
    if (vector === undefined) throw new Error(`"${query}" has no vector.`)
    const startedAt = performance.now()
    const given = await selectNearestToVector(db, live, { ...condition, vector })
    const givenAt = performance.now()
    const truth = await selectNearestToVector(db, exact, { ...condition, vector })
    times.index.push(givenAt - startedAt)
    times.exact.push(performance.now() - givenAt)
    depths.forEach((at, i) => {
      // Equal texts tie: as near as the last true one is as good.
      const last = truth[at - 1]?.similarity ?? -1
      const near = given.slice(0, at).filter(({ similarity }) => similarity >= last - 1e-6)
      found[i] = (found[i] ?? 0) + near.length / at
    })
  }
  return {
    model: live.model,
    indexRecall: depths.map((at, i) => ({ depth: at, recall: (found[i] ?? 0) / asked.length })),
    indexP50Ms: median(times.index),
    exactP50Ms: median(times.exact),
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
}
