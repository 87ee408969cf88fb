import { describe, expect, test } from 'vitest'
import { fixedClock } from '../../../src/clock.ts'
import { EventWriter } from '../../../src/events/ingest/event-writer.ts'
import { openEvents } from '../../../src/events/open-events.ts'
import { keepMonths } from '../../../src/events/partitions/keep-months.ts'
import { selectMonths, selectStrayMonths } from '../../../src/events/partitions/partition-queries.ts'
import { testDatabase, type TestDatabase } from '../../support/database.ts'
import { describeOnRealServers } from '../../support/servers.ts'

const now = '2026-11-20T12:00:00Z'
const view = { type: 'view', consent: 'session', session: 's', product: 'p' }

function start({ db, shopId }: TestDatabase) {
  const clock = fixedClock(now)
  const events = openEvents({
    db,
    clock,
    feed: { subscribe: () => () => undefined, isCurrent: () => false },
    announce: () => Promise.resolve(),
    readToken: (token) =>
      token === 'good' ? { slate: 'slate_1', shopId, placement: 'home', arm: null } : undefined,
    retentionMonths: 13,
  })
  const send = (list: readonly object[], history = false) =>
    events.ingest({ shopId, body: { events: list }, history })
  const rows = () =>
    db.selectFrom('events').selectAll().where('shop_id', '=', shopId).orderBy('event_id').execute()
  return { clock, send, rows }
}

function onDatabase(open: () => Promise<TestDatabase>): void {
  test('an id counts once, within a request, across requests and among requests of the same moment', async () => {
    await using database = await open()
    const { send, rows } = start(database)
    const named = (id: number) => ({ ...view, event_id: `e${String(id)}` })
    expect(await send([named(1), named(1), named(2)])).toMatchObject({ accepted: 2, duplicates: 1 })
    const reports = await Promise.all(
      Array.from({ length: 20 }, (_, round) => send([named(round % 7), named(3), named(100 + round)])),
    )
    const accepted = reports.reduce((sum, report) => sum + report.accepted, 2)
    const duplicates = reports.reduce((sum, report) => sum + report.duplicates, 1)
    expect((await rows()).map(({ event_id }) => event_id)).toHaveLength(27)
    expect([accepted, accepted + duplicates]).toEqual([27, 63])
    expect(new Set((await rows()).map(({ event_id }) => event_id)).size).toBe(27)
  })

  test('clocks that run ahead are set right, week-old events are welcome, older ones are refused', async () => {
    await using database = await open()
    const { send, rows } = start(database)
    const at = (hours: number) => new Date(Date.parse(now) + hours * 3_600_000).toISOString()
    const report = await send([
      { ...view, event_id: 'a', at: at(5) },
      { ...view, event_id: 'b', at: at(0.05) },
      { ...view, event_id: 'c', at: at(-6 * 24) },
      { ...view, event_id: 'd', at: at(-8 * 24) },
      { ...view, event_id: 'e' },
    ])
    expect(report).toMatchObject({ accepted: 4, rejected: [{ index: 3, path: 'at' }] })
    expect((await rows()).map((row) => [row.event_id, row.at.toISOString(), row.clock_corrected])).toEqual([
      ['a', at(0), true],
      ['b', at(0.05), false],
      ['c', at(-6 * 24), false],
      ['e', at(0), false],
    ])
  })

  test('a token names the slate; an invalid one loses nothing but the attribution', async () => {
    await using database = await open()
    const { send, rows } = start(database)
    const click = { ...view, type: 'click', placement: 'search' }
    expect(
      await send([
        { ...click, event_id: 'a', token: 'good' },
        { ...click, event_id: 'b', token: 'bad' },
      ]),
    ).toMatchObject({ accepted: 2, unattributed: 1 })
    expect((await rows()).map(({ slate, placement }) => [slate, placement])).toEqual([
      ['slate_1', 'home'],
      [null, 'search'],
    ])
  })

  test('imported months get tables of their own, strays are moved, months that are not kept are dropped', async () => {
    await using database = await open()
    const { db } = database
    const { send, rows, clock } = start(database)
    await db
      .insertInto('events')
      .values({
        shop_id: database.shopId,
        at: new Date('2026-03-05T00:00:00Z'),
        event_id: 'stray',
        type: 'view',
        consent: 'session',
        session: 's',
        product: 'p',
      })
      .execute()
    expect(await selectStrayMonths(db)).toEqual(['2026-03'])
    expect(await send([{ ...view, event_id: 'old', at: '2025-11-30T23:59:59.999Z' }], true)).toMatchObject({
      accepted: 1,
    })
    await keepMonths({ db, clock }, 13)
    expect(await selectStrayMonths(db)).toEqual([])
    expect(await selectMonths(db)).toEqual(['2025-11', '2026-03', '2026-11', '2026-12', '2027-01'])
    expect(await rows()).toHaveLength(2)
    clock.advance(31 * 86_400_000)
    await keepMonths({ db, clock }, 12)
    expect((await rows()).map(({ event_id }) => event_id)).toEqual(['stray'])
    expect(await selectMonths(db)).not.toContain('2025-11')
  })
}

describe('ingesting events', () => {
  onDatabase(() => testDatabase())
})
describeOnRealServers('ingesting events', (scratch) => {
  onDatabase(() => testDatabase(scratch.databaseUrl))
})

describe('group commit', () => {
  const row = (key: string) => ({
    event_id: key,
    key,
    tombstone: null,
    at: now,
    type: 'view' as const,
    consent: 'session' as const,
    visitor: null,
    session: 's',
    product: 'p',
    variant: null,
    quantity: null,
    price_minor: null,
    currency: null,
    order_id: null,
    query: null,
    placement: null,
    position: null,
    slate: null,
    arm: null,
    clock_corrected: false,
  })

  test('requests that come in while a batch is written share the next transaction', async () => {
    const batches: number[] = []
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const writer = new EventWriter({
      async store(_shopId, rows) {
        batches.push(rows.length)
        await gate
        return rows.map(() => 'stored' as const)
      },
    })
    const first = writer.write('shop', [row('first')])
    await expect.poll(() => batches).toEqual([1])
    const others = Array.from({ length: 50 }, (_, index) => writer.write('shop', [row(String(index))]))
    open()
    await Promise.all([first, ...others])
    expect(batches).toEqual([1, 50])
  })

  test('a request that cannot be stored fails alone', async () => {
    const writer = new EventWriter({
      store(_shopId, rows) {
        if (rows.some(({ key }) => key === 'bad')) return Promise.reject(new Error('bad'))
        return Promise.resolve(rows.map(() => 'stored' as const))
      },
    })
    const outcomes = await Promise.allSettled([
      writer.write('shop', [row('a')]),
      writer.write('shop', [row('bad')]),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })

  test('more than memory is set aside for is refused at once', async () => {
    const writer = new EventWriter({ store: () => new Promise(() => undefined) })
    const many = Array.from({ length: 10_000 }, (_, index) => row(String(index)))
    void writer.write('shop', many)
    void writer.write('shop', many)
    await expect(writer.write('shop', [row('one')])).rejects.toMatchObject({ code: 'events.backlog' })
  })
})
