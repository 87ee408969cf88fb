import { expect, test } from 'vitest'
import { Dispatch } from '../../../src/database/changes/dispatch.ts'
import type { Change, ChangeFeed } from '../../../src/database/changes/change-feed.ts'
import { systemClock } from '../../../src/clock.ts'
import { archiveRule, createRule } from '../../../src/recommendations/merchandising/manage-rules.ts'
import { openRuleBook } from '../../../src/recommendations/merchandising/open-rule-book.ts'
import { newRuleSchema } from '../../../src/recommendations/merchandising/stored-rule.ts'
import { testDatabase } from '../../support/database.ts'

const hide = newRuleSchema.parse({
  name: 'recall',
  action: 'hide',
  filter: { id: { in: ['a'] } },
  state: 'enabled',
})

test('rules come from memory, a notice drops the copy, and a feed that may have missed one is not trusted', async () => {
  await using database = await testDatabase()
  const { db, shopId } = database
  let isCurrent = true
  const heard = new Dispatch((error) => {
    throw error
  })
  const feed: ChangeFeed = { subscribe: heard.subscribe, isCurrent: () => isCurrent }
  const announced: Change[] = []
  const announce = (_trx: unknown, change: Change) => {
    announced.push(change)
    return Promise.resolve()
  }
  const book = openRuleBook({
    db,
    feed,
    mirrors: { peek: () => undefined },
    announce,
    awaitApplied: () => Promise.resolve(),
  })
  const request = {
    shopId,
    placement: 'home',
    consent: 'none' as const,
    context: { cart: [] },
    now: new Date('2026-11-26T00:00:00Z'),
    visitorKey: undefined,
  }
  const activeIds = async () => (await book.activeFor(request)).active.map(({ id }) => id)
  const deps = { clock: systemClock, announce }

  expect(await activeIds()).toEqual([])
  const { id } = await db
    .transaction()
    .execute((trx) => createRule(trx, deps, { shopId, by: 'key_1', rule: hide }))
  expect(announced).toEqual([{ topic: 'rules', shopId }])
  expect(await activeIds()).toEqual([])
  heard.receive(JSON.stringify({ topic: 'rules', shopId }), 0, () => undefined)
  await heard.closeGap()
  expect(await activeIds()).toEqual([id])
  expect(book.activeFor(request)).not.toBeInstanceOf(Promise)

  expect((await book.activeFor(request)).explore).toBeUndefined()
  await db.updateTable('shops').set({ settings: '{"explore": 0.1}' }).where('id', '=', shopId).execute()
  heard.receive(JSON.stringify({ topic: 'rules', shopId }), 0, () => undefined)
  await heard.closeGap()
  expect((await book.activeFor(request)).explore).toBe(0.1)

  await db.transaction().execute((trx) => archiveRule(trx, deps, { shopId, by: 'key_1', id }))
  expect(await activeIds()).toEqual([id])
  isCurrent = false
  expect(await activeIds()).toEqual([])
})
