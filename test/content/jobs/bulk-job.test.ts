import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  cancelCopyJob,
  pauseCopyJob,
  resumeCopyJob,
  retryCopyJob,
} from '../../../src/content/jobs/control/control-copy-job.ts'
import { listCopyFailures } from '../../../src/content/jobs/control/list-failures.ts'
import { planCopyProcessor } from '../../../src/content/jobs/plan-copy.ts'
import { getCopyJob } from '../../../src/content/jobs/read-copy-jobs.ts'
import { writeCopyProcessor } from '../../../src/content/jobs/write-copy.ts'
import type { Db } from '../../../src/database/schema.ts'
import { claimJobs, expireLeases, reclaimExpired, settleEnded } from '../../../src/queue/job-queries.ts'
import { jobs } from '../../../src/queue/jobs.ts'
import { bindProcessor } from '../../../src/queue/worker/work.ts'
import { jobRig } from '../../support/job-rig.ts'
import { describeOnRealServers } from '../../support/servers.ts'
import { copyRig, kettle, type CopyRig } from '../copy-rig.ts'
import { runCopyJobs, workCopyJobs } from '../run-copy-jobs.ts'

const PRODUCTS = 1_000
const products = Array.from({ length: PRODUCTS }, (_unused, index) =>
  kettle(`k${String(index)}`, { title: `Tindelow Alder Kettle No. ${String(index)}` }),
)
const everything = { selection: { filter: { brand: { in: ['Tindelow'] } } }, fields: ['promo' as const] }

describe('a copy job over a thousand products', () => {
  let rig: CopyRig
  let id: string
  beforeAll(async () => {
    rig = await copyRig(products)
    id = await rig.request(everything)
  })
  afterAll(async () => {
    await rig[Symbol.asyncDispose]()
  })
  const read = (job = id) => getCopyJob(rig.deps.db, rig.database.shopId, job)
  const control = (verb: typeof pauseCopyJob, job = id) =>
    rig.deps.db.transaction().execute((trx) => verb(trx, rig.database.shopId, job))

  test('shows its progress', async () => {
    await workCopyJobs(rig.deps, 300)
    const job = await read()
    expect(job).toMatchObject({ state: 'running', counts: { total: PRODUCTS, waiting: 700, failed: 0 } })
    expect(job.progress).toMatchObject({ ended: 300, share: 0.3 })
    expect(job.progress.perSecond).toBeGreaterThan(0)
    expect(job.progress.secondsLeft).toBeGreaterThan(0)
  })

  test('pauses: nothing more is written, whoever asks for work', async () => {
    expect(await control(pauseCopyJob)).toMatchObject({
      state: 'paused',
      counts: { paused: 700, waiting: 0 },
    })
    expect(await control(pauseCopyJob)).toMatchObject({ state: 'paused' })
    expect(await workCopyJobs(rig.deps, PRODUCTS)).toBe(0)
    expect((await read()).progress).toMatchObject({ ended: 300, perSecond: null })
  })

  test('resumes, and only once', async () => {
    expect(await control(resumeCopyJob)).toMatchObject({
      state: 'running',
      counts: { waiting: 700, paused: 0 },
    })
    await expect(control(resumeCopyJob)).rejects.toMatchObject({ code: 'jobs.not-paused' })
  })

  test('a job that a killed worker held while it was paused comes back paused', async () => {
    const claimed = await claimWaiting(rig.deps.db, 5)
    await control(pauseCopyJob)
    expect((await read()).counts).toMatchObject({ running: 5, paused: 695 })
    await expireLeases(rig.deps.db)
    await reclaimExpired(rig.deps.db)
    expect((await read()).counts).toMatchObject({ running: 0, paused: 700 })
    expect(claimed).toHaveLength(5)
    await control(resumeCopyJob)
  })

  test('goes on past products that fail, lists them page by page, and retries them alone', async () => {
    for (const row of await claimWaiting(rig.deps.db, 5))
      await settleEnded(rig.deps.db, row, 'failed', {
        code: 'inference.rejected',
        detail: 'no',
        kind: 'invalid',
      })
    await runCopyJobs(rig.deps)
    const job = await read()
    expect(job).toMatchObject({ state: 'done', counts: { failed: 5, waiting: 0 }, progress: { share: 1 } })
    expect(job.failures).toEqual([{ code: 'inference.rejected', detail: 'no', count: 5 }])
    const list = (cursor?: string) =>
      listCopyFailures(rig.deps.db, rig.database.shopId, id, {
        limit: 3,
        ...(cursor === undefined ? {} : { cursor }),
      })
    const first = await list()
    const rest = await list(first.next ?? '')
    expect(new Set([...first.items, ...rest.items].map(({ product }) => product)).size).toBe(5)
    expect(rest.next).toBeNull()
    expect(await control(retryCopyJob)).toMatchObject({ counts: { failed: 0, waiting: 5 } })
    await runCopyJobs(rig.deps)
    expect(await read()).toMatchObject({
      state: 'done',
      counts: { total: PRODUCTS, failed: 0 },
      failures: [],
    })
    await expect(control(retryCopyJob)).rejects.toMatchObject({ code: 'jobs.nothing-to-retry' })
    await expect(control(pauseCopyJob)).rejects.toMatchObject({ code: 'jobs.not-pausable' })
    await expect(control(cancelCopyJob)).rejects.toMatchObject({ code: 'jobs.not-cancellable' })
  })

  test('run again, costs nothing and changes nothing', async () => {
    const before = await snapshot(rig.deps.db)
    const again = await rig.request(everything)
    await runCopyJobs(rig.deps)
    expect(await read(again)).toMatchObject({
      state: 'done',
      counts: { total: PRODUCTS, reused: PRODUCTS, failed: 0 },
      cost: { settledMicros: 0, uncertainMicros: 0, calls: 0 },
    })
    expect(before.length).toBe(PRODUCTS)
    expect(await snapshot(rig.deps.db)).toEqual(before)
  })

  test('is cancelled in the middle: what is written stays, the rest is not', async () => {
    const cancelled = await rig.request({ ...everything, seed: 8 })
    await workCopyJobs(rig.deps, 100)
    await control(pauseCopyJob, cancelled)
    await control(cancelCopyJob, cancelled)
    expect(await workCopyJobs(rig.deps, PRODUCTS)).toBe(0)
    expect(await read(cancelled)).toMatchObject({ state: 'cancelled', counts: { cancelled: 900, paused: 0 } })
    expect(await snapshot(rig.deps.db)).toHaveLength(PRODUCTS + 100)
  })
})

