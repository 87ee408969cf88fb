import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogFormats } from '../../src/catalog/formats/catalog-format.ts'
import { writeCatalog } from '../../src/catalog/formats/write-catalog.ts'
import { upsertProducts } from '../../src/catalog/imports/upsert-queries.ts'
import { selectProductsByExternalId } from '../../src/catalog/product-queries.ts'
import { productHash } from '../../src/catalog/product.ts'
import { productRow, toProduct } from '../../src/catalog/stored-product.ts'
import { bearer, startServer, type TestServer } from '../http/support/start-server.ts'
import { collect, errorsOf, listed, productsOf, readFeed } from './formats/read-feed.ts'
import { product } from './product-examples.ts'

let rig: TestServer
beforeAll(async () => {
  rig = await startServer()
})
afterAll(() => rig[Symbol.asyncDispose]())

const plain = product({ id: 'kettle' }).variants.map((variant) => ({ ...variant, priceMinor: 4_999 }))
const costed = product({
  id: 'kettle',
  variants: plain.flatMap((variant) => [
    { ...variant, id: 'red', options: { Colour: 'Red' }, costMinor: 2_150 },
    { ...variant, id: 'blue', options: { Colour: 'Blue' } },
  ]),
})
const costsOf = (variants: readonly { readonly costMinor?: number }[]) =>
  variants.map(({ costMinor }) => costMinor)

test.each(catalogFormats.map(({ name }) => name))('%s gives costs back', async (format) => {
  const rows = await readFeed(Buffer.concat(await collect(writeCatalog(listed([costed]), format))), {
    format,
  })
  expect(errorsOf(rows)).toEqual([])
  expect(productsOf(rows).map(({ variants }) => costsOf(variants))).toEqual([[2_150, undefined]])
})

test('files of Shopify, of Google and of one’s own state costs', async () => {
  const feeds = [
    'Handle,Title,Variant SKU,Variant Price,Cost per item\nk,Kettle,k,49.99,21.50\n',
    'id\ttitle\tprice\tcost_of_goods_sold\nk\tKettle\t49.99 EUR\t21.50 EUR\n',
    '{"id":"k","title":"Kettle","price":49.99,"cost":21.5}\n',
  ]
  for (const feed of feeds) {
    const rows = await readFeed(feed)
    expect(errorsOf(rows)).toEqual([])
    const [read] = productsOf(rows)
    expect(read && costsOf(read.variants)).toEqual([2_150])
    expect(JSON.stringify(read?.source)).not.toContain('21.5')
  }
})

test('a cost is stored, leaves a product without one as it was, and stands in no answer about products', async () => {
  const { database, shopId, server, secret } = rig
  await upsertProducts(database.db, shopId, [productRow(costed)])
  const [stored] = await selectProductsByExternalId(database.db, shopId, ['kettle'])
  expect(stored && productHash(toProduct(stored))).toBe(productHash(costed))
  expect(stored && costsOf(stored.variants)).toEqual([2_150, undefined])
  for (const url of ['/v1/products/kettle', '/v1/products']) {
    const { statusCode, body } = await server.inject({ method: 'GET', url, headers: bearer(secret) })
    expect(statusCode).toBe(200)
    expect(body).not.toMatch(/cost|2150/i)
  }
  const { publishable } = rig
  const refused = await server.inject({
    ...{ method: 'GET', url: '/v1/exports?format=jsonl', headers: bearer(publishable) },
  })
  expect(refused.statusCode).toBe(403)
})
