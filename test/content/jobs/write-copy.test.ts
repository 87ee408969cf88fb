import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listDrafts } from '../../../src/content/drafts/read-drafts.ts'
import { cancelCopyJob } from '../../../src/content/jobs/control/control-copy-job.ts'
import { getCopyJob, listCopyJobs } from '../../../src/content/jobs/read-copy-jobs.ts'
import { requestCopy } from '../../../src/content/jobs/request-copy.ts'
import { AppError } from '../../../src/errors.ts'
import { copyRig, kettle, type CopyRig } from '../copy-rig.ts'
import { runCopyJobs } from '../run-copy-jobs.ts'

const products = Array.from({ length: 40 }, (_unused, index) =>
  kettle(`k${String(index)}`, { title: `Tindelow Alder Kettle No. ${String(index)}` }),
)

describe('the embedded writer as a job', () => {
  let rig: CopyRig
  beforeAll(async () => {
    rig = await copyRig(products)
  })
  afterAll(async () => {
    await rig[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    await rig.deps.db.deleteFrom('jobs').execute()
    await rig.deps.db.deleteFrom('copy_drafts').execute()
  })

  test('one product gives one draft whose citations all exist', async () => {
    const id = await rig.request({ fields: ['pdp.long', 'pdp.short', 'promo'] })
    await runCopyJobs(rig.deps)
    const job = await getCopyJob(rig.deps.db, rig.database.shopId, id)
    expect(job).toMatchObject({
      state: 'done',
      counts: { total: 1, ready: 1, failed: 0 },
      cost: { settledMicros: 0 },
    })
    const { items } = await listDrafts(rig.deps.db, rig.database.shopId, { copyJobId: id, limit: 10 })
    expect(items).toHaveLength(1)
    const facts = new Set(items[0]?.facts.map((fact) => fact.id))
    const segments = Object.values(items[0]?.fields ?? {}).flatMap((field) => field.segments)
    expect(segments.length).toBeGreaterThan(4)
    for (const segment of segments) {
      expect(segment.factIds.length).toBeGreaterThan(0)
      expect(segment.factIds.filter((cited) => !facts.has(cited))).toEqual([])
    }
  })

  test('a filter plans each product once, also when planning runs again', async () => {
    const id = await rig.request({ selection: { filter: { brand: { in: ['Tindelow'] } } } })
    await runCopyJobs(rig.deps)
    await rig.deps.db.updateTable('jobs').set({ state: 'queued' }).where('id', '=', id).execute()
    await runCopyJobs(rig.deps)
    const job = await getCopyJob(rig.deps.db, rig.database.shopId, id)
    expect(job).toMatchObject({ state: 'done', counts: { total: 40, waiting: 0, failed: 0 } })
    expect(job.counts.ready + job.counts.needsReview).toBe(40)
  })

  test('unchanged input takes the earlier draft; another seed writes a new one', async () => {
    await rig.request({})
    await runCopyJobs(rig.deps)
    const again = await rig.request({})
    await runCopyJobs(rig.deps)
    expect((await getCopyJob(rig.deps.db, rig.database.shopId, again)).counts).toMatchObject({
      ready: 1,
      reused: 1,
    })
    expect(
      (await listDrafts(rig.deps.db, rig.database.shopId, { copyJobId: again, limit: 5 })).items,
    ).toHaveLength(1)
    const seeded = await rig.request({ seed: 8 })
    await runCopyJobs(rig.deps)
    expect((await getCopyJob(rig.deps.db, rig.database.shopId, seeded)).counts).toMatchObject({
      ready: 1,
      reused: 0,
    })
  })

  test('unknown products are named one by one and nothing is queued', async () => {
    const request = rig.request({ selection: { products: ['k1', 'nope', 'k2', 'gone'] } })
    await expect(request).rejects.toMatchObject({
      code: 'catalog.product-not-found',
      errors: [
        { path: 'selection.products.1', message: 'no product "nope"' },
        { path: 'selection.products.3', message: 'no product "gone"' },
      ],
    })
    expect((await listCopyJobs(rig.deps.db, rig.database.shopId, { limit: 5 })).items).toEqual([])
  })

  test('a writer that is not configured fails with the reason in the copy job', async () => {
    const id = await rig.request({ writer: 'openai' })
    await runCopyJobs(rig.deps)
    const job = await getCopyJob(rig.deps.db, rig.database.shopId, id)
    expect(job.state).toBe('failed')
    expect(job.failures[0]).toMatchObject({ code: 'content.writer-unconfigured', count: 1 })
  })

  test.each([
    ['fr-FR', 'needs-review'],
    ['eng', 'needs-review'],
    ['en', 'ready'],
    ['EN-us', 'ready'],
  ])('English sentences for %s are %s', async (locale, state) => {
    const id = await rig.request({ locale, fields: ['pdp.short', 'promo'] })
    await runCopyJobs(rig.deps)
    const { items } = await listDrafts(rig.deps.db, rig.database.shopId, { copyJobId: id, limit: 5 })
    expect(items[0]?.state).toBe(state)
    expect([
      ...new Set(items[0]?.findings.filter(({ code }) => code === 'M03').map(({ field }) => field)),
    ]).toEqual(state === 'ready' ? [] : ['pdp.short', 'promo'])
  })

  test('a cancelled copy job writes nothing more and cannot be cancelled twice', async () => {
    const { db } = rig.deps
    const { shopId } = rig.database
    const id = await rig.request({})
    const cancelled = await db.transaction().execute((trx) => cancelCopyJob(trx, shopId, id))
    expect(cancelled.state).toBe('cancelled')
    await runCopyJobs(rig.deps)
    expect((await listDrafts(db, shopId, { limit: 5 })).items).toEqual([])
    await expect(db.transaction().execute((trx) => cancelCopyJob(trx, shopId, id))).rejects.toThrow(AppError)
  })

  test('another shop sees neither the job nor the draft', async () => {
    const id = await rig.request({})
    await runCopyJobs(rig.deps)
    await expect(getCopyJob(rig.deps.db, 'shop_other', id)).rejects.toMatchObject({
      code: 'content.copy-job-not-found',
    })
    expect((await listDrafts(rig.deps.db, 'shop_other', { limit: 5 })).items).toEqual([])
  })

  test('the newest copy job is listed first and pages do not overlap', async () => {
    for (const seed of [1, 2, 3]) {
      await rig.deps.db.transaction().execute((trx) =>
        requestCopy(
          trx,
          { ...rig.deps.clock, now: () => new Date(Date.UTC(2026, 2, seed)) },
          {
            shopId: rig.database.shopId,
            selection: { products: ['k1'] },
            fields: ['promo'],
            locale: 'en',
            writer: 'auto',
            seed,
            voice: null,
            maxCostMicros: null,
          },
        ),
      )
    }
    const first = await listCopyJobs(rig.deps.db, rig.database.shopId, { limit: 2 })
    const rest = await listCopyJobs(rig.deps.db, rig.database.shopId, { limit: 2, cursor: first.next ?? '' })
    expect([...first.items, ...rest.items].map((job) => job.seed)).toEqual([3, 2, 1])
    expect(rest.next).toBeNull()
  })
})
