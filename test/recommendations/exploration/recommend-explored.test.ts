import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '../../../src/clock.ts'
import { replaySlate } from '../../../src/recommendations/after/replay.ts'
import type { ActiveRule } from '../../../src/recommendations/merchandising/rule.ts'
import { recommend, type RecommendDeps } from '../../../src/recommendations/recommend.ts'
import { recommendationRequestSchema } from '../../../src/recommendations/recommendation.ts'
import { getSlate } from '../../../src/recommendations/slates/keep-slates.ts'
import { readToken } from '../../../src/recommendations/slates/slate-token.ts'
import { recommendationSchema } from '../../../src/http/routes/recommendations/slate-schema.ts'
import { testDatabase, type TestDatabase } from '../../support/database.ts'
import { testRecommendations } from '../../support/recommendations.ts'
import { fakeMirror, fakeMirrors } from '../serving/fake-mirror.ts'

let database: TestDatabase
const clock = fixedClock('2026-03-01T10:00:00Z')
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

const pin: ActiveRule = {
  ...{ id: 'rule_pin', action: 'pin', filter: { id: { in: ['p3'] } }, priority: 0 },
  ...{ position: 5, factor: undefined },
}

function open(
  explore: number | undefined,
  active: readonly ActiveRule[] = [],
  isCurrent = true,
): RecommendDeps {
  const mirror = fakeMirror(
    Array.from({ length: 40 }, (_, at) => ({ id: `p${String(at)}` })),
    database.shopId,
  )
  const share = explore === undefined ? {} : { explore }
  return testRecommendations(database.db, {
    clock,
    mirrors: fakeMirrors(mirror, { isCurrent: () => isCurrent }),
    rules: { activeFor: () => ({ active, arm: null, ...share }) },
  })
}

async function ask(deps: RecommendDeps, times: number, consent: 'none' | 'session' = 'session') {
  const { shopId } = database
  const request = recommendationRequestSchema.parse({ placement: 'home', consent, session: 's', n: 6 })
  const answers = []
  for (let asked = 0; asked < times; asked += 1) {
    const { json } = await recommend(deps, shopId, request)
    answers.push(recommendationSchema.parse(JSON.parse(json)))
  }
  return answers
}
const plain = ['p39', 'p38', 'p37', 'p36', 'p35', 'p34']
const shownIn = ({ items }: { readonly items: readonly { readonly id: string }[] }) =>
  items.map(({ id }) => id)

test('without the setting every slate is the plain one, and so it is without consent or with a memory in doubt', async () => {
  for (const slate of [
    ...(await ask(open(undefined), 20)),
    ...(await ask(open(1), 20, 'none')),
    ...(await ask(open(1, [], false), 20)),
  ]) {
    expect(shownIn(slate)).toEqual(plain)
  }
})

test('an explored slate says so, keeps its chances in record and token, and is made again the same', async () => {
  const deps = open(1)
  const { db, shopId } = database
  const slates = await ask(deps, 30)
  expect(new Set(slates.map((slate) => shownIn(slate)[5])).size).toBeGreaterThan(4)
  await deps.slates.flush()
  const keys = await deps.signingKeys.of(shopId)
  const elsewhere = open(1)
  for (const slate of slates) {
    const drawn = shownIn(slate)[5] ?? ''
    expect(shownIn(slate).slice(0, 5)).toEqual(plain.slice(0, 5))
    expect(slate.items[5]).toMatchObject({ position: 5, explored: true })
    expect(slate.fill).toEqual({ asked: 6, returned: 6 })
    expect(readToken(keys, slate.token, clock.now().getTime() / 1_000)?.propensities).toEqual({
      [drawn]: 0.1,
    })
    // Another process knows it from Postgres only.
    const { explored } = await getSlate({ db, slates: elsewhere.slates }, shopId, slate.slate)
    expect(explored).toMatchObject({ position: 5, shown: drawn })
    expect(explored?.candidates).toHaveLength(10)
    expect(await replaySlate(elsewhere, shopId, slate.slate)).toMatchObject({
      identical: true,
      items: shownIn(slate),
    })
  }
})

test('a pinned product keeps its place', async () => {
  for (const slate of await ask(open(1, [pin]), 20)) {
    expect(shownIn(slate)[5]).toBe('p3')
    expect(slate.items[4]?.explored).toBe(true)
  }
})

test('about the share that was set is explored', async () => {
  const slates = await ask(open(0.3), 400)
  const explored = slates.filter(({ items }) => items.some((item) => item.explored === true))
  expect(Math.abs(explored.length - 120)).toBeLessThan(45)
})
