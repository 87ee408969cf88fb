import { describe, expect, test } from 'vitest'
import { fixedClock } from '../../../src/clock.ts'
import type { Change, ChangeFeed } from '../../../src/database/changes/change-feed.ts'
import type { ConsentLevel } from '../../../src/events/consent.ts'
import { erasureChange, eraseVisitorEvents } from '../../../src/events/erasure/erase-visitor.ts'
import { openEvents } from '../../../src/events/open-events.ts'
import { testDatabase, type TestDatabase } from '../../support/database.ts'
import { describeOnRealServers } from '../../support/servers.ts'

/** A feed that carries changes between the processes of a test, and may be cut off. */
function testFeed() {
  const takers = new Set<(change: Extract<Change, { topic: 'visitors' }>) => void>()
  const state = { current: true }
  const feed: ChangeFeed = {
    subscribe(topic, take) {
      if (topic !== 'visitors') return () => undefined
      const taker = (change: Change) => {
        const narrow: unknown = change
        if (isFor(topic, narrow)) void take(narrow)
      }
      takers.add(taker)
      return () => takers.delete(taker)
    },
    isCurrent: () => state.current,
  }
  const announce = (_trx: unknown, change: Change) => {
    if (state.current && change.topic === 'visitors') for (const take of takers) take(change)
    return Promise.resolve()
  }
  return { feed, announce, state }
}

function isFor<T extends Change['topic']>(
  topic: T,
  change: unknown,
): change is Extract<Change, { topic: T }> {
  return typeof change === 'object' && change !== null && 'topic' in change && change.topic === topic
}

async function start(database: TestDatabase) {
  const clock = fixedClock('2026-11-20T12:00:00Z')
  const wire = testFeed()
  const { db, shopId } = database
  const open = () =>
    openEvents({
      db,
      clock,
      feed: wire.feed,
      announce: wire.announce,
      readToken: () => undefined,
      retentionMonths: 13,
    })
  const [here, there] = [open(), open()]
  const event = (product: string, more: object = {}) => ({
    type: 'view',
    consent: 'known',
    session: 's',
    visitor: 'v',
    product,
    ...more,
  })
  const send = (list: readonly object[], to = here) =>
    to.ingest({ shopId, body: { events: list }, history: false })
  const read = (consent: ConsentLevel, from = here, session = 's') =>
    Promise.resolve(from.histories.of({ shopId, consent, session, visitor: 'v' }))
  return { db, shopId, clock, here, there, event, send, read, ...wire }
}

