/**
 * `npm run bench:recs [-- --items 100000 --clicks 10000000]`: recommendations over a made-up shop on real servers, by HTTP
 * with a load process of its own on the same machine: the service with and without its memory, next to a bare Fastify
 * route that serialises the same object by its schema, one that sends the same string, and the same kind of answer by
 * plain SQL for every request; all in one run. The load process polls, but for the rows "asleep" (docs/evaluation/serving.md). Then a restart: how soon the image is there, and who answers until then.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { realServers, type RealServers } from '../test/support/servers.ts'
import { askOnce, askTypical } from './recs/ask-once.ts'
import { buildImage } from './recs/build-image.ts'
import { measureLoad, type Load } from './recs/measure-load.ts'
import { streams, writeQuestions, type Stream } from './recs/questions.ts'
import { measureRestart } from './recs/restart.ts'
import { settleDatabase } from './recs/settle-database.ts'
import { fillShop, visitCount } from './recs/synthetic-shop.ts'
import { cpuMs, readGauges, residentMb } from './recs/process-figures.ts'
import { startChild, type BenchProcess } from './shop/child-process.ts'
import { openShop, type BenchShop } from './shop/open-shop.ts'

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '100000' },
    clicks: { type: 'string', default: '10000000' },
    seconds: { type: 'string', default: '15' },
    connections: { type: 'string', default: '4' },
  },
})
const size = {
  items: Number(values.items),
  clicks: Number(values.clicks),
  orders: Math.round(Number(values.clicks) / 100),
}
const drive = {
  connections: Number(values.connections),
  // Long enough for the busiest pages to have been asked once: from then on one in a thousand is made anew (kept for five minutes).
  warmUpMs: 20_000,
  durationMs: Number(values.seconds) * 1_000,
}

const servers = realServers()
if (servers === undefined) console.log('No real servers run (npm run servers). Nothing was measured.')
else await main(servers)

async function main(running: RealServers): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'))
  try {
    await using shop = await openShop(running, join(directory, 'data'), 'lsa')
    console.log(
      `Filling a shop: ${String(size.items)} products, ${String(size.clicks)} clicks in ${String(visitCount(size))} visits.`,
    )
    const startedAt = performance.now()
    await fillShop(shop, size)
    console.log(`Filled in ${seconds(performance.now() - startedAt)}; building the image.`)
    console.log(await buildImage(shop))
    await settleDatabase(shop)
    const rows = await measureAll(shop, directory)
    print(rows)
    console.log(await measureRestart(shop))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

interface Row {
  readonly name: string
  readonly load: Load
  /** Processor time of the server for each request, microseconds: what the machine's other work changes least. */
  readonly cpuMicros: number
  readonly note: string
}

async function measureAll(shop: BenchShop, directory: string): Promise<Row[]> {
  const path = (stream: Stream) => join(directory, `${stream}.jsonl`)
  for (const stream of streams) {
    const { asked, different } = await writeQuestions(shop, stream, { visits: 150_000, path: path(stream) })
    console.log(`Questions, ${stream}: ${String(asked)}, of them ${String(different)} different.`)
  }
  const rows: Row[] = []
  {
    await using api = await startApi(shop, {})
    await untilImage(shop, api)
    for (const stream of streams)
      rows.push(await measureService(shop, api, `memory on, ${stream}`, path(stream)))
    rows.push(await measureService(shop, api, 'memory on, busiest, asleep', path('busiest'), true))
    const bodies = (await readFile(path('anonymous'), 'utf8')).split('\n').slice(0, 200)
    await writeFile(join(directory, 'answer.json'), await askTypical(api.line, shop.key, bodies))
  }
  {
    await using api = await startApi(shop, { RECOMMENDATION_MEMORY_MS: '0' })
    await untilImage(shop, api)
    for (const stream of streams)
      rows.push(await measureService(shop, api, `memory off, ${stream}`, path(stream)))
  }
  await using bare = await startChild(join(import.meta.dirname, 'recs/bare-routes.ts'), {
    ...shop.environment,
    SHOP: shop.shopId,
    ANSWER: join(directory, 'answer.json'),
  })
  for (const [route, name, sleeps] of [
    ['schema', 'bare route, schema', false],
    ['string', 'bare route, string', false],
    ['sql', 'bare route, sql', false],
    ['schema', 'bare route, asleep', true],
  ] as const) {
    const measured = await measure(bare, `${bare.line}/${route}`, shop, path('anonymous'), sleeps)
    rows.push({ name, ...measured, note: '' })
  }
  return rows
}

function startApi(shop: BenchShop, environment: Readonly<Record<string, string>>): Promise<BenchProcess> {
  return startChild(join(import.meta.dirname, 'shop/serve-api.ts'), { ...shop.environment, ...environment })
}

async function untilImage(shop: BenchShop, api: BenchProcess): Promise<void> {
  for (;;) {
    const { epoch } = JSON.parse(await askOnce(api.line, shop.key).catch(() => '{"epoch":0}'))
    if (epoch > 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function measureService(
  shop: BenchShop,
  api: BenchProcess,
  name: string,
  requests: string,
  sleeps = false,
): Promise<Row> {
  const before = await readGauges(api.line, shop.key)
  const target = `${api.line}/v1/recommendations`
  const measured = await measure(api, target, shop, requests, sleeps)
  const after = await readGauges(api.line, shop.key)
  const hits = after.hits - before.hits
  const share = hits / Math.max(1, hits + after.misses - before.misses)
  return {
    name,
    ...measured,
    note: `${(share * 100).toFixed(1)} % hits, ${String(Math.round(await residentMb(api)))} MB resident`,
  }
}

async function measure(
  server: BenchProcess,
  target: string,
  { key }: BenchShop,
  requests: string,
  sleeps: boolean,
): Promise<{ readonly load: Load; readonly cpuMicros: number }> {
  const before = await cpuMs(server)
  const load = await measureLoad({ ...drive, target, key, requests, sleeps, first: 0 })
  // The load process counts what came after its warm-up; the server worked for both.
  const cpuMicros = (((await cpuMs(server)) - before) * 1_000) / load.next
  return { load, cpuMicros }
}

function print(rows: readonly Row[]): void {
  /** Under the same load process. */
  const bareOf = (name: string) => {
    const reference = name.endsWith('asleep') ? 'bare route, asleep' : 'bare route, schema'
    return rows.find((row) => row.name === reference)?.load.perSecond ?? Number.NaN
  }
  console.log(
    `\n${String(drive.connections)} connections, ${String(cpus().length)} cores shared with the load process; load of the machine ${(loadavg()[0] ?? 0).toFixed(1)}`,
  )
  console.log(`${''.padEnd(30)}   req/s  × bare    p50 ms    p90 ms    p99 ms   bytes  µs CPU`)
  for (const { name, load, cpuMicros, note } of rows) {
    const { perSecond, p50Ms, p90Ms, p99Ms, meanBytes, failed } = load
    const figures = [p50Ms, p90Ms, p99Ms].map((ms) => ms.toFixed(2).padStart(10)).join('')
    console.log(
      `${name.padEnd(30)}${perSecond.toFixed(0).padStart(8)}${(perSecond / bareOf(name)).toFixed(2).padStart(8)}${figures}${meanBytes.toFixed(0).padStart(8)}${cpuMicros.toFixed(0).padStart(8)}  ${note}${failed > 0 ? ` ${String(failed)} FAILED` : ''}`,
    )
  }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}
