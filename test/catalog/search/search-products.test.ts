import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLiveVersions } from '../../../src/catalog/embedding/nearest/live-versions.ts'
import { LexicalIndexes } from '../../../src/catalog/search/lexical-indexes.ts'
import { QueryVectors } from '../../../src/catalog/search/query-vectors.ts'
import {
  searchProducts,
  type SearchDeps,
  type SearchRequest,
} from '../../../src/catalog/search/search-products.ts'
import { fixedClock } from '../../../src/clock.ts'
import { addShop } from '../../support/database.ts'
import { catalogue, embeddingRig, type EmbeddingRig } from '../embedding/embedding-rig.ts'
import { product } from '../product-examples.ts'

let rig: EmbeddingRig
let deps: SearchDeps
const clock = fixedClock('2026-03-01T00:00:00Z')

beforeEach(async () => {
  rig = await embeddingRig()
  const { db } = rig.database
  deps = {
    db,
    lexicalIndexes: new LexicalIndexes({ db, clock }),
    liveVersions: createLiveVersions(db, clock),
    queryVectors: new QueryVectors(rig.embedders),
  }
})
afterEach(() => rig[Symbol.asyncDispose]())

function search(request: Partial<SearchRequest> & { readonly query: string }) {
  return searchProducts(deps, { shopId: rig.database.shopId, limit: 10, ...request })
}

async function ids(request: Partial<SearchRequest> & { readonly query: string }): Promise<string[]> {
  return (await search(request)).items.map(({ id }) => id)
}

describe('before the catalogue is embedded', () => {
  test('the words answer alone, and the answer says so', async () => {
    await rig.save(...catalogue(40))
    const result = await search({ query: 'kettle' })
    expect(result.items).toHaveLength(5)
    expect(result.items.every(({ title }) => title.includes('kettle'))).toBe(true)
    expect(result.legs).toEqual({
      lexical: { weight: 1, matched: 5 },
      vector: { used: false, reason: 'not-embedded' },
    })
  })

  test('an empty shop gives an empty answer', async () => {
    expect(await search({ query: 'kettle' })).toMatchObject({ items: [], next: null })
  })
})

describe('words and meaning', () => {
  beforeEach(async () => {
    await rig.save(...catalogue(200))
    await rig.drain()
  })

  test('both lists are fused, with the ranks of each on request', async () => {
    const { items, legs } = await search({ query: 'red steel kettle 0', explain: true })
    expect(items[0]).toMatchObject({ id: 'p0', ranks: { lexical: 1, vector: 1 } })
    expect(legs.vector).toEqual({ used: true, weight: 0.3, model: 'words-32' })
    expect(legs.lexical.weight).toBeCloseTo(0.7)
    expect((await search({ query: 'kettle' })).items[0]).not.toHaveProperty('ranks')
  })

  test('a query without a known word is answered by meaning', async () => {
    const { items, legs } = await search({ query: 'zzz' })
    expect(legs.lexical.matched).toBe(0)
    expect(items).toHaveLength(10)
  })

  test('a model that is away leaves the words', async () => {
    rig.source.failing = true
    const { items, legs } = await search({ query: 'red kettle' })
    expect(legs.vector).toEqual({ used: false, reason: 'model-unavailable' })
    expect(items).toHaveLength(10)
    rig.source.failing = false
    expect((await search({ query: 'red kettle' })).legs.vector.used).toBe(true)
  })

  test('the weight is a setting of the shop', async () => {
    await sql`UPDATE shops SET settings = '{"searchVectorWeight": 0}'`.execute(rig.database.db)
    expect((await search({ query: 'kettle' })).legs.vector).toEqual({ used: false, reason: 'weight-zero' })
  })

  test('pages follow each other without repeats or gaps, to the end', async () => {
    const whole = await ids({ query: 'red kettle', limit: 1_000 })
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const page = await search({
        query: 'red kettle',
        limit: 7,
        ...(cursor === undefined ? {} : { cursor }),
      })
      paged.push(...page.items.map(({ id }) => id))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(paged).toEqual(whole)
    expect(new Set(paged).size).toBe(paged.length)
  })

  test('a cursor of another query is refused', async () => {
    const { next } = await search({ query: 'red kettle', limit: 5 })
    await expect(search({ query: 'blue kettle', limit: 5, cursor: next ?? '' })).rejects.toMatchObject({
      code: 'request.invalid',
    })
  })

  test('another shop sees nothing of it', async () => {
    const shopId = await addShop(rig.database)
    expect(await ids({ query: 'red kettle', shopId })).toEqual([])
  })
})

