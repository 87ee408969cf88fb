import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { upsertProducts } from '../../../src/catalog/imports/upsert-queries.ts'
import { productRow } from '../../../src/catalog/stored-product.ts'
import { product } from '../../catalog/product-examples.ts'
import { bearer, startServer, type TestServer } from '../support/start-server.ts'

let t: TestServer
beforeAll(async () => {
  t = await startServer()
  const rows = Array.from({ length: 12 }, (_, index) =>
    productRow(
      product({ id: `k${String(index)}`, title: `Kettle ${String(index)}`, category: ['Home', 'Kettles'] }),
    ),
  )
  await upsertProducts(t.database.db, t.shopId, rows)
})
afterAll(() => t[Symbol.asyncDispose]())

const item = z.object({ id: z.string(), rule: z.string().nullable() })
const previewSchema = z.object({
  withRules: z.array(item),
  withoutRules: z.array(item),
  rules: z.array(z.object({ id: z.string(), name: z.string(), effect: z.string() })),
})

async function preview(payload: object) {
  const answer = await t.server.inject({
    method: 'POST',
    url: '/v1/merchandising/preview',
    headers: bearer(t.secret),
    payload,
  })
  expect(answer.statusCode).toBe(200)
  return previewSchema.parse(answer.json())
}

const page = { placement: 'product-similar', context: { item: 'k0' }, n: 4 }

test('shows the slate with and without rules, names what a rule moved, and stores nothing', async () => {
  const shown = await preview({
    request: page,
    at: '2026-11-27T10:00:00Z',
    add: [
      { name: 'first', action: 'pin', filter: { id: { in: ['k5'] } } },
      { name: 'recall', action: 'hide', filter: { id: { in: ['k8'] } } },
      { name: 'of nothing', action: 'boost', filter: { brand: { in: ['nobody'] } } },
      {
        name: 'next year',
        action: 'bury',
        filter: { all: [] },
        schedule: { timeZone: 'Europe/Berlin', from: '2027-01-01T00:00:00+01:00' },
      },
      { name: 'elsewhere', action: 'boost', filter: { all: [] }, placements: ['home'] },
    ],
  })
  expect(shown.withRules[0]).toEqual({ id: 'k5', rule: 'tried-0' })
  expect(shown.withoutRules.map(({ id }) => id)).toContain('k8')
  expect(shown.withRules.map(({ id }) => id)).not.toContain('k8')
  expect(shown.withoutRules.every(({ rule }) => rule === null)).toBe(true)
  expect(shown.rules.map(({ name, effect }) => [name, effect])).toEqual([
    ['first', 'matches'],
    ['recall', 'matches'],
    ['of nothing', 'no-eligible-product'],
    ['next year', 'out-of-schedule'],
    ['elsewhere', 'other-placement'],
  ])
  const rows = await t.database.db.selectFrom('slates').selectAll().execute()
  expect(rows).toEqual([])
})

test('a rule of the shop counts, and can be left out', async () => {
  const made = await t.server.inject({
    method: 'POST',
    url: '/v1/merchandising/rules',
    headers: bearer(t.secret),
    payload: { name: 'pin', action: 'pin', filter: { id: { in: ['k3'] } }, state: 'enabled' },
  })
  const { id } = z.object({ id: z.string() }).parse(made.json())
  expect((await preview({ request: page })).withRules[0]).toEqual({ id: 'k3', rule: id })
  const without = await preview({ request: page, without: [id] })
  expect(without.rules).toEqual([{ id, name: 'pin', effect: 'left-out' }])
  expect(without.withRules).toEqual(without.withoutRules)
})

test('a page without its context is refused by field', async () => {
  const answer = await t.server.inject({
    method: 'POST',
    url: '/v1/merchandising/preview',
    headers: bearer(t.secret),
    payload: { request: { placement: 'search' } },
  })
  expect(answer.statusCode).toBe(400)
})
