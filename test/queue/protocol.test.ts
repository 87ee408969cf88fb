import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../src/errors.ts'
import { defineJob, done, snooze, type LeasedJob } from '../../src/queue/job.ts'
import {
  cancelJobs,
  claimJobs,
  DELIVERIES_MAX,
  reclaimExpired,
  settleDone,
} from '../../src/queue/job-queries.ts'
import { pauseJobs } from '../../src/queue/pause-queries.ts'
import { releaseDeadLeases } from '../../src/queue/housekeeping.ts'
import { enqueue, enqueueMany } from '../../src/queue/outbox.ts'
import type { BoundProcessor } from '../../src/queue/worker/work.ts'
import { jobRig, testJob, type JobRig } from '../support/job-rig.ts'
import { describeOnRealServers } from '../support/servers.ts'

const work = defineJob('test.work', {
  lane: 'copy',
  payload: z.object({ n: z.int() }),
  jobsPerHint: 8,
  attemptsMax: 3,
  backoffMaxMs: 50,
  timeoutMs: 5_000,
})
type Work = LeasedJob<{ n: number }>

const add = (rig: JobRig, count: number) =>
  enqueueMany(
    rig.database.db,
    work,
    Array.from({ length: count }, (_, n) => ({ shopId: rig.database.shopId, payload: { n } })),
  )

