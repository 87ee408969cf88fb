/**
 * `npm run eval:search`: how well the served search and similar-item code ranks, on people's judgements. Needs the
 * evaluation data (VITRINE_DATA_DIR) and no database; where real servers run, the same queries also go through the
 * whole service, index included. Exits 1 when either misses a bar.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Product } from '../src/catalog/product.ts'
import type { Embedder } from '../src/inference/embedder.ts'
import { createEmbedder } from '../src/inference/create-embedder.ts'
import { realServers } from '../test/support/servers.ts'
import { evaluateSearch } from './search/evaluate-search.ts'
import { evaluateServed } from './search/evaluate-served.ts'
import { evaluateSimilar } from './search/evaluate-similar.ts'
import {
  evaluationDirectory,
  icecatProducts,
  judgedQueries,
  retailProducts,
  type JudgedQuery,
} from './search/evaluation-data.ts'
import type { SearchQuality } from './search/measures.ts'

const bars = { ndcg10: 0.776, recall100: 0.94 }

const directory = evaluationDirectory(process.env)
if (directory === undefined)
  console.log('No evaluation data here: set VITRINE_DATA_DIR. Nothing was measured.')
else await main(directory, join(tmpdir(), 'vitrine-eval'))

async function main(data: string, cache: string): Promise<void> {
  await using embedder = await createEmbedder('minilm', { cacheDirectory: join(cache, 'models') })
  const electronics = await icecatProducts(data)
  const queries = await judgedQueries(data)
  const search = await evaluateSearch(electronics, queries, embedder, cache)
  console.log(
    `\nText search, electronics (${String(search.rows[0]?.quality.queries)} of ${String(queries.length)} queries`,
  )
  console.log('have a relevant product; unjudged products count as irrelevant)')
  console.log(`${'method'.padEnd(28)} nDCG@10  judged only  R@100`)
  for (const { method, quality } of search.rows)
    console.log(
      `${method.padEnd(28)} ${figure(quality.ndcg10)}     ${figure(quality.ndcg10JudgedOnly)}        ${figure(quality.recall100)}`,
    )
  for (const note of search.notes) console.log(`  ${note}`)
  const exact = search.rows.find(({ method }) => method.includes('served'))?.quality
  const served = await throughService(data, electronics, queries, embedder, cache, exact)

  const retail = await retailProducts(data)
  const labelledRetail = retail.map(({ product, style }) => ({ product, label: style }))
  const labelledElectronics = electronics.flatMap((product) => {
    const type = product.attributes['product_type']?.value
    return typeof type === 'string' ? [{ product, label: type }] : []
  })
  const similar = [
    {
      name: 'Similar items, retail: P@10 same style',
      result: await evaluateSimilar(
        retail.map(({ product }) => product),
        labelledRetail,
        embedder,
        cache,
        1,
      ),
    },
    {
      name: 'Similar items, electronics: P@10 same product_type',
      result: await evaluateSimilar(electronics, labelledElectronics, embedder, cache, 1),
    },
  ]
  for (const { name, result } of similar) {
    console.log(`\n${name} (${String(result.asked)} products asked)`)
    for (const { method, precision10 } of result.rows)
      console.log(`${method.padEnd(40)} ${figure(precision10)}`)
    console.log(
      `  LSA fitted in ${(result.fitMs / 1000).toFixed(1)} s, ${(result.fittedBytes / 1e6).toFixed(1)} MB`,
    )
  }
  console.log(`\npeak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)

  if (!meetsBars(exact) || (served !== undefined && !meetsBars(served))) {
    console.error(`Below the bar: nDCG@10 ≥ ${String(bars.ndcg10)}, R@100 ≥ ${String(bars.recall100)}.`)
    process.exitCode = 1
  } else console.log(`Bars met: nDCG@10 ≥ ${String(bars.ndcg10)}, R@100 ≥ ${String(bars.recall100)}.`)
}

function meetsBars(quality: SearchQuality | undefined): boolean {
  return quality !== undefined && quality.ndcg10 >= bars.ndcg10 && quality.recall100 >= bars.recall100
}

/** The figures of the whole service beside the exact ones; undefined where no real servers run. */
async function throughService(
  data: string,
  products: readonly Product[],
  queries: readonly JudgedQuery[],
  text: Embedder,
  cache: string,
  exact: SearchQuality | undefined,
): Promise<SearchQuality | undefined> {
  const servers = realServers()
  if (servers === undefined) {
    console.log('\nNo real servers run (npm run servers): the service itself was not measured.')
    return undefined
  }
  const { model, quality, p50Ms, indexRecall, indexP50Ms, exactP50Ms } = await evaluateServed(
    servers,
    data,
    products,
    queries,
    text,
    cache,
  )
  console.log('\nThe same through searchProducts on PostgreSQL')
  console.log(
    `nDCG@10 ${figure(quality.ndcg10)} (${difference(quality.ndcg10, exact?.ndcg10)}), R@100 ${figure(quality.recall100)} (${difference(quality.recall100, exact?.recall100)}), p50 ${p50Ms.toFixed(1)} ms`,
  )
  const recalls = indexRecall
    .map(({ depth, recall }) => `recall@${String(depth)} ${figure(recall)}`)
    .join(', ')
  console.log(
    `  index of ${model} for text queries: ${recalls}; p50 ${indexP50Ms.toFixed(1)} ms, every vector read ${exactP50Ms.toFixed(1)} ms`,
  )
  return quality
}

function difference(value: number, from = NaN): string {
  return `${value < from ? '−' : '+'}${Math.abs(value - from).toFixed(4)} to exact`
}

function figure(value: number): string {
  return value.toFixed(3)
}
