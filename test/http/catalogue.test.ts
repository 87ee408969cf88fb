import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from './support/answer.ts'
import { bearer, startServer, type TestServer } from './support/start-server.ts'
import { product } from '../catalog/product-examples.ts'
import { productRow } from '../../src/catalog/stored-product.ts'
import { upsertProducts } from '../../src/catalog/imports/upsert-queries.ts'

let t: TestServer
beforeAll(async () => {
  t = await startServer()
  const category = ['Home', 'Kitchen', 'Kettles']
  const rows = Array.from({ length: 12 }, (_, index) =>
    productRow(
      product({
        id: `k${String(index)}`,
        title: `Steel kettle ${String(index)}`,
        category,
        brand: index % 2 === 0 ? 'Even' : 'Odd',
      }),
    ),
  )
  await upsertProducts(t.database.db, t.shopId, rows)
  await upsertProducts(t.database.db, t.otherShopId, [
    productRow(product({ id: 'theirs', title: 'Steel kettle theirs' })),
  ])
})
afterAll(async () => {
  await t[Symbol.asyncDispose]()
})

const get = (url: string, key = t.secret) => t.server.inject({ method: 'GET', url, headers: bearer(key) })

describe('GET /v1/products', () => {
  test('200: pages hold every product of the shop once, and none of another', async () => {
    const seen: string[] = []
    let url = '/v1/products?limit=5'
    for (;;) {
      const page = (await get(url)).json<Answer>()
      seen.push(...page.items.map((item) => item.id))
      if (page.next === null) break
      url = `/v1/products?limit=5&cursor=${page.next}`
    }
    expect(seen.sort()).toEqual(Array.from({ length: 12 }, (_, index) => `k${String(index)}`).sort())
  })

  test('200: a filter keeps what it says', async () => {
    const filter = encodeURIComponent(JSON.stringify({ brand: { in: ['even'] } }))
    const { items } = (await get(`/v1/products?limit=100&filter=${filter}`)).json<Answer>()
    expect(items).toHaveLength(6)
  })
})

describe('GET /v1/products/:id', () => {
  test('200: the product as imported, without our row ids', async () => {
    const answer = (await get('/v1/products/k1')).json<Answer>()
    expect(answer).toMatchObject({ id: 'k1', title: 'Steel kettle 1', brand: 'Odd' })
    expect(answer).not.toHaveProperty('productId')
    expect(answer.variants[0]).not.toHaveProperty('variantId')
  })

  test('404: a product of another shop and one that nobody has get the same answer', async () => {
    const strip = ({ requestId, instance, ...rest }: Record<string, unknown>) => [
      typeof requestId,
      typeof instance,
      rest,
    ]
    const [foreign, unknown] = [await get('/v1/products/theirs'), await get('/v1/products/nobody')]
    expect(foreign.statusCode).toBe(404)
    expect(strip(foreign.json<Record<string, unknown>>())).toEqual(
      strip(unknown.json<Record<string, unknown>>()),
    )
  })
})

describe('GET /v1/exports', () => {
  test('200: every format comes as a file with its media type', async () => {
    for (const [format, type] of [
      ['jsonl', 'application/jsonl'],
      ['shopify-csv', 'text/csv'],
      ['woocommerce-csv', 'text/csv'],
      ['google-merchant-tsv', 'text/tab-separated-values'],
      ['google-merchant-xml', 'application/rss+xml'],
    ]) {
      const answer = await get(`/v1/exports?format=${format ?? ''}`)
      expect([format, answer.statusCode]).toEqual([format, 200])
      expect(answer.headers['content-type']).toContain(type)
      expect(answer.headers['content-disposition']).toContain('attachment')
      expect(answer.body).toContain('Steel kettle 11')
      expect(answer.body).not.toContain('theirs')
    }
  })
})

describe('GET /v1/search', () => {
  /** On a server that others use, their open transactions hold back what the full-text index reads. */
  const untilFound = () =>
    expect
      .poll(async () => (await get('/v1/search?q=kettle&limit=3')).json<Answer>().items.length, {
        timeout: 30_000,
        interval: 600,
      })
      .toBe(3)

  test('200: words find products, and the answer says that there are no vectors yet', async () => {
    await untilFound()
    const answer = (await get('/v1/search?q=kettle%203&limit=3&explain=true', t.publishable)).json<Answer>()
    expect(answer.items[0]).toMatchObject({ id: 'k3', ranks: { lexical: 1, vector: null } })
    expect(answer.items).toHaveLength(3)
    expect(answer.legs.vector).toEqual({ used: false, reason: 'not-embedded' })
  })

  test('200: what nothing matches is an empty page, not an error', async () => {
    expect((await get('/v1/search?q=zeppelin')).json<Answer>()).toMatchObject({ items: [], next: null })
  })

  test('400: a cursor of another query', async () => {
    await untilFound()
    const { next } = (await get('/v1/search?q=kettle&limit=2')).json<Answer>()
    expect((await get(`/v1/search?q=kettle&limit=2&cursor=${next}`)).statusCode).toBe(200)
    expect((await get(`/v1/search?q=steel&limit=2&cursor=${next}`)).statusCode).toBe(400)
  })
})

describe('POST /v1/recommendations', () => {
  const ask = (payload: object, key = t.publishable) =>
    t.server.inject({ method: 'POST', url: '/v1/recommendations', headers: bearer(key), payload })

  test('200: a full slate of other products, with where each came from', async () => {
    const answer = await ask({ placement: 'product-similar', context: { item: 'k1' }, n: 4, explain: true })
    expect(answer.statusCode).toBe(200)
    const slate = answer.json<Answer>()
    expect(slate).toMatchObject({ consent_used: 'none', fill: { asked: 4, returned: 4, eligible: 11 } })
    const ids = slate.items.map((item) => item.id)
    expect(new Set(ids).size).toBe(4)
    expect(ids).not.toContain('k1')
    expect(slate.items.map((item) => item.position)).toEqual([0, 1, 2, 3])
  })

  test('400: a placement that there is not, and one without its context', async () => {
    expect((await ask({ placement: 'category' })).json<Answer>().errors[0]?.path).toBe('context.category')
    expect((await ask({ placement: 'product-similar' })).json<Answer>().code).toBe(
      'recommendations.context-missing',
    )
    expect((await ask({ placement: 'shelf' })).json<Answer>().errors[0]?.path).toBe('placement')
  })

  test('404: a product of another shop', async () => {
    expect((await ask({ placement: 'product-similar', context: { item: 'theirs' } })).statusCode).toBe(404)
  })
})
