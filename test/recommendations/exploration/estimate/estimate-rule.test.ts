import { expect, test } from 'vitest'
import { createChance } from '../../../../src/chance.ts'
import { fixedClock } from '../../../../src/clock.ts'
import {
  estimateRequestSchema,
  estimateRule,
} from '../../../../src/recommendations/exploration/estimate/estimate-rule.ts'
import { recommendationRequestSchema } from '../../../../src/recommendations/recommendation.ts'
import { addShop, testDatabase, type TestDatabase } from '../../../support/database.ts'
import { describeOnRealServers } from '../../../support/servers.ts'
import { fakeMirror, fakeMirrors } from '../../serving/fake-mirror.ts'

const clock = fixedClock('2026-03-01T10:00:00Z')
const products = Array.from({ length: 14 }, (_, at) => ({
  id: `p${String(at)}`,
  brand: at === 4 ? 'Lumen' : at === 12 ? 'Tula' : 'Corvane',
}))
/** Ten candidates, the plain choice first; p4 is clicked far more often than it. */
const candidates = products.slice(0, 10).map(({ id }, at) => [id, 1 - at / 100, 0.1] as const)
const clickRates = new Map([
  ['p0', 0.2],
  ['p4', 0.5],
])

/** Slates of the last days with one explored slot each; visitors see several. */
async function explore({ db, shopId }: TestDatabase, slates: number): Promise<void> {
  const chance = createChance(11)
  const request = recommendationRequestSchema.parse({ placement: 'home', consent: 'pseudonymous' })
  const asked = JSON.stringify({ request, viewed: [], cart: [] })
  const at = new Date('2026-02-25T10:00:00Z')
  const rows = Array.from({ length: slates }, (_, number) => {
    const shown = `p${String(Math.floor(10 * chance()))}`
    const isClicked = chance() < (clickRates.get(shown) ?? 0.02)
    return { id: `slate_${String(number)}`, visitor: `v${String(number % 700)}`, shown, isClicked }
  })
  for (let from = 0; from < slates; from += 1_000) {
    const part = rows.slice(from, from + 1_000)
    await db
      .insertInto('slates')
      .values(
        part.map(({ id, visitor, shown }) => ({
          ...{ shop_id: shopId, id, visitor, at, placement: 'home', epoch: 0, counted_seq: 0, rules: [] },
          ...{ asked, items: '[]', explored: JSON.stringify({ position: 3, shown, candidates }) },
        })),
      )
      .execute()
    const event = (type: string, product: string, slate: string, visitor: string) => ({
      ...{ shop_id: shopId, at, event_id: `${type}-${slate}`, type, slate, product, visitor },
      ...{ session: visitor, consent: 'pseudonymous' },
    })
    await db
      .insertInto('events')
      .values(
        part.flatMap(({ id, visitor, shown, isClicked }) => [
          event('impression', shown, id, visitor),
          ...(isClicked ? [event('click', shown, id, visitor)] : []),
        ]),
      )
      .execute()
  }
  // Nobody saw these, so nobody could have clicked them.
  await db
    .insertInto('slates')
    .values({
      ...{ shop_id: shopId, id: 'unseen', visitor: 'v', at, placement: 'home', epoch: 0, counted_seq: 0 },
      ...{ rules: [], asked, items: '[]' },
      explored: JSON.stringify({ position: 3, shown: 'p4', candidates }),
    })
    .execute()
}

function estimate({ db }: TestDatabase, shopId: string, rule: object, days = 30) {
  const mirrors = fakeMirrors(fakeMirror(products, shopId))
  const request = estimateRequestSchema.parse({ rule: { name: 'try', ...rule }, days })
  return estimateRule({ db, clock, mirrors }, { shopId, ...request })
}

async function findsTheEffect(database: TestDatabase): Promise<void> {
  const { shopId } = database
  const boost = { action: 'boost', filter: { brand: { in: ['Lumen'] } }, factor: 3 }
  expect(await estimate(database, shopId, boost)).toMatchObject({ outcome: 'nothing-explored', clicks: null })
  await explore(database, 2_500)

  const found = await estimate(database, shopId, boost)
  expect(found).toMatchObject({
    outcome: 'estimated',
    explored: 2_500,
    matched: 2_500,
    changed: 2_500,
    cut: 0,
  })
  // p4 instead of p0: 500 and not 200 clicks per 1,000.
  expect(found.clicks?.lo).toBeLessThan(300)
  expect(found.clicks?.hi).toBeGreaterThan(300)
  expect(found.clicks?.lo).toBeGreaterThan(0)
  expect(found.with.effective).toBeCloseTo(found.with.slates)

  const nothing = { outcome: 'changes-nothing', clicks: null, changed: 0 }
  const elsewhere = { ...boost, placements: ['cart'] }
  expect(await estimate(database, shopId, elsewhere)).toMatchObject({ ...nothing, matched: 0 })
  expect(await estimate(database, shopId, { ...boost, factor: 1.01 })).toMatchObject({
    ...nothing,
    matched: 2_500,
  })
  const outside = { action: 'pin', filter: { brand: { in: ['Tula'] } } }
  expect(await estimate(database, shopId, outside)).toMatchObject({
    ...{ outcome: 'not-enough-data', clicks: null, changed: 2_500, outside: 2_500 },
    with: { slates: 0, clicksPerThousand: null },
  })
  expect(await estimate(database, shopId, boost, 2)).toMatchObject({ outcome: 'nothing-explored' })
  expect(await estimate(database, await addShop(database), boost)).toMatchObject({ explored: 0 })
}

test('a known effect is found before the rule is shown to anybody, and nothing is claimed beyond the data', async () => {
  await using database = await testDatabase()
  await findsTheEffect(database)
})

test('a few slates are not enough for an interval', async () => {
  await using database = await testDatabase()
  await explore(database, 150)
  const boost = { action: 'boost', filter: { brand: { in: ['Lumen'] } }, factor: 3 }
  const found = await estimate(database, database.shopId, boost)
  expect(found).toMatchObject({ outcome: 'not-enough-data', changed: 150, clicks: null })
  expect(found.with.slates).toBeGreaterThan(0)
})

describeOnRealServers('on PostgreSQL', (scratch) => {
  test('the same is found', async () => {
    await using database = await testDatabase(scratch.databaseUrl)
    await findsTheEffect(database)
  })
})
