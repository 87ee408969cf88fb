/** Line g of the evidence: whatever the endpoint does, a right text or a clear failure, and spend = its own bill. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listDrafts } from '../../../src/content/drafts/read-drafts.ts'
import { segmentsText } from '../../../src/content/drafts/segment.ts'
import { getCopyJob } from '../../../src/content/jobs/read-copy-jobs.ts'
import { bookInvoice } from '../../../src/content/spend/invoice.ts'
import { getSpend } from '../../../src/content/spend/spend.ts'
import { startFakeOpenAi, type FakeOpenAi } from '../../support/fake-openai/fake-openai.ts'
import type { Fault } from '../../support/fake-openai/fault.ts'
import { copyRig, kettle, prices, type CopyRig } from '../copy-rig.ts'
import { runCopyJobs } from '../run-copy-jobs.ts'

const period = { from: '2026-03-01', to: '2026-03-01' }

describe('the model writer against an endpoint with faults', () => {
  let fake: FakeOpenAi
  let rig: CopyRig
  let seed = 0
  beforeAll(async () => {
    fake = await startFakeOpenAi(prices)
    rig = await copyRig([kettle('k1')], { endpoint: fake.url, timeoutMs: 700 })
    // The endpoint is probed by the first job; the faults below are for the jobs after it.
    await write()
  })
  afterAll(async () => {
    await rig[Symbol.asyncDispose]()
    await fake[Symbol.asyncDispose]()
  })

  async function write(...faults: Fault[]) {
    fake.script(...faults)
    seed += 1
    const before = fake.bill.length
    // Another locale tag makes another prompt and cache key, so that each case pays for itself.
    const id = await rig.request({ writer: 'openai', seed, fields: ['pdp.long', 'promo'] })
    await runCopyJobs(rig.deps)
    const job = await getCopyJob(rig.deps.db, rig.database.shopId, id)
    const { items } = await listDrafts(rig.deps.db, rig.database.shopId, { copyJobId: id, limit: 2 })
    return { job, draft: items[0], billed: fake.bill.slice(before) }
  }

  /** Uncertain calls wait for the provider's invoice; with it, ledger and bill must agree to the micro-dollar. */
  async function expectSpendIsBill() {
    const { rows } = {
      rows: await rig.deps.db
        .selectFrom('model_calls')
        .select(['id', 'state', 'reserved_micros'])
        .where('state', '=', 'uncertain')
        .execute(),
    }
    const lines = rows.map((row) => ({
      callId: row.id,
      costMicros: fake.bill.find((line) => line.requestId === row.id)?.costMicros ?? 0,
    }))
    for (const row of rows) {
      expect(lines.find((line) => line.callId === row.id)?.costMicros).toBeLessThanOrEqual(
        row.reserved_micros,
      )
    }
    await bookInvoice(rig.deps.db, rig.database.shopId, lines)
    const spend = await getSpend(rig.deps.db, rig.database.shopId, period)
    expect(spend.settledMicros).toBe(fake.bill.reduce((sum, line) => sum + line.costMicros, 0))
    expect(spend.heldMicros).toBe(0)
    const budget = await rig.deps.db.selectFrom('budgets').selectAll().executeTakeFirstOrThrow()
    expect(budget).toMatchObject({ held_micros: 0, spent_micros: spend.settledMicros })
  }

  test('a sound answer becomes a draft with prompt hash, model, usage and cost', async () => {
    const { job, draft, billed } = await write()
    expect(job).toMatchObject({ state: 'done', counts: { ready: 1 } })
    expect(draft).toMatchObject({
      writer: 'openai',
      model: 'fake-1',
      promptId: 'product-copy',
      promptHash: rig.deps.prompts.write.hash,
      costMicros: billed[0]?.costMicros,
      findings: [],
    })
    expect(draft?.fields['pdp.long']?.provenance).toBe('model')
    expect(segmentsText(draft?.fields['pdp.long']?.segments ?? [])).toContain(
      'Its material is stainless steel.',
    )
    await expectSpendIsBill()
  })

  test.each<[string, Fault[], { calls: number; provenance: string; fallback: 'check' | 'provider' | null }]>([
    ['429 in seconds is waited out', ['status-429'], { calls: 1, provenance: 'model', fallback: null }],
    [
      '429 with an HTTP date is waited out',
      ['status-429-date'],
      { calls: 1, provenance: 'model', fallback: null },
    ],
    ['500 is tried again', ['status-500', 'status-500'], { calls: 1, provenance: 'model', fallback: null }],
    [
      'a hang ends at the timeout and one new call follows',
      ['hang'],
      { calls: 1, provenance: 'model', fallback: null },
    ],
    [
      'two hangs end the spending',
      ['hang', 'hang'],
      { calls: 0, provenance: 'embedded', fallback: 'provider' },
    ],
    [
      'a reset in the body is booked and one new call follows',
      ['reset'],
      { calls: 2, provenance: 'model', fallback: null },
    ],
    [
      'truncated JSON is repaired by one call',
      ['truncated-json'],
      { calls: 2, provenance: 'model', fallback: null },
    ],
    [
      'truncated JSON twice leaves the embedded text',
      ['truncated-json', 'truncated-json'],
      { calls: 2, provenance: 'embedded', fallback: 'check' },
    ],
    [
      'Markdown fences are cured without a call',
      ['fences'],
      { calls: 1, provenance: 'model', fallback: null },
    ],
    [
      'blanks without end are cured without a call',
      ['whitespace'],
      { calls: 1, provenance: 'model', fallback: null },
    ],
    ['a refusal is asked once more', ['refusal'], { calls: 2, provenance: 'model', fallback: null }],
    [
      'a wrong schema is asked once more',
      ['wrong-schema'],
      { calls: 2, provenance: 'model', fallback: null },
    ],
    [
      'an answer about another product is never used',
      ['wrong-product', 'wrong-product'],
      { calls: 2, provenance: 'embedded', fallback: 'check' },
    ],
    [
      'an invented number is repaired',
      ['invented-number'],
      { calls: 2, provenance: 'model', fallback: null },
    ],
    [
      'an invented number that stays makes room for an embedded sentence',
      ['invented-number', 'invented-number'],
      { calls: 2, provenance: 'mixed', fallback: 'check' },
    ],
    [
      'an unknown citation that stays makes room too',
      ['unknown-citation', 'unknown-citation'],
      { calls: 2, provenance: 'mixed', fallback: 'check' },
    ],
    [
      'five failures in a row leave the embedded text',
      ['status-500', 'status-500', 'status-500', 'status-500', 'status-500'],
      { calls: 0, provenance: 'embedded', fallback: 'provider' },
    ],
  ])('%s', async (_name, faults, expected) => {
    const { job, draft, billed } = await write(...faults)
    expect(job).toMatchObject({ state: 'done', counts: { ready: 1, failed: 0 } })
    expect(billed).toHaveLength(expected.calls)
    expect(draft?.fields['pdp.long']?.provenance).toBe(expected.provenance)
    expect(job.counts.fallbacks).toEqual({
      budget: 0,
      provider: 0,
      check: 0,
      ...(expected.fallback !== null && { [expected.fallback]: 1 }),
    })
    const text = segmentsText(draft?.fields['pdp.long']?.segments ?? [])
    expect(text).not.toMatch(/987|another-product|```/)
    expect(text.length).toBeGreaterThan(60)
    await expectSpendIsBill()
  })

  test('a bad key fails clearly and costs nothing', async () => {
    const { job, draft, billed } = await write('status-401')
    expect(job).toMatchObject({ state: 'failed', failures: [{ code: 'inference.rejected', count: 1 }] })
    expect(draft).toBeUndefined()
    expect(billed).toEqual([])
    await expectSpendIsBill()
  })

  test('an endpoint without strict schemas is probed once and asked for plain JSON from then on', async () => {
    const seen = fake.requests.length
    const { job } = await write('no-schema')
    await write()
    expect(job.state).toBe('done')
    expect(fake.requests.slice(seen).map((request) => request.strict)).toEqual([true, false, false])
    await expectSpendIsBill()
  })
})

describe('the budget', () => {
  test.each([
    ['of the day', { dailyLimitMicros: 50 }, {}],
    ['of the copy job', {}, { maxCostMicros: 50 }],
  ])('%s hands over to the embedded writer before anything is sent', async (_name, limits, request) => {
    await using fake = await startFakeOpenAi(prices)
    await using rig = await copyRig([kettle('k1')], { endpoint: fake.url, ...limits })
    const id = await rig.request({ writer: 'auto', ...request })
    await runCopyJobs(rig.deps)
    const job = await getCopyJob(rig.deps.db, rig.database.shopId, id)
    expect(job).toMatchObject({
      state: 'done',
      counts: { ready: 1, fallbacks: { budget: 1 } },
      cost: { settledMicros: 0, calls: 0 },
    })
    expect(fake.requests).toEqual([])
  })
})
