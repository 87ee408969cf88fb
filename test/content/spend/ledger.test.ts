import { describe, expect, test } from 'vitest'
import {
  insertReservation,
  markReceived,
  markSent,
  moveToReleased,
  moveToSettled,
  moveToUncertain,
} from '../../../src/content/spend/ledger-queries.ts'
import { reconcileCalls } from '../../../src/content/spend/ledger.ts'
import { copyRig, kettle } from '../copy-rig.ts'

const day = '2026-03-01'

async function ledgerRig(dailyLimitMicros: number, maxCostMicros: number | null = null) {
  const rig = await copyRig([kettle('k1')])
  const copyJobId = await rig.request({})
  const { db } = rig.deps
  const { shopId } = rig.database
  const reserve = (id: string, reservedMicros: number) =>
    insertReservation(db, {
      id,
      shopId,
      jobId: copyJobId,
      copyJobId,
      maxCostMicros,
      day,
      purpose: 'write',
      provider: 'openai',
      model: 'm',
      requestHash: id,
      reservedMicros,
      dailyLimitMicros,
    })
  const budget = () => db.selectFrom('budgets').selectAll().executeTakeFirst()
  return {
    rig,
    db,
    shopId,
    copyJobId,
    reserve,
    budget,
    [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose](),
  }
}

describe('the ledger', () => {
  test('200 parallel reservers never overshoot the daily cap', async () => {
    await using ledger = await ledgerRig(10_000)
    const held = await Promise.all(
      Array.from({ length: 200 }, (_unused, index) => ledger.reserve(`c${String(index)}`, 130)),
    )
    expect(held.filter(Boolean)).toHaveLength(Math.floor(10_000 / 130))
    expect(await ledger.budget()).toMatchObject({
      held_micros: 76 * 130,
      spent_micros: 0,
      limit_micros: 10_000,
    })
  })

  test('200 parallel reservers never overshoot the cap of their copy job', async () => {
    await using ledger = await ledgerRig(1_000_000, 1_000)
    const held = await Promise.all(
      Array.from({ length: 200 }, (_unused, index) => ledger.reserve(`c${String(index)}`, 130)),
    )
    expect(held.filter(Boolean)).toHaveLength(7)
  })

  test('a call larger than the whole cap is refused on a day without any', async () => {
    await using ledger = await ledgerRig(100)
    expect(await ledger.reserve('c1', 101)).toBe(false)
    expect(await ledger.budget()).toBeUndefined()
  })

  test('settling replaces the hold by the cost, once', async () => {
    await using ledger = await ledgerRig(10_000)
    await ledger.reserve('c1', 500)
    await markSent(ledger.db, ledger.shopId, 'c1')
    await markReceived(ledger.db, ledger.shopId, 'c1', {
      raw: new Uint8Array([123]),
      usage: { inputTokens: 1, outputTokens: 1 },
      costMicros: 40,
    })
    await moveToSettled(ledger.db, ledger.shopId, 'c1')
    await moveToSettled(ledger.db, ledger.shopId, 'c1')
    expect(await ledger.budget()).toMatchObject({ held_micros: 0, spent_micros: 40 })
  })

  test('a released hold can be reserved again, an uncertain one cannot', async () => {
    await using ledger = await ledgerRig(500)
    expect(await ledger.reserve('c1', 500)).toBe(true)
    await moveToReleased(ledger.db, ledger.shopId, 'c1', 'refused')
    expect(await ledger.reserve('c2', 500)).toBe(true)
    await markSent(ledger.db, ledger.shopId, 'c2')
    await moveToUncertain(ledger.db, ledger.shopId, 'c2', 'hang')
    expect(await ledger.reserve('c3', 1)).toBe(false)
  })

  test('a provider that bills above its worst case is booked truly and stops further spending', async () => {
    await using ledger = await ledgerRig(500)
    await ledger.reserve('c1', 500)
    await markSent(ledger.db, ledger.shopId, 'c1')
    await markReceived(ledger.db, ledger.shopId, 'c1', {
      raw: new Uint8Array(),
      usage: { inputTokens: 1, outputTokens: 1 },
      costMicros: 900,
    })
    await moveToSettled(ledger.db, ledger.shopId, 'c1')
    expect(await ledger.budget()).toMatchObject({ spent_micros: 900, held_micros: 0 })
    expect(await ledger.reserve('c2', 1)).toBe(false)
  })

  test('after a kill: reserved is released, sent is uncertain, received is parsed again without a call', async () => {
    await using ledger = await ledgerRig(10_000)
    for (const id of ['c1', 'c2', 'c3']) await ledger.reserve(id, 100)
    await markSent(ledger.db, ledger.shopId, 'c2')
    await markSent(ledger.db, ledger.shopId, 'c3')
    await markReceived(ledger.db, ledger.shopId, 'c3', {
      raw: new TextEncoder().encode('{}'),
      usage: { inputTokens: 8, outputTokens: 4 },
      costMicros: 10,
    })
    const prior = await reconcileCalls(ledger.db, { shopId: ledger.shopId, jobId: ledger.copyJobId })
    expect([...prior.answers.keys()]).toEqual(['c3'])
    expect(prior.uncertain).toBe(1)
    const states = await ledger.db.selectFrom('model_calls').select(['id', 'state']).orderBy('id').execute()
    expect(states).toEqual([
      { id: 'c1', state: 'released' },
      { id: 'c2', state: 'uncertain' },
      { id: 'c3', state: 'settled' },
    ])
    expect(await ledger.budget()).toMatchObject({ held_micros: 100, spent_micros: 10 })
  })
})
