import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cancelCopyJob } from '../../../src/content/jobs/control/control-copy-job.ts'
import { getCopyJob } from '../../../src/content/jobs/read-copy-jobs.ts'
import type { copyRequestSchema } from '../../../src/content/jobs/copy-job.ts'
import { getSpend } from '../../../src/content/spend/spend.ts'
import type { z } from 'zod'
import { startFakeOpenAi, type FakeOpenAi } from '../../support/fake-openai/fake-openai.ts'
import type { Lack } from '../../support/fake-openai/fault.ts'
import { copyRig, kettle, prices, type CopyRig } from '../copy-rig.ts'
import { runCopyJobs } from '../run-copy-jobs.ts'

const period = { from: '2026-03-01', to: '2026-03-01' }
const ids = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6']

describe('copy by batch', () => {
  let fake: FakeOpenAi
  let rig: CopyRig
  const start = async (lacks: readonly Lack[] = []) => {
    fake = await startFakeOpenAi({ ...prices, lacks })
    rig = await copyRig(ids.map(unlikeOthers), { endpoint: fake.url })
  }
  beforeEach(() => start())
  afterEach(async () => {
    await rig[Symbol.asyncDispose]()
    await fake[Symbol.asyncDispose]()
  })
  const request = (change: Partial<z.input<typeof copyRequestSchema>> = {}) =>
    rig.request({ selection: { products: ids }, writer: 'openai', delivery: 'batch', ...change })
  const finish = async (id: string) => {
    await runCopyJobs(rig.deps)
    return await getCopyJob(rig.deps.db, rig.database.shopId, id)
  }
  /** Every call the provider billed is in the ledger at its price, once, and nothing else is. */
  const expectSpendIsBill = async () => {
    const spend = await getSpend(rig.deps.db, rig.database.shopId, period)
    expect(spend).toMatchObject({
      settledMicros: fake.bill.reduce((sum, line) => sum + line.costMicros, 0),
      heldMicros: 0,
    })
    expect(new Set(fake.bill.map((line) => line.requestId)).size).toBe(fake.bill.length)
  }

  test('every product is written by one batch at half the price', async () => {
    const job = await finish(await request())
    expect(job).toMatchObject({
      state: 'done',
      delivery: 'batch',
      counts: { ready: 6, fallbacks: { check: 0 } },
    })
    expect(fake.batches).toHaveLength(1)
    // The probe alone went by itself.
    expect(fake.requests.map((seen) => seen.requestId)).toHaveLength(1)
    expect(fake.bill).toHaveLength(7)
    await expectSpendIsBill()
  })

  test('finished rows of an expired batch are kept, the others are asked for at once', async () => {
    fake.scriptBatch({ end: 'expired', rows: 4 })
    const job = await finish(await request())
    expect(job).toMatchObject({ state: 'done', counts: { ready: 6 } })
    expect(fake.requests).toHaveLength(1 + 2)
    expect(fake.bill).toHaveLength(1 + 4 + 2)
    await expectSpendIsBill()
  })

  test('a row with an error of its own is asked for again, the rest is kept', async () => {
    fake.scriptBatch({ end: 'completed', errors: [1] })
    const job = await finish(await request())
    expect(job.counts.ready).toBe(6)
    expect(fake.requests).toHaveLength(1 + 1)
    await expectSpendIsBill()
  })

  test('a file the provider refuses costs nothing and every product is asked for at once', async () => {
    fake.scriptBatch({ end: 'failed' })
    const job = await finish(await request())
    expect(job.counts.ready).toBe(6)
    expect(fake.requests).toHaveLength(1 + 6)
    await expectSpendIsBill()
  })

  test('an answer of a batch that fails the check is repaired like any other', async () => {
    fake.script('ok', 'invented-number')
    const job = await finish(await request())
    expect(job).toMatchObject({ counts: { ready: 6, fallbacks: { check: 0 } } })
    expect(fake.requests).toHaveLength(1 + 1)
    await expectSpendIsBill()
  })

  test('an endpoint without batches is asked product by product', async () => {
    await rig[Symbol.asyncDispose]()
    await fake[Symbol.asyncDispose]()
    await start(['batches'])
    const job = await finish(await request())
    expect(job.counts.ready).toBe(6)
    expect(fake.batches).toHaveLength(0)
    await expectSpendIsBill()
  })

  test('cancelling the job cancels the batch and books what it had answered', async () => {
    fake.scriptBatch({ end: 'completed', rows: 2, looks: 50 })
    const id = await request()
    await runCopyJobs(rig.deps, { rounds: 4 })
    expect(fake.batches[0]).toMatchObject({ status: 'in_progress' })
    await rig.deps.db.transaction().execute((trx) => cancelCopyJob(trx, rig.database.shopId, id))
    const job = await finish(id)
    expect(job).toMatchObject({ state: 'cancelled', counts: { ready: 0, cancelled: 6 } })
    expect(fake.batches[0]).toMatchObject({ status: 'cancelled', answered: 2 })
    await expectSpendIsBill()
  })

  test('a cap of the job holds for the batch as a whole', async () => {
    const job = await finish(await request({ maxCostMicros: 16_000 }))
    expect(job.counts.ready).toBe(6)
    expect(job.counts.fallbacks.budget).toBeGreaterThan(0)
    expect(job.cost.settledMicros).toBeLessThanOrEqual(16_000)
    await expectSpendIsBill()
  })

  test('small jobs leave the choice to the size: they go at once', async () => {
    const job = await finish(await request({ delivery: 'auto' }))
    expect(job).toMatchObject({ delivery: 'now', counts: { ready: 6 } })
    expect(fake.batches).toHaveLength(0)
  })
})

/** Neighbours that are too alike are sent back by the gate; these have no value in common. */
function unlikeOthers(id: string, index: number) {
  const materials = [
    'stainless steel',
    'borosilicate glass',
    'enamelled iron',
    'copper',
    'aluminium',
    'ceramic',
  ]
  return kettle(id, {
    attributes: {
      material: { value: materials[index] ?? 'tin' },
      capacity: { value: 1 + index / 10, unit: 'l' },
      power: { value: 1_500 + index * 100, unit: 'W' },
      warranty: { value: 2 + index, unit: 'years' },
    },
    variants: [{ id: `${id}-one`, priceMinor: 3_990 + index * 100, stockUnits: 3 }],
  })
}