describeOnRealServers('a copy job over a thousand products', (servers) => {
  test('is paused, loses its workers, is resumed by others and writes each product once', async () => {
    await using rig = await copyRig(products, { databaseUrl: servers.databaseUrl })
    const { db } = rig.deps
    const { shopId } = rig.database
    await using work = await jobRig(
      [
        bindProcessor(jobs.planCopy, planCopyProcessor(rig.deps)),
        bindProcessor(jobs.writeCopy, writeCopyProcessor(rig.deps)),
      ],
      servers,
    )
    const read = (id: string) => getCopyJob(db, shopId, id)
    const until = async (id: string, isThere: (job: Awaited<ReturnType<typeof read>>) => boolean) => {
      for (let look = 0; look < 2_000; look += 1) {
        const job = await read(id)
        if (isThere(job)) return job
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      throw new Error('The copy job did not get there.')
    }
    const id = await rig.request(everything)
    const workers = work.startWorkers()
    await until(id, ({ progress }) => progress.ended >= 50)
    await db.transaction().execute((trx) => pauseCopyJob(trx, shopId, id))
    await workers.stop()
    const paused = await until(id, ({ counts }) => counts.running === 0)
    expect(paused.state).toBe('paused')
    work.startWorkers()
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect((await read(id)).progress.ended).toBe(paused.progress.ended)
    await db.transaction().execute((trx) => resumeCopyJob(trx, shopId, id))
    const done = await until(id, ({ state }) => state === 'done')
    expect(done.counts).toMatchObject({ total: PRODUCTS, failed: 0, reused: 0 })
    const before = await snapshot(db)
    expect(before).toHaveLength(PRODUCTS)
    const again = await rig.request(everything)
    const repeated = await until(again, ({ state }) => state === 'done')
    expect(repeated).toMatchObject({ counts: { reused: PRODUCTS }, cost: { settledMicros: 0 } })
    expect(await snapshot(db)).toEqual(before)
  }, 120_000)
})

async function claimWaiting(db: Db, count: number) {
  const waiting = await db
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', jobs.writeCopy.kind)
    .where('state', '=', 'queued')
    .limit(count)
    .execute()
  return await claimJobs(
    db,
    jobs.writeCopy.kind,
    waiting.map((row) => row.id),
    60_000,
  )
}

/** Everything a re-run could have changed, in a fixed order. */
async function snapshot(db: Db) {
  return await db
    .selectFrom('copy_drafts')
    .innerJoin('copy_versions', 'copy_versions.draft_id', 'copy_drafts.id')
    .select(['id', 'state', 'version', 'number', 'updated_at', 'fields', 'cost_micros'])
    .orderBy('id')
    .orderBy('number')
    .execute()
}
