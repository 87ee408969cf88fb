import fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { fixedClock } from '../../src/clock.ts'
import { recommend } from '../../src/recommendations/recommend.ts'
import { recommendationRequestSchema } from '../../src/recommendations/recommendation.ts'
import { recommendationSchema } from '../../src/http/routes/recommendations/slate-schema.ts'
import { addShop } from '../support/database.ts'
import { testRecommendations } from '../support/recommendations.ts'
import { catalogue, embeddingRig, wordVector, type EmbeddingRig } from '../catalog/embedding/embedding-rig.ts'
import { product } from '../catalog/product-examples.ts'
import { dotProduct } from '../../src/inference/embedder.ts'
import { embeddingText } from '../../src/catalog/product.ts'

let rig: EmbeddingRig
const clock = fixedClock('2026-03-01T10:00:00Z')
beforeEach(async () => {
  rig = await embeddingRig()
})
afterEach(() => rig[Symbol.asyncDispose]())

type Request = Partial<z.input<typeof recommendationRequestSchema>>

async function ask(request: Request, shopId = rig.database.shopId) {
  const { db } = rig.database
  const parsed = recommendationRequestSchema.parse({ placement: 'product-similar', ...request })
  const { json } = await recommend(testRecommendations(db, { clock }), shopId, parsed)
  return recommendationSchema.parse(JSON.parse(json))
}

function variant(stockUnits: number | null, priceMinor = 1_000) {
  return product({ id: 'any' }).variants.map((one) => ({ ...one, stockUnits, priceMinor }))
}

test('the nearest products come first, scored by the cosine of their vectors beside the best, and not the item itself', async () => {
  const products = catalogue(60)
  await rig.save(...products)
  await rig.drain()
  const { items, ...rest } = await ask({ context: { item: 'p0' }, n: 8 })
  const vectors = products.map((one) => ({ id: one.id, v: wordVector(embeddingText(one), 32) }))
  const anchor = vectors[0]?.v ?? new Float32Array(32)
  const nearest = vectors
    .slice(1)
    .map(({ id, v }) => ({ id, score: dotProduct(anchor, v) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 8)
  expect(items.map(({ id }) => id)).toEqual(nearest.map(({ id }) => id))
  items.forEach((item, position) => {
    expect(item).toMatchObject({ position, source: 'content', tier: 0 })
    expect(item.score).toBeCloseTo((nearest[position]?.score ?? NaN) / (nearest[0]?.score ?? NaN), 2)
  })
  expect(rest).toMatchObject({
    as_of: '2026-03-01T10:00:00.000Z',
    consent_used: 'none',
    fill: { asked: 8, returned: 8 },
  })
  expect(rest.slate).toMatch(/^slate_/)
  expect(rest.sources.map(({ name }) => name)).toEqual(['content'])
})

test('hidden, sold out, filtered and excluded products never come, and each is counted once', async () => {
  await rig.save(
    ...catalogue(100, (i) => ({
      status: i % 10 === 1 ? 'draft' : 'active',
      variants: variant(i % 10 === 2 ? 0 : 5, i * 100),
    })),
  )
  await rig.drain()
  const { items, fill } = await ask({
    context: { item: 'p0', items: ['p3'] },
    n: 100,
    filter: { price: { lt: 50 } },
    exclude: { ids: ['p4', 'p5'], seen: true },
  })
  const shown = new Set(items.map(({ id }) => id))
  expect(shown.size).toBe(items.length)
  for (const id of ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p50', 'p99']) expect(shown).not.toContain(id)
  expect(fill).toEqual({
    asked: 100,
    returned: 36,
    eligible: 36,
    removed: { hidden: 10, stock: 10, filter: 40, excluded: 4 },
  })
})

test('whatever is asked, a slate is short only when fewer products are eligible', async () => {
  await rig.save(
    ...catalogue(120, (i) => ({
      brand: `b${String(i % 7)}`,
      status: i % 11 === 0 ? 'archived' : 'active',
      variants: variant(i % 5 === 0 ? 0 : null, i * 100),
    })),
  )
  await rig.drain()
  // Products without a vector yet must fill up too.
  await rig.save(...catalogue(140).slice(120))
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 139 }),
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom<NonNullable<Request['filter']>>(
        { all: [] },
        { brand: { in: ['b3'] } },
        { price: { lte: 20 } },
        { category: { under: ['home', 'lamp'] } },
        { not: { price: { gt: 5 } } },
        { brand: { in: ['none'] } },
      ),
      async (item, n, filter) => {
        const { items, fill } = await ask({ context: { item: `p${String(item)}` }, n, filter, explain: true })
        expect(items).toHaveLength(Math.min(n, fill.eligible ?? NaN))
        expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
        const { hidden = 0, stock = 0, filter: filtered = 0, excluded = 0 } = fill.removed ?? {}
        expect((fill.eligible ?? 0) + hidden + stock + filtered + excluded).toBe(140)
      },
    ),
    { numRuns: 40 },
  )
})

