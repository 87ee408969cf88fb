import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { matchesFilter } from '../../src/catalog/filter-condition.ts'
import { filterSql } from '../../src/catalog/filter-queries.ts'
import { productFilterSchema, type ProductFilter } from '../../src/catalog/filter.ts'
import { OpenMirrors } from '../../src/catalog/mirror/open-mirrors.ts'
import { upsertProducts } from '../../src/catalog/imports/upsert-queries.ts'
import type { Product } from '../../src/catalog/product.ts'
import { productRow } from '../../src/catalog/stored-product.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'
import { anyProduct, names, segments, words } from './product-examples.ts'

const number = fc.oneof(fc.integer({ min: -5, max: 20 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
const range = fc
  .record({ gte: number, gt: number, lte: number, lt: number }, { requiredKeys: [] })
  .filter((bounds) => Object.keys(bounds).length > 0)
const some = <T>(value: fc.Arbitrary<T>) => fc.record({ in: fc.array(value, { minLength: 1, maxLength: 3 }) })
const word = fc.constantFrom(...words)
const leaf = fc.oneof(
  range.map((price) => ({ price })),
  fc.boolean().map((inStock) => ({ stock: { in: inStock } })),
  fc
    .array(fc.constantFrom(...segments), { minLength: 1, maxLength: 3 })
    .map((under) => ({ category: { under } })),
  fc.array(fc.constantFrom(...segments), { minLength: 1, maxLength: 3 }).map((is) => ({ category: { is } })),
  some(word).map((brand) => ({ brand })),
  some(word).map((tag) => ({ tag })),
  some(fc.constantFrom('active', 'draft')).map((status) => ({ status })),
  some(fc.constantFrom('en', 'EN-gb', 'fr')).map((locale) => ({ locale })),
  some(fc.string({ minLength: 1, maxLength: 3, unit: 'grapheme' })).map((id) => ({ id })),
  fc
    .tuple(
      fc.constantFrom(...names, 'shoe_size_eu'),
      fc.oneof(some(fc.oneof(word, number, fc.boolean())), range, fc.record({ exists: fc.boolean() })),
    )
    .map(([name, test]) => ({ [`attr.${name}`]: test })),
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('tree').map((not) => ({ not })),
  ),
}))
const anyFilter = tree
  .map((input) => productFilterSchema.safeParse(input))
  .filter((parsed) => parsed.success)
  .map((parsed) => parsed.data)

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

async function keptBySql(filter: ProductFilter): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT p.external_id AS id FROM products p WHERE p.shop_id = ${database.shopId} AND ${filterSql(filter, 'p')}`.execute(
    database.db,
  )
  return rows.map((row) => row.id)
}

describe('a filter in SQL', () => {
  it('keeps exactly what it keeps of products and in the mirror that serving asks, for any of them', async () => {
    const products: Product[] =
      fc.sample(fc.uniqueArray(anyProduct, { minLength: 60, maxLength: 120, selector: ({ id }) => id }), {
        numRuns: 1,
        seed: 7,
      })[0] ?? []
    expect(products.length).toBeGreaterThanOrEqual(60)
    await upsertProducts(database.db, database.shopId, products.map(productRow))
    const mirrors = new OpenMirrors({
      db: database.db,
      feed: { subscribe: () => () => undefined, isCurrent: () => true },
    })
    const mirror = await mirrors.of(database.shopId)
    let kept = 0
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        const expected = products.filter((product) => matchesFilter(product, filter)).map(({ id }) => id)
        kept += expected.length
        expect((await keptBySql(filter)).sort()).toEqual(expected.sort())
        const keeps = mirror.matcher(filter)
        expect(
          products
            .filter(({ id }) => keeps(mirror.numberOf(id) ?? -1))
            .map(({ id }) => id)
            .sort(),
        ).toEqual(expected)
      }),
      { numRuns: 400, seed: 11 },
    )
    // A comparison of empty answers would prove nothing.
    expect(kept).toBeGreaterThan(1_000)
  })

  it('never fails on facets it did not expect', async () => {
    await sql`UPDATE products SET facets = '{"price": "x", "attr.width": {"a": 1}, "attr": null, "brand": 7}'::jsonb`.execute(
      database.db,
    )
    const filter = productFilterSchema.parse({
      any: [
        { price: { gte: 1 } },
        { 'attr.width': { lt: 5 } },
        { 'attr.width': { exists: true } },
        { brand: '7' },
      ],
    })
    expect(await keptBySql(filter)).toEqual([])
  })

  it('answers facet equality from the index', async () => {
    const one = productFilterSchema.parse({ 'attr.colour': 'red' })
    const several = productFilterSchema.parse({ brand: { in: ['a', 'b'] } })
    for (const filter of [one, several]) {
      await database.db.transaction().execute(async (trx) => {
        await sql`SET LOCAL enable_seqscan = off`.execute(trx)
        const { rows } = await sql<{ 'QUERY PLAN': string }>`
          EXPLAIN SELECT id FROM products p WHERE ${filterSql(filter, 'p')}`.execute(trx)
        expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('products_by_facet')
      })
    }
  })
})
