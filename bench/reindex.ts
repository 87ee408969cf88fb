/**
 * `npm run bench:reindex [models…]`: embeds both evaluation catalogues (21,871 products) on real servers, once per
 * model, and prints the rate. Each re-index after the first is interrupted by kill -9 of its worker and taken up by
 * another; the models write down every document they embed, so documents embedded twice are counted. Exits 1 when more
 * were than the batches in flight at the kill hold, or when the re-index does not end.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { productsPerSlice } from '../src/catalog/embedding/embed-products.ts'
import { measureCoverage } from '../src/catalog/embedding/vector-queries.ts'
import { findPointed, findVersion } from '../src/catalog/embedding/version-queries.ts'
import { getReindex, type Reindex } from '../src/catalog/embedding/reindex/reindex.ts'
import { requestReindex } from '../src/catalog/embedding/reindex/request-reindex.ts'
import { systemClock } from '../src/clock.ts'
import { realServers, type RealServers } from '../test/support/servers.ts'
import { startChild } from './shop/child-process.ts'
import { openShop, untilIdle, uploadCatalogue, type BenchShop } from './shop/open-shop.ts'

const limitMs = 60 * 60_000
/** Jobs one worker process embeds at once: the slots of the embedding lane (src/queue/worker/workers.ts). */
const batchesInFlight = 1
const killAtShare = 0.4

const dataDirectory = process.env['VITRINE_DATA_DIR'] ?? join(import.meta.dirname, '../../shared/data')
const models = process.argv.length > 2 ? process.argv.slice(2) : ['minilm', 'minilm+lsa']
const servers = realServers()
if (!existsSync(join(dataDirectory, 'catalog/icecat.jsonl'))) {
  console.log('No catalogues here: set VITRINE_DATA_DIR. Nothing was measured.')
} else if (servers === undefined) console.log('No real servers run (npm run servers). Nothing was measured.')
else await main(servers)

interface Outcome {
  readonly model: string
  readonly products: number
  readonly seconds: number
  readonly killedAt: number | undefined
  readonly twice: number
  readonly recall: number
}

async function main(running: RealServers): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'))
  try {
    await using shop = await openShop(running, join(tmpdir(), 'vitrine-bench-data'), 'lsa')
    const outcomes = [await importAndEmbed(shop, directory)]
    for (const model of models) outcomes.push(await reindexThroughKill(shop, model, directory))
    print(outcomes)
    const allowed = batchesInFlight * productsPerSlice
    process.exitCode = outcomes.every(({ twice }) => twice <= allowed) ? 0 : 1
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** The first version of a shop is built by its first import, here with the model that needs no weights. */
async function importAndEmbed(shop: BenchShop, directory: string): Promise<Outcome> {
  const log = join(directory, 'first.log')
  await using worker = await startWorker(shop, log)
  console.log(`The worker is ${worker.line}; importing both catalogues.`)
  for (const name of ['icecat', 'aws-retail'])
    await uploadCatalogue(shop, join(dataDirectory, `catalog/${name}.jsonl`), name)
  await untilIdle(shop, limitMs)
  const { live } = await findPointed(shop.database.db, shop.shopId)
  if (live === undefined) throw new Error('The first import left no live version.')
  const { total } = await measureCoverage(shop.database.db, live)
  const twice = await countTwice(log, total)
  return {
    model: live.model,
    products: total,
    seconds: NaN,
    killedAt: undefined,
    twice,
    recall: live.gate?.recallAt10 ?? NaN,
  }
}

async function reindexThroughKill(shop: BenchShop, spec: string, directory: string): Promise<Outcome> {
  const { db } = shop.database
  const log = join(directory, 'reindex.log')
  await rm(log, { force: true })
  const startedAt = performance.now()
  const { id } = await db
    .transaction()
    .execute((trx) => requestReindex(trx, systemClock, { shopId: shop.shopId, spec, force: true }))
  let killedAt = 0
  {
    await using worker = await startWorker(shop, log)
    const before = await watch(shop, id, ({ progress }) => {
      return progress !== null && progress.phase === 'embed' && progress.done > progress.total * killAtShare
    })
    killedAt = before.progress?.done ?? 0
    await worker.kill()
    console.log(`${spec}: killed the worker at ${String(killedAt)} products.`)
  }
  await using worker = await startWorker(shop, log)
  console.log(`${spec}: another worker is ${worker.line}.`)
  const reindex = await watch(shop, id, ({ state }) => state !== 'queued' && state !== 'leased')
  const seconds = (performance.now() - startedAt) / 1_000
  if (reindex.state !== 'done')
    throw new Error(`The re-index ended as ${reindex.state}: ${JSON.stringify(reindex.error)}`)
  const version = await findVersion(db, shop.shopId, reindex.versionId)
  if (version === undefined) throw new Error('The version is gone.')
  const { total, current } = await measureCoverage(db, version)
  if (current < total) throw new Error(`${String(total - current)} products have no vector.`)
  const twice = await countTwice(log, total)
  return {
    model: version.model,
    products: total,
    seconds,
    killedAt,
    twice,
    recall: version.gate?.recallAt10 ?? NaN,
  }
}

function startWorker(shop: BenchShop, log: string) {
  return startChild(join(import.meta.dirname, 'shop/run-worker.ts'), {
    ...shop.environment,
    EMBEDDED_LOG: log,
  })
}

async function watch(
  shop: BenchShop,
  id: string,
  isReached: (reindex: Reindex) => boolean,
): Promise<Reindex> {
  for (const until = performance.now() + limitMs; performance.now() < until;) {
    const reindex = await getReindex(shop.database.db, shop.shopId, id)
    if (isReached(reindex)) return reindex
    if (reindex.state === 'failed' || reindex.state === 'dead') throw new Error(JSON.stringify(reindex.error))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The re-index did not get there in time.')
}

/** Documents embedded beyond one per product. */
async function countTwice(path: string, products: number): Promise<number> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.length - products
}

function print(outcomes: readonly Outcome[]): void {
  console.log(`\n${'model'.padEnd(44)} products  seconds  products/s  killed at  embedded twice  recall@10`)
  for (const { model, products, seconds, killedAt, twice, recall } of outcomes) {
    const rate = Number.isNaN(seconds) ? '–' : (products / seconds).toFixed(0)
    const cells = [
      String(products).padStart(8),
      (Number.isNaN(seconds) ? '–' : seconds.toFixed(1)).padStart(9),
      rate.padStart(12),
      String(killedAt ?? '–').padStart(11),
      String(twice).padStart(16),
      recall.toFixed(4).padStart(11),
    ]
    console.log(`${model.padEnd(44)} ${cells.join('')}`)
  }
}
