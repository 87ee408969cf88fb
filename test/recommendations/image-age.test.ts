import { afterAll, beforeAll, expect, test } from 'vitest'
import { recommendationSchema } from '../../src/http/routes/recommendations/slate-schema.ts'
import { recommendationRequestSchema } from '../../src/recommendations/recommendation.ts'
import { recommend } from '../../src/recommendations/recommend.ts'
import { learntShop, type LearntShop } from './after/learnt-shop.ts'

let shop: LearntShop
beforeAll(async () => {
  shop = await learntShop(3)
  await shop.addVisits(200)
  await shop.build()
})
afterAll(() => shop[Symbol.asyncDispose]())

const hourMs = 3_600_000

async function ask() {
  const request = recommendationRequestSchema.parse({
    placement: 'category',
    context: { category: 'Home' },
    n: 4,
  })
  const { json, ageSeconds } = await recommend(shop.deps, shop.shopId, request)
  return { ageSeconds, ...recommendationSchema.parse(JSON.parse(json)) }
}

const lookAgain = () => shop.images.withIndex(shop.shopId, () => Promise.resolve())

test('while the log stands still the image is as of its last look at it', async () => {
  shop.clock.advance(30 * hourMs)
  await lookAgain()
  expect(await ask()).toMatchObject({ ageSeconds: 0, as_of: shop.clock.now().toISOString(), epoch: 1 })
  shop.clock.advance(90_000)
  expect((await ask()).ageSeconds).toBe(90)
})

test('visits that nobody counts make it old; beyond the limit only the catalogue answers, until the next build', async () => {
  await shop.addVisits(10)
  const counted = shop.clock.now().getTime()
  await lookAgain()
  shop.clock.advance(20 * hourMs)
  await lookAgain()
  const old = await ask()
  expect(old.ageSeconds).toBeGreaterThanOrEqual(20 * 3_600)
  expect(Date.parse(old.as_of)).toBeLessThanOrEqual(counted)
  expect(old.outdated).toBeUndefined()
  expect(old.sources.map(({ name }) => name)).toContain('popular')

  shop.clock.advance(5 * hourMs)
  const outdated = await ask()
  expect(outdated).toMatchObject({ outdated: true, epoch: 0, fill: { returned: 4 } })
  expect(new Set(outdated.items.map(({ source }) => source))).toEqual(new Set(['category']))
  expect(shop.deps.counts.outdated).toBe(1)
  expect(shop.images.list()).toMatchObject([{ bytes: expect.any(Number) }])

  await shop.build()
  expect(await ask()).toMatchObject({ ageSeconds: 0, epoch: 2 })
})