function onDatabase(open: () => Promise<TestDatabase>): void {
  test('the next request of a visitor sees what was answered, in this process and in others', async () => {
    await using database = await open()
    const { send, read, event, there } = await start(database)
    expect((await read('known')).viewed).toEqual([])
    expect((await read('known', there)).viewed).toEqual([])
    await send([event('a')])
    expect((await read('known')).viewed).toEqual(['a'])
    expect((await read('known', there)).viewed).toEqual(['a'])
    await send([event('b')], there)
    expect((await read('known')).viewed).toEqual(['a', 'b'])
  })

  test('while the feed may have missed something, Postgres answers', async () => {
    await using database = await open()
    const { send, read, event, there, state } = await start(database)
    await read('known')
    state.current = false
    await send([event('a')], there)
    expect((await read('known')).viewed).toEqual(['a'])
  })

  test('each level reads what it grants and nothing more', async () => {
    await using database = await open()
    const { send, read, event } = await start(database)
    const before = '2026-11-18T12:00:00Z'
    await send([
      event('old', { at: before, session: 'former' }),
      event('tea', { at: before, session: 'former', type: 'purchase', quantity: 2 }),
      event('a'),
      event('cup', { type: 'add-to-cart' }),
      event('pot', { type: 'add-to-cart' }),
      event('pot', { type: 'remove' }),
      event('anonymous', { consent: 'session' }),
    ])
    expect(await read('none')).toMatchObject({
      viewed: [],
      cart: [],
      earlier: [],
      bought: [],
      consentUsed: 'none',
    })
    expect(await read('session')).toMatchObject({
      viewed: ['anonymous'],
      cart: [],
      earlier: [],
      bought: [],
      consentUsed: 'session',
    })
    const pseudonymous = await read('pseudonymous')
    expect(pseudonymous).toMatchObject({
      viewed: ['a'],
      cart: ['cup'],
      bought: [],
      consentUsed: 'pseudonymous',
    })
    expect(pseudonymous.earlier.map(({ product }) => product)).toEqual(['old'])
    const known = await read('known')
    expect(known.earlier.map(({ product, weight }) => [product, weight])).toEqual([
      ['old', 1],
      ['tea', 5],
    ])
    expect(known.bought).toEqual([
      { product: 'tea', quantity: 2, timesSeconds: [Date.parse(before) / 1_000] },
    ])
    // From memory, too.
    expect(await read('pseudonymous')).toEqual(pseudonymous)
  })

  test('a visitor in no visit, as the reader of an e-mail is, has a past and no present', async () => {
    await using database = await open()
    const { shopId, here, send, event } = await start(database)
    const alone = (consent: ConsentLevel) =>
      Promise.resolve(here.histories.of({ shopId, consent, visitor: 'v' }))
    expect(await alone('known')).toMatchObject({ earlier: [], consentUsed: 'known' })
    await send([event('a'), event('tea', { type: 'purchase' })])
    const known = await alone('known')
    expect(known).toMatchObject({ viewed: [], cart: [], consentUsed: 'known' })
    expect(known.earlier.map(({ product }) => product)).toEqual(['a', 'tea'])
    expect(known.bought.map(({ product }) => product)).toEqual(['tea'])
    const pseudonymous = await alone('pseudonymous')
    expect(pseudonymous.earlier.map(({ product }) => product)).toEqual(['a'])
    expect(pseudonymous.bought).toEqual([])
    // Below it nothing is linked to a visitor, so that nothing is known.
    expect(await alone('session')).toMatchObject({ earlier: [], consentUsed: 'none' })
  })

  test('no row without a visitor shares a key with one that has a visitor', async () => {
    await using database = await open()
    const { db, shopId, send, event } = await start(database)
    await send([
      event('a'),
      event('a', { consent: 'session' }),
      event('a', { consent: 'pseudonymous' }),
      event('a', { consent: 'none' }),
    ])
    const rows = await db.selectFrom('events').selectAll().where('shop_id', '=', shopId).execute()
    expect(rows).toHaveLength(3)
    const without = rows.filter(({ visitor }) => visitor === null)
    expect(without.map(({ consent }) => consent)).toEqual(['session'])
    for (const { session } of without)
      expect(rows.filter((row) => row.visitor !== null && row.session === session)).toEqual([])
  })

  test('a visit that was idle for half an hour is past', async () => {
    await using database = await open()
    const { send, read, event, clock } = await start(database)
    await send([event('a')])
    expect((await read('known')).viewed).toEqual(['a'])
    clock.advance(31 * 60_000)
    const later = await read('known')
    expect([later.viewed, later.earlier.map(({ product }) => product)]).toEqual([[], ['a']])
  })

  test('an erased visitor is forgotten everywhere at once', async () => {
    await using database = await open()
    const { db, shopId, clock, send, read, event, there, announce } = await start(database)
    await send([event('a')])
    await read('known', there)
    await db.transaction().execute(async (trx) => {
      await eraseVisitorEvents(trx, clock, shopId, 'v')
      await announce(trx, erasureChange(shopId, 'v'))
    })
    expect((await read('known')).viewed).toEqual([])
    expect((await read('known', there)).viewed).toEqual([])
  })
}

describe('visitor histories', () => {
  onDatabase(() => testDatabase())
})
describeOnRealServers('visitor histories', (scratch) => {
  onDatabase(() => testDatabase(scratch.databaseUrl))
})