test('an item without a vector is answered by its category, then its brand, then the newest', async () => {
  const like = { category: ['Home', 'Samovars'], brand: 'Tula' }
  await rig.save(
    product({ id: 'old', title: 'Old thing' }),
    product({ id: 'same', title: 'Silver samovar', ...like }),
    product({ id: 'brand', title: 'Tea glass', brand: 'Tula' }),
    product({ id: 'item', title: 'Samovar', ...like }),
  )
  const { items, sources } = await ask({ context: { item: 'item' }, n: 3 })
  expect(items.map(({ id, source, tier, reason }) => [id, source, tier, reason.code])).toEqual([
    ['same', 'category', 1, 'shares-category'],
    ['brand', 'category', 1, 'shares-brand'],
    ['old', 'latest', 2, 'latest'],
  ])
  expect(sources.map(({ name }) => name)).toEqual(['content', 'category', 'latest'])
})

test('a reason states only what both products state', async () => {
  const attributes = { colour: { value: 'Red', unit: null }, cordless: { value: false, unit: null } }
  await rig.save(
    product({
      id: 'item',
      title: 'Red kettle',
      brand: 'Acme',
      category: ['Home', 'Kitchen', 'Kettles'],
      attributes,
    }),
    product({
      id: 'near',
      title: 'Red kettle two',
      brand: 'ACME ',
      category: ['Home', 'Kitchen', 'Pots'],
      attributes,
    }),
    product({ id: 'far', title: 'Nothing alike' }),
  )
  await rig.drain()
  const { items } = await ask({ context: { item: 'item' }, n: 2 })
  expect(items[0]).toMatchObject({ id: 'near' })
  expect(items[0]?.reason).toEqual({
    code: 'shares-category',
    item: 'item',
    category: 'home > kitchen',
    brand: 'Acme',
    attributes: { colour: ['red'] },
  })
  expect(items[1]?.reason).toEqual({ code: 'similar-text', item: 'item' })
})

test('a product with many variants takes one place', async () => {
  const variants = ['s', 'm', 'l'].flatMap((id) => variant(3).map((one) => ({ ...one, id })))
  await rig.save(...catalogue(6, () => ({ variants })))
  await rig.drain()
  const { items } = await ask({ context: { item: 'p0' }, n: 50 })
  expect(items.map(({ id }) => id).toSorted()).toEqual(['p1', 'p2', 'p3', 'p4', 'p5'])
})

test('a change of stock holds for the next request', async () => {
  await rig.save(...catalogue(10))
  await rig.drain()
  const [first] = (await ask({ context: { item: 'p0' }, n: 1 })).items
  await sql`UPDATE products SET in_stock = false WHERE external_id = ${first?.id ?? ''}`.execute(
    rig.database.db,
  )
  const { items } = await ask({ context: { item: 'p0' }, n: 50 })
  expect(items).toHaveLength(8)
  expect(items.map(({ id }) => id)).not.toContain(first?.id)
})

test('a missing item, an unknown item and another shop get precise refusals', async () => {
  await rig.save(...catalogue(3))
  await rig.drain()
  await expect(ask({})).rejects.toMatchObject({ code: 'recommendations.context-missing' })
  await expect(ask({ context: { item: 'nope' } })).rejects.toMatchObject({
    code: 'catalog.product-not-found',
  })
  const other = await addShop(rig.database)
  await expect(ask({ context: { item: 'p0' } }, other)).rejects.toMatchObject({
    code: 'catalog.product-not-found',
  })
})
