import { describe, expect, test } from 'vitest'
import { fixedClock } from '../../../src/clock.ts'
import type { Db } from '../../../src/database/schema.ts'
import { eraseVisitorEvents } from '../../../src/events/erasure/erase-visitor.ts'
import { openEvents } from '../../../src/events/open-events.ts'
import { closeVisits, planCloseVisits } from '../../../src/events/visits/close-visits.ts'
import { tombstoneOf } from '../../../src/events/visit-key.ts'
import { addShop, testDatabase, type TestDatabase } from '../../support/database.ts'
import { describeOnRealServers } from '../../support/servers.ts'

const never = new AbortController().signal
const quiet = { announce: () => Promise.resolve() }

function onDatabase(open: () => Promise<TestDatabase>): void {
  const start = async () => {
    const database = await open()
    const clock = fixedClock('2026-11-20T12:00:00Z')
    const events = openEvents({
      db: database.db,
      clock,
      feed: { subscribe: () => () => undefined, isCurrent: () => false },
      readToken: () => undefined,
      retentionMonths: 13,
      ...quiet,
    })
    const send = (shopId: string, list: readonly object[]) =>
      events.ingest({ shopId, body: { events: list }, history: false })
    const close = (shopId: string) => closeVisits({ db: database.db, clock, ...quiet }, shopId, never)
    return { opened: database, shopId: database.shopId, clock, send, close }
  }

  test('the same events in any order of arrival give the same visits', async () => {
    const { opened, clock, send, close } = await start()
    await using database = opened
    const list = manyEvents()
    const shops = await Promise.all([0, 1, 2].map(() => addShop(database)))
    for (const [round, shopId] of shops.entries()) {
      const order = shuffled(list, round)
      for (let from = 0; from < order.length; from += 7) await send(shopId, order.slice(from, from + 7))
    }
    clock.advance(40 * 60_000)
    for (const shopId of shops) await close(shopId)
    const [first, ...others] = await Promise.all(shops.map((shopId) => visitsOf(database.db, shopId)))
    expect(first?.length).toBeGreaterThan(10)
    for (const other of others) expect(other).toEqual(first)
    expect(first?.map(({ seq }) => seq)).toEqual(first?.map((_visit, index) => index + 1))
  })

  test('a visit ends after 30 idle minutes; repeats in a row count once, and only views are items', async () => {
    const { opened, clock, shopId, send, close } = await start()
    await using database = opened
    const at = (minute: number) =>
      new Date(Date.parse('2026-11-20T10:00:00Z') + minute * 60_000).toISOString()
    const view = (minute: number, product: string) => ({
      type: 'view',
      consent: 'session',
      session: 's',
      product,
      at: at(minute),
      event_id: `e${String(minute)}${product}`,
    })
    await send(shopId, [
      view(0, 'a'),
      view(1, 'a'),
      view(29, 'b'),
      view(59, 'a'),
      view(90, 'c'),
      { type: 'search', consent: 'session', session: 'q', query: 'tea', at: at(0) },
    ])
    await close(shopId)
    expect(await visitsOf(database.db, shopId)).toEqual([])
    clock.advance(3 * 60_000)
    await close(shopId)
    expect(await visitsOf(database.db, shopId)).toMatchObject([
      { seq: 1, items: ['a', 'b', 'a'], ended_at: new Date(at(59)) },
      { seq: 2, items: ['c'] },
    ])
    // Closed visits never change: an event that would have joined one is kept and not learnt from.
    clock.advance(2 * 3_600_000)
    expect(await send(shopId, [view(100, 'd'), view(140, 'e')])).toMatchObject({ accepted: 2 })
    clock.advance(3 * 3_600_000)
    await close(shopId)
    expect((await visitsOf(database.db, shopId)).map(({ items }) => items)).toEqual([
      ['a', 'b', 'a'],
      ['c'],
      ['e'],
    ])
  })

  test('a visitor enters with at most 50 visits a day, and 200 products a visit', async () => {
    const { opened, clock, shopId, send, close } = await start()
    await using database = opened
    const list = Array.from({ length: 80 }, (_, index) => ({
      type: 'view',
      consent: 'pseudonymous',
      visitor: 'bot',
      session: `s${String(index)}`,
      product: 'p',
      at: '2026-11-20T09:00:00Z',
    }))
    const long = Array.from({ length: 300 }, (_, index) => ({
      type: 'view',
      consent: 'session',
      session: 'long',
      product: `p${String(index)}`,
      at: new Date(Date.parse('2026-11-20T09:00:00Z') + index * 1_000).toISOString(),
    }))
    await send(shopId, list)
    await send(shopId, long)
    clock.advance(3 * 60_000)
    await close(shopId)
    const visits = await visitsOf(database.db, shopId)
    expect(visits.filter(({ visitor }) => visitor === 'bot')).toHaveLength(50)
    expect(visits.find(({ visitor }) => visitor === null)?.items).toEqual(
      long.slice(100).map(({ product }) => product),
    )
  })

  test('an erased visitor leaves no event, visit or key; the log says which visits went, and nothing comes back', async () => {
    const { opened, clock, shopId, send, close } = await start()
    await using database = opened
    const { db } = database
    const at = '2026-11-20T11:00:00Z'
    const of = (visitor: string, session: string, product: string) => ({
      type: 'view',
      consent: 'pseudonymous',
      visitor,
      session,
      product,
      at,
      event_id: `${session}${product}`,
    })
    const list = [of('v1', 's1', 'a'), of('v2', 's2', 'b'), of('v1', 's3', 'c')]
    await send(shopId, list)
    clock.advance(60 * 60_000)
    await close(shopId)
    await send(shopId, [of('v1', 's4', 'd')])
    const erased = await db.transaction().execute((trx) => eraseVisitorEvents(trx, clock, shopId, 'v1'))
    expect(erased.events).toBe(3)
    expect(erased.seq).toBe(4)
    expect(erased.visits.flatMap(({ items }) => items).sort()).toEqual(['a', 'c'])
    const rest = async (table: 'events' | 'visits' | 'event_keys' | 'open_visits') =>
      (await db.selectFrom(table).select('shop_id').where('shop_id', '=', shopId).execute()).length
    expect([
      await rest('events'),
      await rest('visits'),
      await rest('event_keys'),
      await rest('open_visits'),
    ]).toEqual([1, 1, 1, 0])
    expect(
      await db
        .selectFrom('visit_erasures')
        .select(['seq', 'visit_seq'])
        .where('shop_id', '=', shopId)
        .orderBy('visit_seq')
        .execute(),
    ).toEqual(erased.visits.map(({ seq }) => ({ seq: 4, visit_seq: seq })))
    expect(await send(shopId, list)).toMatchObject({ accepted: 0, duplicates: 1, not_stored: 2 })
  })

  test('an event that was under way while its visitor was erased goes before it could be learnt from', async () => {
    const { opened, clock, shopId, send, close } = await start()
    await using database = opened
    await send(shopId, [{ type: 'view', consent: 'known', visitor: 'v', session: 's', product: 'a' }])
    await database.db
      .insertInto('erased_visitors')
      .values({ shop_id: shopId, visitor: tombstoneOf('v') })
      .execute()
    clock.advance(60 * 60_000)
    await close(shopId)
    expect(await visitsOf(database.db, shopId)).toEqual([])
    expect(
      await database.db.selectFrom('events').selectAll().where('shop_id', '=', shopId).execute(),
    ).toEqual([])
  })

  test('a shop has at most one open job that closes visits', async () => {
    const { opened, clock, shopId, send } = await start()
    await using database = opened
    await send(shopId, [{ type: 'view', consent: 'session', session: 's', product: 'a' }])
    const jobs = () => database.db.selectFrom('jobs').select('id').where('shop_id', '=', shopId).execute()
    await planCloseVisits({ db: database.db, clock })
    expect(await jobs()).toHaveLength(0)
    clock.advance(60 * 60_000)
    await planCloseVisits({ db: database.db, clock })
    await planCloseVisits({ db: database.db, clock })
    expect(await jobs()).toHaveLength(1)
  })
}

