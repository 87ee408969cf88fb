import { expect, test } from 'vitest'
import { createChance } from '../../../../src/chance.ts'
import { systemClock } from '../../../../src/clock.ts'
import { createRule } from '../../../../src/recommendations/merchandising/manage-rules.ts'
import {
  comparePrice,
  measurePrice,
} from '../../../../src/recommendations/merchandising/price/measure-price.ts'
import type { ArmSums } from '../../../../src/recommendations/merchandising/price/price-queries.ts'
import { newRuleSchema } from '../../../../src/recommendations/merchandising/stored-rule.ts'
import { upsertProducts } from '../../../../src/catalog/imports/upsert-queries.ts'
import { productRow } from '../../../../src/catalog/stored-product.ts'
import { product } from '../../../catalog/product-examples.ts'
import { testDatabase, type TestDatabase } from '../../../support/database.ts'
import { describeOnRealServers } from '../../../support/servers.ts'

/** Visitors differ in how often they come and in how readily they click: slates of one visitor hang together. */
function simulate(
  seed: number,
  { visitors, share, lift }: { visitors: number; share: number; lift: number },
) {
  const chance = createChance(seed)
  const outcomes = Array.from({ length: visitors }, () => {
    const treated = chance() >= share
    const readiness = 0.3 * chance() + (treated ? lift : 0)
    const slates = 1 + Math.floor(8 * chance() * chance())
    let clicks = 0
    for (let slate = 0; slate < slates; slate += 1) if (chance() < readiness) clicks += 1
    const bought = Array.from({ length: clicks }, () => chance()).filter((draw) => draw < 0.2).length
    return { treated, slates, clicks, revenue: bought * 2_000, margin: bought * 600, bought }
  })
  return [true, false].map((side): ArmSums => {
    const own = outcomes.filter(({ treated }) => treated === side)
    type Outcome = (typeof own)[number]
    const sum = (of: (one: Outcome) => number) => own.reduce((total, one) => total + of(one), 0)
    return {
      ...{
        treated: side,
        visitors: own.length,
        slates: sum((one) => one.slates),
        clicks: sum((one) => one.clicks),
      },
      ...{ revenue: sum((one) => one.revenue), margin: sum((one) => one.margin) },
      slateSquares: sum((one) => one.slates ** 2),
      clickSquares: sum((one) => one.clicks ** 2),
      revenueSquares: sum((one) => one.revenue ** 2),
      marginSquares: sum((one) => one.margin ** 2),
      slateClicks: sum((one) => one.slates * one.clicks),
      slateRevenue: sum((one) => one.slates * one.revenue),
      slateMargin: sum((one) => one.slates * one.margin),
      ...{ priced: sum((one) => one.bought), uncosted: 0, unpriced: 0 },
    }
  })
}

test('a known effect is recovered, and the 95 % interval covers it about 95 times in 100', () => {
  const truth = 0.05
  let covered = 0
  let sum = 0
  const runs = 400
  for (let seed = 1; seed <= runs; seed += 1) {
    const { clicks } = comparePrice(simulate(seed, { visitors: 4_000, share: 0.05, lift: truth }))
    if (clicks === null) continue
    sum += clicks.value
    if (clicks.lo <= truth * 1_000 && truth * 1_000 <= clicks.hi) covered += 1
  }
  expect(Math.abs(sum / runs - truth * 1_000)).toBeLessThan(2)
  expect(covered / runs).toBeGreaterThan(0.92)
  expect(covered / runs).toBeLessThan(0.98)
})

test('no interval is claimed for a handful of visitors', () => {
  const price = comparePrice(simulate(1, { visitors: 200, share: 0.05, lift: 0 }))
  expect(price).toMatchObject({ outcome: 'not-enough-data', clicks: null, revenueMinor: null })
  expect(price.with.slates).toBeGreaterThan(0)
})