const suite = (open: (processors: readonly BoundProcessor[]) => Promise<JobRig>) => () => {
  it('runs every accepted job once and commits its result with the job, in few transactions', async () => {
    const committed: number[] = []
    let transactions = 0
    await using rig = await open([
      testJob(work, {
        run: (job: Work) => Promise.resolve(done({ n: job.payload.n })),
        commit(_trx, finished) {
          transactions += 1
          committed.push(...finished.map(({ result }) => result.n))
          return Promise.resolve()
        },
      }),
    ])
    await add(rig, 100)
    rig.startWorkers()
    rig.poke()
    await rig.settled()
    expect([...committed].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n))
    expect(transactions).toBeLessThan(50)
    expect((await rig.jobs()).every((job) => job.state === 'done' && job.deliveries === 1)).toBe(true)
  })

  it('loses nothing when every hint is lost', async () => {
    await using rig = await open([testJob(work, { run: () => Promise.resolve(done(null)) })])
    await add(rig, 20)
    await sql`DELETE FROM outbox`.execute(rig.database.db)
    rig.startWorkers()
    await rig.settled()
    expect((await rig.jobs()).map((job) => job.state)).toEqual(Array(20).fill('done'))
  })

  it('lets only the newest claim settle a job, and its predecessor writes nothing', async () => {
    await using rig = await open([])
    const { db } = rig.database
    const [id = ''] = await add(rig, 1)
    const [first] = await claimJobs(db, work.kind, [id], 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
    await reclaimExpired(db)
    const [second] = await claimJobs(db, work.kind, [id], 10_000)
    expect(second?.token).toBe((first?.token ?? 0) + 1)
    expect([...(await settleDone(db, [{ id, token: first?.token ?? 0, result: 'old' }]))]).toEqual([])
    expect([...(await settleDone(db, [{ id, token: second?.token ?? 0, result: 'new' }]))]).toEqual([id])
    expect((await rig.jobs())[0]).toMatchObject({ state: 'done', result: 'new' })
  })

  it('gives a claimed job to one claimer only', async () => {
    await using rig = await open([])
    const ids = await add(rig, 10)
    const claims = await Promise.all([1, 2, 3].map(() => claimJobs(rig.database.db, work.kind, ids, 10_000)))
    expect(
      claims
        .flat()
        .map((row) => row.id)
        .sort(),
    ).toEqual([...ids].sort())
  })

  it('tries a failing job again as often as its kind allows, then fails it with the reason', async () => {
    let runs = 0
    await using rig = await open([
      testJob(work, {
        run() {
          runs += 1
          return Promise.reject(new AppError('inference.unavailable', 'The model is away.'))
        },
      }),
    ])
    await add(rig, 1)
    rig.startWorkers()
    await rig.settled()
    expect(runs).toBe(3)
    expect((await rig.jobs())[0]).toMatchObject({
      state: 'failed',
      attempts: 3,
      error: { code: 'inference.unavailable' },
    })
  })

  it('fails bad input at once and waits out a rate limit without spending an attempt', async () => {
    const runs: number[] = []
    await using rig = await open([
      testJob(work, {
        run(job: Work) {
          runs.push(job.payload.n)
          if (job.payload.n === 0)
            return Promise.reject(new AppError('catalog.product-not-found', 'No facts.'))
          if (runs.filter((n) => n === 1).length <= 5) {
            return Promise.reject(new AppError('inference.overloaded', 'Slow down.', { retryAfterMs: 10 }))
          }
          return Promise.resolve(done(null))
        },
      }),
    ])
    await add(rig, 2)
    rig.startWorkers()
    await rig.settled()
    const [bad, limited] = await rig.jobs()
    expect(bad).toMatchObject({ state: 'failed', attempts: 1 })
    expect(limited).toMatchObject({ state: 'done', attempts: 0 })
  })

  it('continues a snoozed job later and spends neither attempts nor deliveries on it', async () => {
    let runs = 0
    await using rig = await open([
      testJob(work, { run: () => Promise.resolve(++runs < 4 ? snooze(10) : done(runs)) }),
    ])
    await add(rig, 1)
    rig.startWorkers()
    await rig.settled()
    expect((await rig.jobs())[0]).toMatchObject({ state: 'done', result: 4, attempts: 0, deliveries: 1 })
  })

  it('cancels waiting jobs at once and tells running ones to stop', async () => {
    await using rig = await open([
      testJob(work, {
        run: (job: Work) =>
          new Promise<never>((_, reject) => {
            job.signal.addEventListener('abort', () => {
              reject(new Error('stopped'))
            })
          }),
      }),
    ])
    const { db, shopId } = rig.database
    const id = await enqueue(db, work, { shopId, payload: { n: 1 } })
    rig.startWorkers()
    rig.poke()
    await expect.poll(async () => (await rig.jobs())[0]?.state).toBe('leased')
    expect(await cancelJobs(db, shopId, id)).toEqual({ ended: 0, asked: 1 })
    await rig.settled()
    expect((await rig.jobs())[0]?.state).toBe('cancelled')
    const waiting = await enqueue(db, { ...work, kind: 'test.nobody' }, { shopId, payload: { n: 2 } })
    expect(await cancelJobs(db, shopId, waiting)).toEqual({ ended: 1, asked: 0 })
  })

  it('gives unfinished jobs back at shutdown, and the next worker takes them at once', async () => {
    let runs = 0
    await using rig = await open([
      testJob(work, {
        run: (job: Work) =>
          ++runs === 1
            ? new Promise<never>((_, reject) => {
                job.signal.addEventListener('abort', () => {
                  reject(new Error('stopped'))
                })
              })
            : Promise.resolve(done('second')),
      }),
    ])
    await add(rig, 1)
    const first = rig.startWorkers()
    rig.poke()
    await expect.poll(async () => (await rig.jobs())[0]?.state).toBe('leased')
    await first.stop()
    expect((await rig.jobs())[0]).toMatchObject({ state: 'queued', attempts: 0, deliveries: 0 })
    rig.startWorkers()
    await rig.settled()
    expect((await rig.jobs())[0]).toMatchObject({ state: 'done', result: 'second' })
  })

  it('a pause and workers that settle many jobs at once do not wait for each other for ever', async () => {
    await using rig = await open([])
    const { db, shopId } = rig.database
    const parentId = await enqueue(db, work, { shopId, payload: { n: 0 } })
    const ids = await enqueueMany(
      db,
      work,
      Array.from({ length: 300 }, (_, n) => ({ shopId, parentId, payload: { n } })),
    )
    for (let round = 0; round < 30; round++) {
      await sql`UPDATE jobs SET state = 'leased', pause_requested = false, token = ${round}::bigint
        WHERE parent_id = ${parentId}`.execute(db)
      const ended = ids.map((id) => ({ id, token: round, result: null }))
      const [half, rest] = [ended.slice(0, 150), ended.slice(150)]
      const settle = async (some: typeof ended) => settleDone(db, some.reverse())
      const [, first, second] = await Promise.all([
        db.transaction().execute((trx) => pauseJobs(trx, shopId, parentId)),
        settle(half),
        settle(rest),
      ])
      expect([...first, ...second].sort()).toEqual([...ids].sort())
    }
  })

  it('takes jobs of a dead process at once where there can be no other process', async () => {
    await using rig = await open([testJob(work, { run: () => Promise.resolve(done(null)) })])
    const { db } = rig.database
    const ids = await add(rig, 3)
    await claimJobs(db, work.kind, ids, 3_600_000)
    await releaseDeadLeases(db)
    rig.startWorkers()
    await rig.settled()
    expect((await rig.jobs()).map((job) => job.state)).toEqual(['done', 'done', 'done'])
  })

  it('ends a job as dead that keeps killing its worker', async () => {
    await using rig = await open([])
    const { db } = rig.database
    const [id = ''] = await add(rig, 1)
    await sql`UPDATE jobs SET deliveries = ${DELIVERIES_MAX}::int WHERE id = ${id}`.execute(db)
    expect(await claimJobs(db, work.kind, [id], 1_000)).toEqual([])
    expect((await rig.jobs())[0]).toMatchObject({ state: 'dead', error: { code: 'jobs.worn-out' } })
  })

  it('adds no job when the transaction around it fails', async () => {
    await using rig = await open([])
    const { db, shopId } = rig.database
    await expect(
      db.transaction().execute(async (trx) => {
        await enqueue(trx, work, { shopId, payload: { n: 1 } })
        throw new Error('after')
      }),
    ).rejects.toThrow('after')
    expect(await rig.jobs()).toEqual([])
    expect((await db.selectFrom('outbox').selectAll().execute()).length).toBe(0)
  })
}

describe('the job protocol', suite(jobRig))

describeOnRealServers('the job protocol', (servers) => {
  describe(
    'over Valkey',
    suite((processors) => jobRig(processors, servers)),
  )
})
