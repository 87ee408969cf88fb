import { expect, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { loadSampleEvents } from '../../../src/cli/start/sample-events.ts'
import { testDatabase } from '../../support/database.ts'

test('the sample events end yesterday, are closed into visits, and come in once', async () => {
  await using database = await testDatabase()
  const { db, shopId } = database
  const app = { db, clock: systemClock, config: { EVENTS_RETENTION_MONTHS: 13 } }
  const signal = new AbortController().signal
  const loaded = await loadSampleEvents(app, shopId, signal)
  expect(loaded).toBeGreaterThan(19_900)
  const { newest } = await db
    .selectFrom('events')
    .select(({ fn }) => fn.max('at').as('newest'))
    .executeTakeFirstOrThrow()
  const todayMs = Math.floor(Date.now() / 86_400_000) * 86_400_000
  expect(Math.floor(newest.getTime() / 86_400_000)).toBe(todayMs / 86_400_000 - 1)
  const visits = await db.selectFrom('visits').select('seq').execute()
  expect(visits.length).toBeGreaterThan(1_000)
  expect(await loadSampleEvents(app, shopId, signal)).toBe(0)
})