describe('visits', () => {
  onDatabase(() => testDatabase())
})
describeOnRealServers('visits', (scratch) => {
  onDatabase(() => testDatabase(scratch.databaseUrl))
})

/** Sessions with gaps around the idle limit, equal times, and visitors at every level. */
function manyEvents(): object[] {
  const start = Date.parse('2026-11-18T06:00:00Z')
  return Array.from({ length: 140 }, (_, index) => {
    const minutes = (index * 37) % 3_000
    return {
      type: index % 5 === 0 ? 'click' : 'view',
      event_id: `e${String(index)}`,
      consent: index % 3 === 0 ? 'session' : 'known',
      session: `s${String(index % 6)}`,
      visitor: `v${String(index % 6)}`,
      product: `p${String(index % 11)}`,
      at: new Date(start + minutes * 60_000).toISOString(),
    }
  })
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  return list
    .map((item, index) => ({
      item,
      rank: seed === 0 ? index : ((index + 1) * (7_919 + seed * 104_729)) % 10_007,
    }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

function visitsOf(db: Db, shopId: string) {
  return db
    .selectFrom('visits')
    .select(['seq', 'session', 'visitor', 'started_at', 'ended_at', 'items'])
    .where('shop_id', '=', shopId)
    .orderBy('seq')
    .execute()
}
