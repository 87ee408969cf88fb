import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { announceChange, payloadsOf } from '../../../src/database/changes/announce.ts'
import type { Change } from '../../../src/database/changes/change-feed.ts'
import { openChanges } from '../../../src/database/changes/open-changes.ts'
import { newId } from '../../../src/ids.ts'
import { testDatabase, type TestDatabase } from '../../support/database.ts'
import { describeOnRealServers } from '../../support/servers.ts'

const open = (database: TestDatabase, listens = true) =>
  openChanges(database, { id: newId('proc'), clock: systemClock, listens, onTrouble: () => undefined })

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !holds(); tries += 1) await pause(10)
  expect(holds()).toBe(true)
}

function defineFeed(database: () => Promise<TestDatabase>): void {
  test('changes come in order, one after the other, and are taken before they count as applied', async () => {
    await using opened = await database()
    await using changes = await open(opened)
    const taken: Change[] = []
    changes.feed.subscribe('rules', async (change) => {
      await pause(5)
      taken.push(change)
    })
    await until(() => changes.feed.isCurrent())
    for (const shopId of ['a', 'b', 'c']) await announceChange(opened.db, { topic: 'rules', shopId })
    const { applied } = await changes.awaitApplied()
    expect(applied).toBe(true)
    expect(taken.map((change) => 'shopId' in change && change.shopId)).toEqual(['a', 'b', 'c'])
  })

  test('nobody hears of what is rolled back', async () => {
    await using opened = await database()
    await using changes = await open(opened)
    const taken: Change[] = []
    changes.feed.subscribe('rules', (change) => void taken.push(change))
    await until(() => changes.feed.isCurrent())
    await opened.db
      .transaction()
      .execute(async (trx) => {
        await announceChange(trx, { topic: 'rules', shopId: 'a' })
        throw new Error('no')
      })
      .catch(() => undefined)
    await changes.awaitApplied()
    expect(taken).toEqual([])
  })

  test('writing products announces them, whoever writes; of very many only the shop', async () => {
    await using opened = await database()
    await using changes = await open(opened)
    const taken: Extract<Change, { topic: 'catalog' }>[] = []
    changes.feed.subscribe('catalog', (change) => void taken.push(change))
    await until(() => changes.feed.isCurrent())
    const insert = (from: number, to: number) =>
      sql`INSERT INTO products (shop_id, external_id, locale, title, category, status, currency, images, tags, attributes,
          source, facets, in_stock, row_hash, content_hash)
        SELECT ${opened.shopId}, 'p' || n, 'en', 'P', '{}', 'active', 'EUR', '[]', '{}', '{}', '{}', '{}', true, 'r', 'c'
        FROM generate_series(${from}::int, ${to}::int) n`.execute(opened.db)
    await insert(1, 3)
    await sql`UPDATE products SET in_stock = false WHERE external_id = 'p2'`.execute(opened.db)
    await insert(4, 1_000)
    await sql`DELETE FROM products WHERE shop_id = ${opened.shopId}`.execute(opened.db)
    await changes.awaitApplied()
    expect(taken.map(({ productIds }) => productIds?.length)).toEqual([3, 1, undefined, 400, 400, 200])
    expect(taken.every(({ shopId }) => shopId === opened.shopId)).toBe(true)
  })

  test('a statement that does not name changed_xid is stamped with its transaction', async () => {
    await using opened = await database()
    await sql`INSERT INTO products (shop_id, external_id, locale, title, category, status, currency, images, tags, attributes,
        source, facets, in_stock, row_hash, content_hash)
      VALUES (${opened.shopId}, 'p', 'en', 'P', '{}', 'active', 'EUR', '[]', '{}', '{}', '{}', '{}', true, 'r', 'c')`.execute(
      opened.db,
    )
    const read = async () =>
      (await sql<{ x: string }>`SELECT changed_xid::text AS x FROM products`.execute(opened.db)).rows[0]?.x
    const before = await read()
    await sql`UPDATE products SET title = 'Q'`.execute(opened.db)
    expect(await read()).not.toBe(before)
  })
}

test('what does not fit a notice is announced without ids, or in parts', () => {
  const productIds = Array.from({ length: 3_000 }, (_, n) => n + 1_000_000)
  expect(payloadsOf({ topic: 'catalog', shopId: 's', productIds })).toEqual([
    '{"topic":"catalog","shopId":"s"}',
  ])
  const keys = ['#me', ...Array.from({ length: 1_000 }, (_, n) => `key-of-visitor-${n}`)]
  const parts = payloadsOf({ topic: 'visitors', shopId: 's', keys })
  expect(parts.every((part) => Buffer.byteLength(part) < 8_000 && part.includes('#me'))).toBe(true)
  expect(parts.join().match(/key-of-visitor-\d+/g)).toHaveLength(1_000)
})

describe('the change feed (embedded)', () => {
  defineFeed(() => testDatabase())
})

describeOnRealServers('the change feed', (scratch) => {
  defineFeed(() => testDatabase(scratch.databaseUrl))

  test('a lost connection is noticed at once, and the process catches up before it counts as current', async () => {
    await using database = await testDatabase(scratch.databaseUrl)
    await using changes = await open(database)
    await until(() => changes.feed.isCurrent())
    let gaps = 0
    changes.feed.onGap(async () => {
      await pause(20)
      gaps += 1
    })
    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'vitrine changes' AND datname = current_database()`.execute(database.db)
    await until(() => changes.feed.lapses() === 1)
    await until(() => changes.feed.isCurrent())
    expect(gaps).toBe(1)
  })

  test('whoever waits for others waits for a slow one, and for a dead one no longer than its lease', async () => {
    await using database = await testDatabase(scratch.databaseUrl)
    await using slow = await open(database)
    await using worker = await open(database, false)
    await until(() => slow.feed.isCurrent())
    let taken = false
    slow.feed.subscribe('rules', async () => {
      await pause(150)
      taken = true
    })
    await announceChange(database.db, { topic: 'rules', shopId: 'a' })
    expect((await worker.awaitApplied()).applied).toBe(true)
    expect(taken).toBe(true)
    await sql`INSERT INTO serving_instances VALUES ('proc_dead', clock_timestamp() + interval '400 ms', 0)`.execute(
      database.db,
    )
    const { applied, ms } = await worker.awaitApplied()
    expect(applied).toBe(true)
    expect(ms).toBeGreaterThan(200)
  })

  test('a process that falls behind gives its lease up before others wait long for it', async () => {
    await using database = await testDatabase(scratch.databaseUrl)
    await using stuck = await open(database)
    await until(() => stuck.feed.isCurrent())
    stuck.feed.subscribe('rules', () => pause(1_500))
    await announceChange(database.db, { topic: 'rules', shopId: 'a' })
    await stuck.awaitApplied()
    expect(stuck.feed.isCurrent()).toBe(false)
    await until(() => stuck.feed.isCurrent())
  })
})
