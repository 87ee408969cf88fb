import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportCatalog } from '../../src/catalog/export-catalog.ts'
import { productFilterSchema } from '../../src/catalog/filter.ts'
import { upsertProducts } from '../../src/catalog/imports/upsert-queries.ts'
import {
  getProduct,
  listProducts,
  loadProducts,
  loadProductsByExternalId,
  streamProducts,
} from '../../src/catalog/read-products.ts'
import { productRow, toProduct } from '../../src/catalog/stored-product.ts'
import { addShop, testDatabase, type TestDatabase } from '../support/database.ts'
import { importFile } from './imports/import-run.ts'
import { product } from './product-examples.ts'

let database: TestDatabase
let other: string
const imported = Array.from({ length: 450 }, (_, index) =>
  product({
    id: `p${String(index)}`,
    brand: index % 2 === 0 ? 'Even' : null,
    attributes: { n: { value: index, unit: null } },
  }),
)
beforeAll(async () => {
  database = await testDatabase()
  other = await addShop(database)
  await upsertProducts(database.db, database.shopId, imported.map(productRow))
  await upsertProducts(database.db, other, [productRow(product({ id: 'p1', title: 'Theirs' }))])
})
afterAll(() => database[Symbol.asyncDispose]())

describe('reading products', () => {
  it('gives a product back as it was imported, with our ids', async () => {
    const stored = await getProduct(database.db, database.shopId, 'p4')
    expect(toProduct(stored)).toEqual(imported[4])
    expect(stored).toMatchObject({
      productId: expect.any(Number),
      createdAt: expect.any(Date),
      updatedAt: expect.any(Date),
    })
    expect(stored.variants[0]?.variantId).toEqual(expect.any(Number))
  })

  it('answers the same for an unknown product and for one of another shop', async () => {
    for (const id of ['p2', 'nowhere', "x'; DROP TABLE products; --"]) {
      await expect(getProduct(database.db, other, id)).rejects.toMatchObject({
        code: 'catalog.product-not-found',
      })
    }
  })

  it('pages through every product once, with and without a filter', async () => {
    const filter = productFilterSchema.parse({ brand: 'even' })
    for (const [request, expected] of [
      [{}, 450],
      [{ filter }, 225],
    ] as const) {
      const ids: string[] = []
      let cursor: string | undefined
      do {
        const page = await listProducts(database.db, database.shopId, { ...request, cursor, limit: 75 })
        expect(page.items.length).toBe(75)
        ids.push(...page.items.map(({ id }) => id))
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      expect(new Set(ids).size).toBe(expected)
      expect(ids.length).toBe(expected)
    }
    await expect(
      listProducts(database.db, database.shopId, { cursor: 'AAAA', limit: 1 }),
    ).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('loads products by id in the order asked for, without those of other shops', async () => {
    const some = await loadProductsByExternalId(database.db, database.shopId, ['p9', 'nowhere', 'p3'])
    expect(some.map(({ id }) => id)).toEqual(['p9', 'p3'])
    const ids = some.map(({ productId }) => productId)
    expect((await loadProducts(database.db, database.shopId, ids)).map(({ id }) => id)).toEqual(['p9', 'p3'])
    expect(await loadProducts(database.db, other, ids)).toEqual([])
    expect(await loadProducts(database.db, other, [])).toEqual([])
  })

  it('streams every product once', async () => {
    const ids: string[] = []
    for await (const { id } of streamProducts(database.db, database.shopId)) ids.push(id)
    expect(ids.sort()).toEqual(imported.map(({ id }) => id).sort())
  })

  it('exports a file whose import changes nothing', async () => {
    const file: Uint8Array[] = []
    for await (const bytes of exportCatalog(database.db, database.shopId, 'jsonl')) file.push(bytes)
    const ended = await importFile(database.db, database.shopId, Buffer.concat(file))
    expect(ended).toMatchObject({ state: 'done', created: 0, updated: 0, unchanged: 450, failed: 0 })
  })

  it('exports only what the filter keeps', async () => {
    const file: Uint8Array[] = []
    const filter = productFilterSchema.parse({ 'attr.n': { lt: 3 } })
    for await (const bytes of exportCatalog(database.db, database.shopId, 'jsonl', filter)) file.push(bytes)
    expect(Buffer.concat(file).toString().trim().split('\n')).toHaveLength(3)
  })
})