describe('filters', () => {
  test('a filter that few pass is still answered in full, best words first', async () => {
    await rig.save(
      ...catalogue(400, (i) => ({
        brand: i % 50 === 0 ? 'Acme' : 'Other',
        variants: [{ ...anyVariant(), priceMinor: i * 100, stockUnits: i % 100 === 0 ? 1 : 0 }],
      })),
    )
    await rig.drain()
    expect(new Set(await ids({ query: 'kettle', filter: { brand: { in: ['acme'] } } }))).toEqual(
      new Set([0, 50, 100, 150, 200, 250, 300, 350].map((i) => `p${String(i)}`)),
    )
    const inStock = await ids({
      query: 'kettle',
      filter: { all: [{ brand: { in: ['acme'] } }, { stock: { in: true } }] },
    })
    expect(inStock.toSorted()).toEqual(['p0', 'p100', 'p200', 'p300'])
    expect(await ids({ query: 'kettle', filter: { price: { lt: 2 } } })).toEqual(['p0', 'p1'])
  })
})

describe('freshness', () => {
  beforeEach(async () => {
    await rig.save(...catalogue(20))
    await ids({ query: 'kettle' })
    clock.advance(1_000)
  })

  test('a new product is found, a hidden one is not', async () => {
    const [first] = catalogue(1)
    if (first === undefined) throw new Error('The catalogue is empty.')
    await rig.save({ ...first, status: 'archived' }, product({ id: 'new', title: 'Samovar kettle' }))
    expect(await ids({ query: 'samovar' })).toEqual(['new'])
    expect(await ids({ query: 'kettle' })).not.toContain('p0')
  })

  test('a hidden or deleted product is gone at once, whatever the index still holds', async () => {
    await sql`UPDATE products SET status = 'archived' WHERE external_id = 'p0'`.execute(rig.database.db)
    await sql`DELETE FROM products WHERE external_id = 'p8'`.execute(rig.database.db)
    const index = await deps.lexicalIndexes.of(rig.database.shopId)
    expect(index.has('p8')).toBe(true)
    expect(await ids({ query: 'kettle' })).toEqual(['p16'])
    expect(index.has('p8')).toBe(false)
  })

  test('many first searches share one load', async () => {
    const { db } = rig.database
    const lexicalIndexes = new LexicalIndexes({ db, clock })
    const before = rig.database.counts.statements
    const indexes = await Promise.all(
      Array.from({ length: 20 }, () => lexicalIndexes.of(rig.database.shopId)),
    )
    expect(new Set(indexes).size).toBe(1)
    expect(rig.database.counts.statements - before).toBeLessThanOrEqual(3)
  })

  test('the least searched shop leaves memory first', async () => {
    const { db, shopId } = rig.database
    const other = await addShop(rig.database)
    const lexicalIndexes = new LexicalIndexes({ db, clock, productsMax: 19 })
    await lexicalIndexes.of(shopId)
    expect(lexicalIndexes.loaded).toEqual([shopId])
    await lexicalIndexes.of(other)
    expect(lexicalIndexes.loaded).toEqual([other])
  })
})

function anyVariant() {
  const [variant] = product({ id: 'z' }).variants
  if (variant === undefined) throw new Error('A product has a variant.')
  return variant
}
