/**
 * Real processes on real servers: an API, two workers and a slow fake model. While 300 accepted copy jobs run, workers
 * are killed with SIGKILL and the queue is emptied. Every accepted job must end once, and the fake's bill must be what
 * the ledger says.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '../support/database.ts'
import { startFakeOpenAi } from '../support/fake-openai/fake-openai.ts'
import { seedShop } from '../support/seeded-shop.ts'
import { describeOnRealServers } from '../support/servers.ts'
import { startVitrine, type VitrineProcess } from '../support/vitrine-process.ts'

const JOBS = 300
const KILLS = 8

const accepted = z.object({ id: z.string() })

describeOnRealServers('killing workers and emptying the queue', (servers) => {
  it('ends every accepted copy job exactly once, and the ledger knows every call on the bill', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'vitrine-kill-'))
    await using database = await testDatabase(servers.databaseUrl)
    const { db } = database
    const { shopId, key } = await seedShop(database)
    let answers = 0
    // 40 to 200 ms, spread evenly: some jobs are always in flight.
    await using fake = await startFakeOpenAi({
      inputPerMTok: 0.25,
      outputPerMTok: 2,
      delayMs: () => 40 + ((answers++ * 61) % 160),
    })
    const environment = {
      DATABASE_URL: servers.databaseUrl,
      QUEUE_URL: servers.queueUrl,
      DATA_DIR: directory,
      EMBEDDING_MODEL: 'lsa',
      LOG_LEVEL: 'info',
      OPENAI_BASE_URL: fake.url,
      OPENAI_API_KEY: 'fake',
      COPY_WRITER: 'openai',
      COPY_DAILY_BUDGET_USD: '1000',
      JOB_LEASE_MS: '2000',
      JOB_BEAT_MS: '500',
      JOB_SWEEP_MS: '500',
    }
    const startWorker = () => startVitrine({ role: 'worker', environment })
    const api = await startVitrine({ role: 'api', environment })
    let workers: VitrineProcess[] = await Promise.all([startWorker(), startWorker()])
    const queue = new Redis(servers.queueUrl)
    try {
      const products = await productsOf(db, shopId, JOBS)
      const ids = await submit(api.url ?? '', key, products)
      expect(new Set(ids).size).toBe(JOBS)

      for (let kill = 0; kill < KILLS; kill++) {
        const victim = kill % workers.length
        await workers[victim]?.stop('SIGKILL')
        if (kill % 2 === 1) await queue.flushdb()
        workers = await Promise.all(
          workers.map((worker, at) => (at === victim ? startWorker() : Promise.resolve(worker))),
        )
      }
      await expect.poll(() => openJobs(db, shopId), { timeout: 120_000, interval: 250 }).toBe(0)

      const { rows: ends } = await sql<{ state: string; jobs: number; drafts: number }>`
        SELECT j.state, count(*)::int AS jobs, count(d.id)::int AS drafts
        FROM jobs j LEFT JOIN copy_drafts d ON d.job_id = j.id
        WHERE j.shop_id = ${shopId} AND j.id = ANY(${ids}::text[]) GROUP BY j.state`.execute(db)
      expect(ends).toEqual([{ state: 'done', jobs: JOBS, drafts: JOBS }])

      const { rows: reclaimed } = await sql<{ n: number }>`
        SELECT count(*)::int AS n FROM jobs WHERE shop_id = ${shopId} AND deliveries > 1`.execute(db)
      // The kills must have hit jobs in flight, or the test has shown nothing.
      expect(reclaimed[0]?.n).toBeGreaterThan(0)

      const { bill } = fake
      const { rows: calls } = await sql<{ id: string; state: string; cost: number }>`
        SELECT id, state, coalesce(cost_micros, reserved_micros) AS cost FROM model_calls WHERE shop_id = ${shopId}`.execute(
        db,
      )
      const booked = new Map(calls.map((call) => [call.id, call]))
      expect(bill.filter((line) => !booked.has(line.requestId))).toEqual([])
      const open = calls.filter(({ state }) => !['settled', 'uncertain', 'released'].includes(state))
      expect(open).toEqual([])
    } finally {
      queue.disconnect()
      await Promise.all([api, ...workers].map((running) => running.stop('SIGKILL')))
      await rm(directory, { recursive: true, force: true })
    }
  }, 300_000)
})

type Db = Awaited<ReturnType<typeof testDatabase>>['db']

async function productsOf(db: Db, shopId: string, count: number): Promise<string[]> {
  const read = async () => {
    const { rows } = await sql<{ external_id: string }>`
      SELECT external_id FROM products WHERE shop_id = ${shopId} AND status = 'active' ORDER BY id LIMIT ${count}::int`.execute(
      db,
    )
    return rows.map((row) => row.external_id)
  }
  await expect.poll(async () => (await read()).length, { timeout: 60_000, interval: 200 }).toBe(count)
  return read()
}

async function submit(url: string, key: string, products: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < products.length; at += 20) {
    const posted = products.slice(at, at + 20).map(async (product) => {
      const response = await fetch(`${url}/v1/copy/jobs`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'idempotency-key': `kill-${product}`,
        },
        body: JSON.stringify({ selection: { products: [product] }, fields: ['pdp.short'], locale: 'en-GB' }),
      })
      expect(response.status).toBe(202)
      return accepted.parse(await response.json()).id
    })
    ids.push(...(await Promise.all(posted)))
    await setTimeout(10)
  }
  return ids
}

async function openJobs(db: Db, shopId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM jobs
    WHERE shop_id = ${shopId} AND kind = 'content.write-copy' AND state IN ('queued', 'leased')`.execute(db)
  return rows[0]?.n ?? 0
}