test('margin is claimed only when the costs of nearly all purchases are known, and says why when it is not', () => {
  const sums = simulate(3, { visitors: 4_000, share: 0.5, lift: 0.05 })
  const known = comparePrice(sums)
  expect(known.marginUnknown).toBeNull()
  // Every sale is 2,000 of which 600 are left.
  expect(known.marginMinor?.value).toBeCloseTo((known.revenueMinor?.value ?? NaN) * 0.3)
  expect(known.marginMinor?.lo).toBeCloseTo((known.revenueMinor?.lo ?? NaN) * 0.3)
  const costed = (share: number) =>
    comparePrice(sums.map((side) => ({ ...side, uncosted: Math.round(side.priced * (1 - share)) })))
  expect(costed(0.96).marginUnknown).toBeNull()
  const missing = { marginMinor: null, with: { marginMinor: null } }
  expect(costed(0.9)).toMatchObject({ marginUnknown: 'costs-incomplete', ...missing })
  expect(costed(0)).toMatchObject({ marginUnknown: 'costs-unknown', ...missing, outcome: 'measured' })
  expect(comparePrice([])).toMatchObject({ marginUnknown: 'no-purchases', ...missing })
})

async function countsWhatVisitorsDid(database: TestDatabase): Promise<void> {
  const { db, shopId } = database
  const rule = newRuleSchema.parse({ name: 'b', action: 'boost', filter: { all: [] }, state: 'enabled' })
  const announce = () => Promise.resolve()
  const { id, number } = await db
    .transaction()
    .execute((trx) => createRule(trx, { clock: systemClock, announce }, { shopId, by: 'key_1', rule }))
  const arms = [`7+,${String(number)}+`, `${String(number)}-`, `1${String(number)}+`]
  const at = new Date(Date.now() + 1_000)
  const event = (
    type: string,
    slate: string,
    arm: number,
    visitor: string | null,
    rest: {
      product?: string
      variant?: string
      quantity?: number
      price_minor?: number
      currency?: string
    } = {},
  ) => ({
    ...{
      shop_id: shopId,
      at,
      event_id: `${type}-${slate}-${String(eventCount++)}`,
      type,
      slate,
      product: 'p',
    },
    ...{ arm: arms[arm] ?? null, visitor, session: visitor ?? 'visit', consent: 'session', ...rest },
  })
  let eventCount = 0
  const lamp = product({
    id: 'p',
    variants: ['small', 'large'].map((variant, at) => ({
      ...{
        id: variant,
        title: null,
        options: {},
        attributes: {},
        priceMinor: 500,
        compareAtPriceMinor: null,
      },
      ...{ costMinor: 200 + 100 * at, stockUnits: null, gtin: null, mpn: null },
    })),
  })
  await upsertProducts(db, shopId, [productRow(lamp)])
  await db
    .insertInto('events')
    .values([
      event('impression', 's1', 0, 'ada'),
      event('impression', 's1', 0, 'ada', { product: 'q' }),
      event('click', 's1', 0, 'ada'),
      event('click', 's1', 0, 'ada'),
      event('purchase', 's1', 0, 'ada', { quantity: 2, price_minor: 500, currency: 'EUR', variant: 'large' }),
      event('purchase', 's1', 0, 'ada', { quantity: 1, price_minor: 500, currency: 'USD' }),
      event('impression', 's2', 0, null),
      event('click', 's3', 0, 'nobody saw it'),
      event('impression', 's4', 1, 'bob'),
      event('purchase', 's4', 1, 'bob', { quantity: 1, price_minor: 450, currency: 'EUR', variant: 'small' }),
      event('impression', 's5', 2, 'eve'),
    ])
    .execute()
  const price = () => measurePrice(db, shopId, id)
  expect(await price()).toMatchObject({
    ...{ sampled: 1, marginUnknown: null, uncostedPurchases: 0 },
    outcome: 'not-enough-data',
    with: {
      visitors: 2,
      slates: 2,
      clicks: 1,
      revenueMinor: 1_000,
      marginMinor: 400,
      clicksPerThousand: 500,
    },
    without: { visitors: 1, slates: 1, clicks: 0, marginMinor: 250 },
    unpricedPurchases: 1,
  })
  // Which variant it was is not told, and they cost differently.
  await db
    .insertInto('events')
    .values([event('purchase', 's4', 1, 'bob', { quantity: 1, price_minor: 450, currency: 'EUR' })])
    .execute()
  expect(await price()).toMatchObject({ marginUnknown: 'costs-incomplete', uncostedPurchases: 1 })
}

test('slates that were seen, clicks once per product and money with the token are counted by arm', async () => {
  await using database = await testDatabase()
  await countsWhatVisitorsDid(database)
})

describeOnRealServers('on PostgreSQL', (scratch) => {
  test('the same is counted', async () => {
    await using database = await testDatabase(scratch.databaseUrl)
    await countsWhatVisitorsDid(database)
  })
})
