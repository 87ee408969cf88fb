import { describe, expect, test } from 'vitest'
import {
  insertReservation,
  markReceived,
  markSent,
  moveToReleased,
  moveToSettled,
  moveToUncertain,
} from '../../../src/content/spend/ledger-queries.ts'
import { bookInvoice } from '../../../src/content/spend/invoice.ts'
import { reconcileCalls } from '../../../src/content/spend/ledger.ts'
import { setLimit } from '../../../src/content/spend/spend.ts'
import { copyRig, kettle } from '../copy-rig.ts'

const day = '2026-03-01'

async function ledgerRig(dailyLimitMicros: number, maxCostMicros: number | null = null) {
  const rig = await copyRig([kettle('k1')])
  const copyJobId = await rig.request({})
  const { db } = rig.deps
  const { shopId } = rig.database
  const reserve = async (id: string, reservedMicros: number) => {
    const held = await insertReservation(db, {
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
    return held.isHeld
  }
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

  test('four fifths of the cap are told of once a day', async () => {
    await using ledger = await ledgerRig(1_000)
    const told: (number | undefined)[] = []
    for (const id of ['c1', 'c2', 'c3', 'c4', 'c5']) {
      const held = await insertReservation(ledger.db, {
        id,
        shopId: ledger.shopId,
        jobId: ledger.copyJobId,
        copyJobId: ledger.copyJobId,
        maxCostMicros: null,
        day,
        purpose: 'write',
        provider: 'openai',
        model: 'm',
        requestHash: id,
        reservedMicros: 200,
        dailyLimitMicros: 1_000,
      })
      told.push(held.isHeld ? held.warning?.usedMicros : -1)
    }
    expect(told).toEqual([undefined, undefined, undefined, 800, undefined])
  })

  test('a cap of the shop’s own goes before the operator’s, from the next call on', async () => {
    await using ledger = await ledgerRig(1_000)
    expect(await ledger.reserve('c1', 400)).toBe(true)
    const now = new Date('2026-03-01T12:00:00Z')
    const limited = await setLimit(ledger.db, ledger.shopId, 500, { now, dailyLimitMicros: 1_000 })
    expect(limited).toMatchObject({ limitMicros: 500, isOwnLimit: true, heldMicros: 400, isWarning: true })
    expect(await ledger.reserve('c2', 200)).toBe(false)
    await setLimit(ledger.db, ledger.shopId, null, { now, dailyLimitMicros: 1_000 })
    expect(await ledger.reserve('c3', 200)).toBe(true)
  })

  test('an invoice settles what was uncertain, once, and names what does not fit', async () => {
    await using ledger = await ledgerRig(10_000)
    for (const id of ['c1', 'c2', 'c3']) await ledger.reserve(id, 100)
    await markSent(ledger.db, ledger.shopId, 'c1')
    await moveToUncertain(ledger.db, ledger.shopId, 'c1', 'hang')
    await markSent(ledger.db, ledger.shopId, 'c2')
    const usage = { inputTokens: 1, outputTokens: 1 }
    await markReceived(ledger.db, ledger.shopId, 'c2', { raw: new Uint8Array(), usage, costMicros: 40 })
    await moveToSettled(ledger.db, ledger.shopId, 'c2')
    const lines = [
      { callId: 'c1', costMicros: 60 },
      { callId: 'c2', costMicros: 45 },
      { callId: 'c9', costMicros: 5 },
      { callId: 'c1', costMicros: 60 },
      { callId: 'c3', costMicros: 5 },
    ]
    const outcome = await bookInvoice(ledger.db, ledger.shopId, lines)
    expect(outcome).toEqual({
      settled: 1,
      matched: 0,
      differing: [{ callId: 'c2', bookedMicros: 40, invoicedMicros: 45 }],
      errors: [
        { path: 'lines.3', message: 'names c1 again, as line 0 does' },
        { path: 'lines.2', message: 'the shop has no call c9' },
        { path: 'lines.4', message: 'c3 is reserved: it cannot have been billed yet' },
      ],
    })
    expect(await bookInvoice(ledger.db, ledger.shopId, lines.slice(0, 1))).toMatchObject({
      settled: 0,
      matched: 1,
    })
    expect(await ledger.budget()).toMatchObject({ spent_micros: 100, held_micros: 100 })
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
