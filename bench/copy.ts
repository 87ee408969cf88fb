/**
 * `npm run bench:copy`: 1,000 copy jobs with the embedded writer, in one embedded process and on PostgreSQL and Valkey
 * with one API and two worker processes, beside jobs that do nothing and pgbench in the same run. Exits with 1 below
 * a bar. Needs `npm run build`, and `npm run servers` for the second half.
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { openDatabase } from '../src/database/connect.ts'
import { migrate, readMigrations } from '../src/database/migrate.ts'
import { seedShop } from '../test/support/seeded-shop.ts'
import { openScratch, realServers, type RealServers } from '../test/support/servers.ts'
import { startVitrine } from '../test/support/vitrine-process.ts'
import { measureEmptyJobs, measurePgbench } from './copy/measure-baselines.ts'
import { measureCopyJobs, type CopyRun, type CopyTarget } from './copy/measure-copy-jobs.ts'
import { untilIdle } from './shop/open-shop.ts'

const JOBS = 1_000
const RUNS = 5
const PGBENCH_SECONDS = 10
/** Of pgbench's transactions per second. */
const BAR = 0.15

/** Logs of a thousand requests are not part of the work. */
const quiet = { LOG_LEVEL: 'info', RATE_LIMIT_PER_MINUTE: '100000000' }

const products = (await readFile('fixtures/catalog.jsonl', 'utf8'))
  .trim()
  .split('\n')
  .map((line) => z.object({ id: z.string() }).parse(JSON.parse(line)).id)

const embedded = await measureEmbedded()
printRuns('embedded: one process on PGlite', embedded)
let failed = isWrong(embedded)

const servers = realServers()
if (servers === undefined) console.log('\nReal servers are not running: `npm run servers` starts them.')
else {
  const { runs, pgbench, emptyJobs } = await measureOnServers(servers)
  printRuns('PostgreSQL and Valkey: one API, two workers', runs)
  const ratio = rate(median(runs)) / pgbench
  console.log(`pgbench -N, 16 clients        ${pgbench.toFixed(0)} tps`)
  console.log(`jobs that do nothing, BullMQ  ${emptyJobs.toFixed(0)} jobs/s`)
  console.log(`copy jobs / pgbench           ${ratio.toFixed(3)} (bar ${String(BAR)})`)
  failed ||= isWrong(runs) || ratio < BAR
}
process.exitCode = failed ? 1 : 0

async function measureEmbedded(): Promise<CopyRun[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'))
  const environment = {
    DATABASE_URL: `pglite://${directory}`,
    DATA_DIR: directory,
    EMBEDDING_MODEL: 'lsa',
    ...quiet,
  }
  const running = await startVitrine({ role: 'all', environment })
  try {
    const accessPath = join(directory, 'local.json')
    const { key } = await untilWritten(accessPath)
    const url = running.url ?? ''
    return await repeat({ url, key, metricsUrls: [url], products })
  } finally {
    await running.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

async function measureOnServers(servers: RealServers) {
  const scratch = await openScratch(servers)
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'))
  const database = await openDatabase(scratch.databaseUrl, { poolMax: 4 })
  await migrate(database.db, await readMigrations('migrations'))
  const { shopId, key } = await seedShop(database)
  const environment = {
    DATABASE_URL: scratch.databaseUrl,
    QUEUE_URL: scratch.queueUrl,
    DATA_DIR: directory,
    EMBEDDING_MODEL: 'lsa',
    PROBE_PORT: '0',
    ...quiet,
  }
  const api = await startVitrine({ role: 'api', environment })
  const workers = await Promise.all([1, 2].map(() => startVitrine({ role: 'worker', environment })))
  try {
    await untilIdle({ database, shopId }, 120_000)
    const metricsUrls = [api, ...workers].map((running) => running.url ?? '')
    const runs = await repeat({ url: api.url ?? '', key, metricsUrls, products })
    return {
      runs,
      emptyJobs: await measureEmptyJobs(scratch.queueUrl, 5_000),
      pgbench: await measurePgbench(pgbenchCommand(), scratch.databaseUrl, PGBENCH_SECONDS),
    }
  } finally {
    await Promise.all([api, ...workers].map((running) => running.stop()))
    await database[Symbol.asyncDispose]()
    await scratch.close()
    await rm(directory, { recursive: true, force: true })
  }
}

/** The first run warms up and is not counted. */
async function repeat(target: CopyTarget): Promise<CopyRun[]> {
  const runs: CopyRun[] = []
  for (let seed = 1; seed <= RUNS + 1; seed++) runs.push(await measureCopyJobs(target, JOBS, seed))
  return runs.slice(1)
}

function median(runs: readonly CopyRun[]): CopyRun {
  const sorted = [...runs].sort((a, b) => a.seconds - b.seconds)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('There are no runs.')
  return middle
}

function printRuns(title: string, runs: readonly CopyRun[]): void {
  const { statementsPerJob, transactionsPerJob } = median(runs)
  const rates = runs.map((run) => rate(run).toFixed(0)).join(' ')
  const lost = runs.reduce((sum, run) => sum + run.lost, 0)
  const bad = runs.reduce((sum, run) => sum + run.badCitations, 0)
  console.log(`\n${title}`)
  console.log(`  ${String(JOBS)} copy jobs, jobs/s     median ${rate(median(runs)).toFixed(0)} of ${rates}`)
  console.log(
    `  SQL statements per job   ${statementsPerJob.toFixed(2)}, transactions ${transactionsPerJob.toFixed(2)}`,
  )
  console.log(`  lost ${String(lost)}, segments citing unknown facts ${String(bad)}`)
}

function rate({ jobs, seconds }: CopyRun): number {
  return jobs / seconds
}

function isWrong(runs: readonly CopyRun[]): boolean {
  return runs.some((run) => run.lost !== 0 || run.badCitations !== 0)
}

function pgbenchCommand(): string {
  const printed = execFileSync('bash', ['scripts/servers.sh', 'env'], { encoding: 'utf8' })
  return /^PGBENCH='(.*)'$/m.exec(printed)?.[1] ?? 'pgbench'
}

async function untilWritten(path: string): Promise<{ readonly key: string }> {
  for (;;) {
    try {
      return z.object({ key: z.string() }).parse(JSON.parse(await readFile(path, 'utf8')))
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
