import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { matchesFilter } from '../../../src/catalog/filter-condition.ts'
import { productFilterSchema } from '../../../src/catalog/filter.ts'
import { upsertProducts } from '../../../src/catalog/imports/upsert-queries.ts'
import { OpenMirrors } from '../../../src/catalog/mirror/open-mirrors.ts'
import { productRow } from '../../../src/catalog/stored-product.ts'
import { systemClock } from '../../../src/clock.ts'
import { openChanges } from '../../../src/database/changes/open-changes.ts'
import { addShop, testDatabase } from '../../support/database.ts'
import { product } from '../product-examples.ts'

const variant = (stockUnits: number, priceMinor: number, compareAtPriceMinor: number | null = null) => ({
  id: 'v',
  title: null,
  options: {},
  attributes: {},
  priceMinor,
  compareAtPriceMinor,
  stockUnits,
  gtin: null,
  mpn: null,
})

test('a mirror shows what Postgres holds, and every change before it counts as applied', async () => {
  await using database = await testDatabase()
  const { db, shopId } = database
  await using changes = await openChanges(database, {
    id: 'proc_test',
    clock: systemClock,
    listens: true,
    onTrouble: () => undefined,
  })
  using mirrors = new OpenMirrors({ db, feed: changes.feed })
  const products = Array.from({ length: 600 }, (_, n) =>
    product({
      id: `p${n}`,
      brand: n % 2 === 0 ? 'Mill' : 'Loom',
      category: ['Home', n % 3 === 0 ? 'Beds' : 'Lamps'],
      status: n % 7 === 0 ? 'draft' : 'active',
      variants: [variant(n % 5, 100 * n, n % 10 === 1 ? 100 * n + 1_000 : null)],
    }),
  )
  await upsertProducts(db, shopId, products.map(productRow))
  const mirror = await mirrors.of(shopId)
  expect(mirrors.isCurrent(mirror)).toBe(true)
  const filters = [
    { price: { gte: 20, lt: 300 } },
    { any: [{ brand: { in: ['mill'] } }, { category: { under: ['Home', 'Beds'] } }] },
    { not: { all: [{ stock: { in: true } }, { status: { in: ['active'] } }] } },
  ].map((filter) => productFilterSchema.parse(filter))
  const agree = () => {
    for (const filter of filters) {
      const keeps = mirror.matcher(filter)
      for (const one of products) {
        expect(keeps(mirror.numberOf(one.id) ?? -1)).toBe(matchesFilter(one, filter))
      }
    }
  }
  agree()
  for (const n of [1, 2, 3]) {
    products[n] = product({ id: `p${n}`, brand: 'Mill', status: 'archived', variants: [variant(0, 5_000)] })
  }
  await upsertProducts(db, shopId, products.slice(1, 4).map(productRow))
  expect(await changes.awaitApplied()).toMatchObject({ applied: true })
  agree()
  expect(mirror.isHidden(mirror.numberOf('p1') ?? -1)).toBe(true)

  const { eligible, hidden, stock, ...rest } = mirror.count(filters[0], new Set())
  expect(eligible + hidden + stock + rest.filter + rest.excluded).toBe(600)
  const sold = [...mirror.latest()].map((number) => mirror.product(number).id)
  const ids = products.map(({ id }) => id)
  expect(new Set(sold)).toEqual(await mirrors.confirm(shopId, ids, undefined))
  expect([...mirror.onSale()].every((number) => mirror.product(number).onSale)).toBe(true)
  expect([...mirror.onSale()].length).toBeGreaterThan(0)
  const inGroup = (facet: 'category' | 'brand', value: string) =>
    [...(mirror.group(facet, value)?.products ?? [])].map((number) => mirror.product(number).id).sort()
  const idsWhere = (test: (one: (typeof products)[number]) => boolean) =>
    products
      .filter(test)
      .map(({ id }) => id)
      .sort()
  expect(inGroup('brand', 'mill')).toEqual(idsWhere(({ brand }) => brand === 'Mill'))
  expect(inGroup('category', 'home > beds')).toEqual(idsWhere(({ category }) => category[1] === 'Beds'))
  const wanted = {
    filter: filters[1],
    hidden: [productFilterSchema.parse({ id: { in: ['p6'] } })],
    exclude: ['p12'],
  }
  const newest = await mirrors.newest(shopId, { ...wanted, limit: 1_000 })
  const keeps = mirror.matcher(productFilterSchema.parse(filters[1]))
  expect(newest).toEqual(
    [...mirror.latest()]
      .filter((number) => keeps(number))
      .map((number) => mirror.product(number).id)
      .filter((id) => id !== 'p6' && id !== 'p12'),
  )
  expect(await mirrors.newest(shopId, { ...wanted, limit: 3 })).toEqual(newest.slice(0, 3))

  await sql`UPDATE products SET in_stock = false WHERE shop_id = ${shopId}`.execute(db)
  await sql`DELETE FROM products WHERE shop_id = ${shopId} AND external_id = 'p5'`.execute(db)
  await changes.awaitApplied()
  expect([...mirror.latest()]).toEqual([])
  expect(mirror.numberOf('p5')).toBeUndefined()
  expect(inGroup('category', 'home > lamps')).not.toContain('p5')
})

test('a mirror that left memory is not current any more, and its numbers and versions do not come again', async () => {
  await using database = await testDatabase()
  const { db, shopId } = database
  const other = await addShop(database)
  using mirrors = new OpenMirrors({
    db,
    feed: { subscribe: () => () => undefined, isCurrent: () => true },
    productsMax: 1,
  })
  for (const shop of [shopId, other]) {
    await upsertProducts(db, shop, [productRow(product({ id: 'p' })), productRow(product({ id: 'q' }))])
  }
  const first = await mirrors.of(shopId)
  expect(mirrors.isCurrent(first)).toBe(true)
  await mirrors.of(other)
  expect(mirrors.isCurrent(first)).toBe(false)
  const again = await mirrors.of(shopId)
  expect(mirrors.isCurrent(again)).toBe(true)
  expect(mirrors.isCurrent(first)).toBe(false)
  expect(again.generation).not.toBe(first.generation)
  expect(again.version).toBeGreaterThan(first.version + 1_000_000)
})
