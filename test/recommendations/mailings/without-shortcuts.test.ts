/** What a page forgives and a mailing does not. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyHistory } from '../../../src/events/history/visitor-history.ts'
import { withoutShortcuts } from '../../../src/recommendations/mailings/without-shortcuts.ts'
import { recommendationRequestSchema } from '../../../src/recommendations/recommendation.ts'
import { testDatabase, type TestDatabase } from '../../support/database.ts'
import { testRecommendations } from '../../support/recommendations.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

const request = recommendationRequestSchema.parse({ placement: 'email', consent: 'known', visitor: 'anna' })
const answered = (json: object) => ({ slate: 's', json: JSON.stringify(json), ids: [], ageSeconds: 0 })

test('a slate that could not be confirmed is none', async () => {
  const deps = testRecommendations(database.db)
  const stale = withoutShortcuts(deps, () => Promise.resolve(answered({ items: [], stale: true })))
  await expect(stale(request)).rejects.toMatchObject({ code: 'database.unavailable' })
  const sure = withoutShortcuts(deps, () => Promise.resolve(answered({ items: [] })))
  expect(await sure(request)).toBe('{"items":[]}')
})

test('a history that could not be read is thrown, though the slate was made without it', async () => {
  const away = new Error('away')
  const deps = testRecommendations(database.db, { histories: { of: () => Promise.reject(away) } })
  const make = withoutShortcuts(deps, async (own, { consent, visitor }) => {
    const history = own.histories.of({ shopId: 'shop', consent, visitor })
    await Promise.resolve(history).catch(() => emptyHistory)
    return answered({ items: [] })
  })
  await expect(make(request)).rejects.toBe(away)
})

test('sources are waited for, not named late', async () => {
  const deps = testRecommendations(database.db, { deadlineMs: 5 })
  let waited: number | undefined
  await withoutShortcuts(deps, (own) => {
    waited = own.deadlineMs
    return Promise.resolve(answered({ items: [] }))
  })(request)
  expect(waited).toBeGreaterThanOrEqual(1_000)
})
