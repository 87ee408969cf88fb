/**
 * `npm run bench:similar [model]`: similar products over the icecat catalogue on real servers. Recall of the served
 * slates against a full scan, then latency and throughput at 16 connections: the service, the bare SQL statement from
 * the same client, and a bare Fastify route with the same JSON, in turn in one run. Nothing is cached between
 * requests. The load generator shares the machine. Exits 1 when recall@20 is below .95.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import { selectNearestToProduct } from '../src/catalog/embedding/nearest/nearest-queries.ts'
import { findPointed } from '../src/catalog/embedding/version-queries.ts'
import { realServers, type RealServers } from '../test/support/servers.ts'
import { startChild } from './shop/child-process.ts'
import { openShop, untilIdle, uploadCatalogue, type BenchShop } from './shop/open-shop.ts'
import { measureLoad, type Load } from './similar/measure-load.ts'
import { postTo, type PostJson } from './similar/post-json.ts'

const recallMin = 0.95
const sampled = 1_000
const n = 20
const load = { connections: 16, durationMs: 10_000 }
const importMs = 60 * 60_000

const slateSchema = z.object({ items: z.array(z.object({ id: z.string(), score: z.number() })) })

const dataDirectory = process.env['VITRINE_DATA_DIR'] ?? join(import.meta.dirname, '../../shared/data')
const catalogue = join(dataDirectory, 'catalog/icecat.jsonl')
const [model = 'minilm+lsa'] = process.argv.slice(2)
const servers = realServers()
if (!existsSync(catalogue)) console.log('No catalogue here: set VITRINE_DATA_DIR. Nothing was measured.')
else if (servers === undefined) console.log('No real servers run (npm run servers). Nothing was measured.')
else await main(servers)

async function main(running: RealServers): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'))
  try {
    await using shop = await openShop(running, join(tmpdir(), 'vitrine-bench-data'), model)
    await prepare(shop)
    await using api = await startChild(join(import.meta.dirname, 'shop/serve-api.ts'), shop.environment)
    const ids = await sampleIds(shop)
    const post = postTo(`${api.line}/v1/recommendations`, shop.key, load.connections)
    const recall = await measureRecall(shop, post, ids)
    const figures = await measureAll(shop, post, ids, directory)
    print(recall, figures)
    process.exitCode = recall >= recallMin ? 0 : 1
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Imports and embeds with a worker process, as in production; the worker is gone before anything is measured. */
async function prepare(shop: BenchShop): Promise<void> {
  await using worker = await startChild(join(import.meta.dirname, 'shop/run-worker.ts'), shop.environment)
  console.log(`The worker is ${worker.line}; importing icecat and embedding it with ${model}.`)
  await uploadCatalogue(shop, catalogue, 'icecat')
  await untilIdle(shop, importMs)
  await sql`VACUUM ANALYZE`.execute(shop.database.db)
  const { live } = await findPointed(shop.database.db, shop.shopId)
  console.log(`Live: ${live?.model ?? 'nothing'}; gate ${JSON.stringify(live?.gate)}`)
}

async function sampleIds({ database, shopId }: BenchShop): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT external_id AS id FROM products WHERE shop_id = ${shopId} AND status = 'active'
    ORDER BY md5(external_id) LIMIT ${sampled}::int`.execute(database.db)
  return rows.map(({ id }) => id)
}

/** Share of the true nearest in the served slates. Products as near as the last true one count: icecat has equal texts. */
async function measureRecall(shop: BenchShop, post: PostJson, ids: readonly string[]): Promise<number> {
  const { live } = await findPointed(shop.database.db, shop.shopId)
  if (live === undefined || live.gate === null) throw new Error('The shop has no live version.')
  const exact = { ...live, gate: { ...live.gate, exact: true } }
  const condition = { filter: undefined, inStockOnly: true, limit: n }
  let found = 0
  let wanted = 0
  for (const anchor of ids) {
    const { items } = slateSchema.parse(JSON.parse(await post(bodyFor(anchor))))
    const { nearest } = await selectNearestToProduct(shop.database.db, exact, {
      ...condition,
      anchor,
      exclude: [anchor],
    })
    const last = nearest.at(-1)?.similarity ?? 1
    const truth = new Set(nearest.map((row) => row.external_id))
    // Scores are served with four decimals.
    found += items.filter(({ id, score }) => truth.has(id) || score > last + 1e-4).length
    found += Math.min(
      items.filter(({ id, score }) => !truth.has(id) && Math.abs(score - last) <= 1e-4).length,
      nearest.filter(
        ({ external_id, similarity }) =>
          similarity - last <= 1e-4 && !items.some(({ id }) => id === external_id),
      ).length,
    )
    wanted += nearest.length
  }
  return found / wanted
}

function bodyFor(item: string): string {
  return JSON.stringify({ placement: 'product-similar', context: { item }, n })
}

type Figures = Readonly<Record<'service' | 'bareSql' | 'bareRoute', Load>>

async function measureAll(
  { database, shopId, key, environment }: BenchShop,
  post: PostJson,
  ids: readonly string[],
  directory: string,
): Promise<Figures> {
  const idAt = (request: number) => ids[request % ids.length] ?? ''
  const { live } = await findPointed(database.db, shopId)
  if (live === undefined) throw new Error('The shop has no live version.')
  const condition = { filter: undefined, inStockOnly: true, limit: n }

  const service = await measureLoad(load, (request) => post(bodyFor(idAt(request))))
  const bareSql = await measureLoad(load, async (request) => {
    await selectNearestToProduct(database.db, live, {
      ...condition,
      anchor: idAt(request),
      exclude: [idAt(request)],
    })
  })
  const answer = join(directory, 'answer.json')
  await writeFile(answer, await post(bodyFor(idAt(0))))
  await using bare = await startChild(join(import.meta.dirname, 'similar/bare-route.ts'), {
    ...environment,
    ANSWER: answer,
  })
  const postBare = postTo(`${bare.line}/v1/recommendations`, key, load.connections)
  const bareRoute = await measureLoad(load, (request) => postBare(bodyFor(idAt(request))))
  return { service, bareSql, bareRoute }
}

function print(recall: number, { service, bareSql, bareRoute }: Figures): void {
  console.log(
    `\nrecall@${String(n)} against a full scan, ${String(sampled)} items: ${recall.toFixed(4)} (bar ${String(recallMin)})`,
  )
  console.log(
    `${String(load.connections)} connections, ${String(cpus().length)} cores, load generator on the same machine, no cache:`,
  )
  console.log(`${''.padEnd(34)}   req/s    p50 ms    p99 ms`)
  const line = (name: string, { perSecond, p50Ms, p99Ms }: Load) => {
    console.log(
      `${name.padEnd(34)}${perSecond.toFixed(0).padStart(8)}${p50Ms.toFixed(1).padStart(10)}${p99Ms.toFixed(1).padStart(10)}`,
    )
  }
  line('POST /v1/recommendations', service)
  line('the SQL statement, same client', bareSql)
  line('bare Fastify route, same JSON', bareRoute)
}
