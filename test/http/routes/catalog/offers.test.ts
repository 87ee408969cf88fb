import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bearer, startServer, type TestServer } from '../../support/start-server.ts'
import { product } from '../../../catalog/product-examples.ts'
import { productRow } from '../../../../src/catalog/stored-product.ts'
import { upsertProducts } from '../../../../src/catalog/imports/upsert-queries.ts'

interface Answer {
  readonly changed: boolean
  readonly applied: boolean
  readonly product: { readonly variants: readonly unknown[] }
  readonly code: string
}

let t: TestServer
let isApplied = true
beforeAll(async () => {
  t = await startServer({ changes: { awaitApplied: () => Promise.resolve({ applied: isApplied }) } })
  const variants = ['a', 'b'].map((id) => ({
    ...product({ id: 'any' }).variants[0],
    ...{ id, title: null, options: {}, attributes: {}, gtin: null, mpn: null },
    ...{ priceMinor: 1_000, compareAtPriceMinor: null, stockUnits: 3 },
  }))
  await upsertProducts(t.database.db, t.shopId, [productRow(product({ id: 'k', variants }))])
})
afterAll(() => t[Symbol.asyncDispose]())

const patch = (payload: object, id = 'k', key = t.secret) =>
  t.server.inject({ method: 'PATCH', url: `/v1/products/${id}`, headers: bearer(key), payload })

const ledger = async () =>
  (
    await sql<{ variant: string; price: number }>`
      SELECT variant_external_id AS variant, price_minor AS price FROM price_ledger
      WHERE shop_id = ${t.shopId} ORDER BY observed_at, variant_external_id`.execute(t.database.db)
  ).rows.map(({ variant, price }) => [variant, price])

const column = async () =>
  (
    await sql<{ status: string; in_stock: boolean; price_min_minor: number }>`
      SELECT status, in_stock, price_min_minor FROM products WHERE shop_id = ${t.shopId}`.execute(
      t.database.db,
    )
  ).rows[0]

test('what is named changes, what is not stays, and the price ledger knows', async () => {
  const answer = await patch({ variants: [{ id: 'b', priceMinor: 800, compareAtPriceMinor: 1_000 }] })
  expect(answer.statusCode).toBe(200)
  const { changed, applied, product: shown } = answer.json<Answer>()
  expect({ changed, applied }).toEqual({ changed: true, applied: true })
  expect(shown.variants).toMatchObject([
    { id: 'a', priceMinor: 1_000, compareAtPriceMinor: null, stockUnits: 3 },
    { id: 'b', priceMinor: 800, compareAtPriceMinor: 1_000, stockUnits: 3 },
  ])
  expect(await column()).toEqual({ status: 'active', in_stock: true, price_min_minor: 800 })
  expect(await ledger()).toEqual([
    ['a', 1_000],
    ['b', 1_000],
    ['b', 800],
  ])
})

test('sold out in every variant is out of stock; saying it again changes nothing', async () => {
  const empty = { status: 'draft', variants: ['a', 'b'].map((id) => ({ id, stockUnits: 0 })) }
  expect((await patch(empty)).json<Answer>()).toMatchObject({ changed: true })
  expect(await column()).toMatchObject({ status: 'draft', in_stock: false })
  expect((await patch(empty)).json<Answer>()).toMatchObject({ changed: false, applied: true })
})

test('changes of one product at once all hold', async () => {
  await Promise.all([
    patch({ variants: [{ id: 'a', stockUnits: 7 }] }),
    patch({ variants: [{ id: 'b', stockUnits: 8 }] }),
    patch({ status: 'active' }),
  ])
  const { product: shown } = (await patch({ status: 'active' })).json<Answer>()
  expect(shown).toMatchObject({ status: 'active', variants: [{ stockUnits: 7 }, { stockUnits: 8 }] })
})

test('a process that has not said that it knows is disclosed', async () => {
  isApplied = false
  expect((await patch({ status: 'archived' })).json<Answer>()).toMatchObject({
    changed: true,
    applied: false,
  })
  isApplied = true
})

test('unknown products and variants, other shops and empty changes get precise refusals', async () => {
  const codeOf = async (answer: ReturnType<typeof patch>) => {
    const refused = await answer
    return [refused.statusCode, refused.json<Answer>().code]
  }
  expect(await codeOf(patch({ status: 'draft' }, 'nope'))).toEqual([404, 'catalog.product-not-found'])
  expect(await codeOf(patch({ status: 'draft' }, 'k', t.otherSecret))).toEqual([
    404,
    'catalog.product-not-found',
  ])
  expect(await codeOf(patch({ variants: [{ id: 'z', stockUnits: 1 }] }))).toEqual([
    404,
    'catalog.variant-not-found',
  ])
  for (const bad of [{}, { variants: [] }, { variants: [{ id: 'a', priceMinor: -1 }] }, { title: 'x' }]) {
    expect(await codeOf(patch(bad))).toEqual([400, 'request.invalid'])
  }
})
