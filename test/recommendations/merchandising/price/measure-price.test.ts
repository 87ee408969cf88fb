import { expect, test } from 'vitest'
import { createChance } from '../../../../src/chance.ts'
import { systemClock } from '../../../../src/clock.ts'
import { createRule } from '../../../../src/recommendations/merchandising/manage-rules.ts'
import {
  comparePrice,
  measurePrice,
} from '../../../../src/recommendations/merchandising/price/measure-price.ts'
import type { VisitorOutcome } from '../../../../src/recommendations/merchandising/price/price-queries.ts'
import { newRuleSchema } from '../../../../src/recommendations/merchandising/stored-rule.ts'
import { testDatabase, type TestDatabase } from '../../../support/database.ts'
import { describeOnRealServers } from '../../../support/servers.ts'

/** Visitors differ in how often they come and in how readily they click: slates of one visitor hang together. */
function simulate(
  seed: number,
  { visitors, share, lift }: { visitors: number; share: number; lift: number },
) {
  const chance = createChance(seed)
  return Array.from({ length: visitors }, (): VisitorOutcome => {
    const treated = chance() >= share
    const readiness = 0.3 * chance() + (treated ? lift : 0)
    const slates = 1 + Math.floor(8 * chance() * chance())
    let clicks = 0
    for (let slate = 0; slate < slates; slate += 1) if (chance() < readiness) clicks += 1
    const bought = Array.from({ length: clicks }, () => chance()).filter((draw) => draw < 0.2).length
    return { treated, slates, clicks, revenue: bought * 2_000, unpriced: 0 }
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
    rest: { product?: string; quantity?: number; price_minor?: number; currency?: string } = {},
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
  await db
    .insertInto('events')
    .values([
      event('impression', 's1', 0, 'ada'),
      event('impression', 's1', 0, 'ada', { product: 'q' }),
      event('click', 's1', 0, 'ada'),
      event('click', 's1', 0, 'ada'),
      event('purchase', 's1', 0, 'ada', { quantity: 2, price_minor: 500, currency: 'EUR' }),
      event('purchase', 's1', 0, 'ada', { quantity: 1, price_minor: 500, currency: 'USD' }),
      event('impression', 's2', 0, null),
      event('click', 's3', 0, 'nobody saw it'),
      event('impression', 's4', 1, 'bob'),
      event('impression', 's5', 2, 'eve'),
    ])
    .execute()
  expect(await measurePrice(db, shopId, id)).toMatchObject({
    outcome: 'not-enough-data',
    with: { visitors: 2, slates: 2, clicks: 1, revenueMinor: 1_000, clicksPerThousand: 500 },
    without: { visitors: 1, slates: 1, clicks: 0 },
    unpricedPurchases: 1,
  })
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
