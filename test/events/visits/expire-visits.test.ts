import { expect, test } from 'vitest'
import { fixedClock } from '../../../src/clock.ts'
import type { Change } from '../../../src/database/changes/change-feed.ts'
import { expireVisits } from '../../../src/events/visits/expire-visits.ts'
import { addShop, testDatabase, type TestDatabase } from '../../support/database.ts'
import { describeOnRealServers } from '../../support/servers.ts'

async function expiresByMonth(database: TestDatabase): Promise<void> {
  const { db, shopId } = database
  const clock = fixedClock('2026-11-20T12:00:00Z')
  const announced: Change[] = []
  const deps = {
    ...{ db, clock },
    announce: (_trx: unknown, change: Change) => {
      announced.push(change)
      return Promise.resolve()
    },
  }
  const other = await addShop(database)
  const store = async (shop: string, ends: readonly string[]) => {
    const rows = ends.map((end, at) => ({ session: `s${String(at)}`, end: new Date(end), seq: at + 1 }))
    const values = rows.map(({ session, end, seq }) => ({
      ...{ shop_id: shop, seq, session, visitor: null, started_at: end, ended_at: end, items: ['a'] },
    }))
    await db.insertInto('visits').values(values).execute()
    await db.insertInto('visit_logs').values({ shop_id: shop, last_seq: ends.length }).execute()
  }
  // Thirteen full months beside November 2026 begin with October 2025.
  await store(shopId, [
    '2026-11-01T00:00:00Z',
    '2025-09-30T23:59:59Z',
    '2025-10-01T00:00:00Z',
    '2024-01-01T00:00:00Z',
  ])
  await store(other, ['2026-11-19T00:00:00Z'])
  const left = async (shop: string) =>
    (await db.selectFrom('visits').select('seq').where('shop_id', '=', shop).orderBy('seq').execute()).map(
      ({ seq }) => seq,
    )
  const lastOf = (shop: string) =>
    db.selectFrom('visit_logs').select('last_seq').where('shop_id', '=', shop).executeTakeFirstOrThrow()

  expect(await expireVisits(deps, 0)).toEqual([])
  expect(await left(shopId)).toEqual([1, 2, 3, 4])
  expect(await expireVisits(deps, 13)).toEqual([shopId])
  expect(await left(shopId)).toEqual([1, 3])
  expect(await left(other)).toEqual([1])
  expect(announced).toEqual([{ topic: 'model', shopId }])
  expect(await lastOf(shopId)).toEqual({ last_seq: 5 })
  expect(
    await db
      .selectFrom('visit_erasures')
      .select(['shop_id', 'seq', 'visit_seq'])
      .orderBy('visit_seq')
      .execute(),
  ).toEqual([2, 4].map((visit) => ({ shop_id: shopId, seq: 5, visit_seq: visit })))

  expect(await expireVisits(deps, 13)).toEqual([])
  expect(await lastOf(shopId)).toEqual({ last_seq: 5 })
}

test('visits go with the months of their events, by one entry of the log of their shop', async () => {
  await using database = await testDatabase()
  await expiresByMonth(database)
})

describeOnRealServers('expiry of visits', (scratch) => {
  test('on PostgreSQL', async () => {
    await using database = await testDatabase(scratch.databaseUrl)
    await expiresByMonth(database)
  })
})
