import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { recommendationSchema } from '../../../src/http/routes/recommendations/slate-schema.ts'
import { recountEvidence, type EvidenceItem } from '../../../src/recommendations/after/evidence.ts'
import { replaySlate } from '../../../src/recommendations/after/replay.ts'
import { placements, recommendationRequestSchema } from '../../../src/recommendations/recommendation.ts'
import { recommend } from '../../../src/recommendations/recommend.ts'
import { learntShop, productCount, type LearntShop } from './learnt-shop.ts'

let shop: LearntShop
const slates: z.output<typeof recommendationSchema>[] = []
beforeAll(async () => {
  shop = await learntShop(11)
  await shop.addVisits(900)
  await shop.addBaskets(500)
  await shop.build()
})
afterAll(() => shop[Symbol.asyncDispose]())

/** A slate of a random situation: any placement, a visit and a past of random products. */
async function askAnything() {
  const { random, deps, shopId, clock } = shop
  const below = (limit: number) => Math.floor(random() * limit)
  const isKnown = below(2) === 0
  const some = (limit: number) =>
    Array.from({ length: isKnown ? below(limit) : 0 }, () => `p${String(below(productCount))}`)
  const placement = placements[below(placements.length)]
  const nowSeconds = clock.now().getTime() / 1_000
  shop.remember({
    viewed: some(4),
    cart: some(3),
    earlier: some(6).map((product, at) => ({
      product,
      type: 'view',
      weight: 1,
      atSeconds: nowSeconds - (9 - at) * 86_400,
    })),
    bought: some(3).map((product) => ({
      product,
      timesSeconds: [nowSeconds - 40 * 86_400, nowSeconds - 20 * 86_400],
      quantity: 2,
    })),
    consentUsed: 'known',
  })
  const request = recommendationRequestSchema.parse({
    placement,
    consent: 'known',
    session: 's',
    visitor: `u${String(below(120))}`,
    context: {
      ...(isKnown || placement?.startsWith('product') ? { item: `p${String(below(productCount))}` } : {}),
      items: some(4),
      category: 'Home > Mugs',
      query: 'product',
    },
    n: 1 + below(20),
    diversity: below(2) / 2,
  })
  const { json } = await recommend(deps, shopId, request)
  return recommendationSchema.parse(JSON.parse(json))
}

const evidenceOf = (slate: string) => recountEvidence(shop.deps, shop.shopId, slate)

test('every count of every reason recounts to the same number, whatever is asked', async () => {
  const told = new Map<string, number>()
  for (let at = 0; at < 70; at++) {
    const slate = await askAnything()
    slates.push(slate)
    const evidence = await evidenceOf(slate.slate)
    expect(evidence.map(({ id }) => id)).toEqual(slate.items.map(({ id }) => id))
    evidence.forEach((item, place) => {
      expect(item.reason).toEqual(slate.items[place]?.reason)
      checkItem(item)
      if (item.claimed !== undefined) told.set(item.reason.code, 1 + (told.get(item.reason.code) ?? 0))
    })
  }
  const counted = ['bestseller', 'bought-together', 'popular', 'trending', 'viewed-after', 'viewed-together']
  expect([...told.keys()].toSorted()).toEqual(counted)
})

/** Counts match where there are any, and where there are none the reason has no number at all. */
function checkItem({ reason, claimed, recounted, match }: EvidenceItem): void {
  if (claimed === undefined) {
    expect(reason).not.toMatchObject({ n: expect.any(Number) })
    expect(reason.k ?? reason.lift ?? reason.ci).toBeUndefined()
    return
  }
  expect(recounted, JSON.stringify(reason)).toEqual(claimed)
  expect(match).toBe(true)
  expect(Math.min(claimed.n ?? 0, claimed.k ?? Infinity)).toBeGreaterThanOrEqual(5)
}

test('a slate recounts to the same after more visits, orders and images', async () => {
  shop.clock.advance(3_600_000)
  await shop.addVisits(300)
  await shop.addBaskets(200)
  // The process that answers takes in the new visits; its counts are still those of the build.
  await shop.images.withIndex(shop.shopId, () => Promise.resolve())
  slates.push(await askAnything())
  await shop.build()
  slates.push(await askAnything())
  expect(new Set(slates.map(({ epoch }) => epoch)).size).toBe(2)
  for (const { slate } of [...slates.slice(0, 15), ...slates.slice(-2)]) {
    for (const item of await evidenceOf(slate)) checkItem(item)
  }
})

test('a slate of an erased visitor is not stored after the erasure', async () => {
  const { db, deps, shopId } = shop
  const asked = { placement: 'home', consent: 'known', session: 's', n: 2 } as const
  for (const visitor of ['gone', 'stays'])
    await recommend(deps, shopId, recommendationRequestSchema.parse({ ...asked, visitor }))
  await shop.erase('gone')
  await deps.slates.flush()
  const rows = await db.selectFrom('slates').select('visitor').execute()
  expect(rows.map(({ visitor }) => visitor)).toContain('stays')
  expect(rows.map(({ visitor }) => visitor)).not.toContain('gone')
})

test('after an erasure nothing is claimed that does not recount, and old slates cannot be made again', async () => {
  const before = await askAnything()
  await shop.erase('u7')
  await expect(replaySlate(shop.deps, shop.shopId, before.slate)).rejects.toMatchObject({
    code: 'recommendations.image-gone',
  })
  const after = await askAnything()
  for (const item of await evidenceOf(after.slate)) expect(item.claimed).toBeUndefined()
  shop.clock.advance(60_000)
  await shop.build()
  const rebuilt = await askAnything()
  for (const item of await evidenceOf(rebuilt.slate)) checkItem(item)
})
