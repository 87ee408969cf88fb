import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { upsertProducts } from '../../src/catalog/imports/upsert-queries.ts'
import { productSchema } from '../../src/catalog/product.ts'
import { productRow } from '../../src/catalog/stored-product.ts'
import type { Answer } from './support/answer.ts'
import { bearer, startServer, type TestServer } from './support/start-server.ts'

let t: TestServer
beforeAll(async () => {
  t = await startServer()
})
afterAll(async () => {
  await t[Symbol.asyncDispose]()
})

async function send(
  method: 'GET' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  payload?: object,
  key = t.secret,
) {
  const response = await t.server.inject({
    method,
    url: `/v1/copy${url}`,
    headers: bearer(key),
    ...(payload === undefined ? {} : { payload }),
  })
  return {
    status: response.statusCode,
    body: response.statusCode === 204 ? undefined : response.json<Answer>(),
  }
}

describe('the attribute dictionary', () => {
  test('is replaced whole, changed entry by entry, and read page by page', async () => {
    const entries = ['width', 'depth', 'weight'].map((attribute) => ({ attribute, unit: 'mm' }))
    expect((await send('PUT', '/dictionary', { entries })).body).toEqual({
      entries: 3,
      changed: 3,
      removed: 0,
    })
    expect((await send('PUT', '/dictionary', { entries })).body).toEqual({
      entries: 3,
      changed: 0,
      removed: 0,
    })
    const edit = { set: [{ attribute: 'weight', unit: 'g', mustSay: true }], remove: ['depth', 'unheard_of'] }
    expect((await send('PATCH', '/dictionary', edit)).body).toEqual({ entries: 2, changed: 1, removed: 1 })
    const first = await send('GET', '/dictionary?limit=1')
    expect(first.body).toMatchObject({
      items: [{ attribute: 'weight', unit: 'g', mustSay: true, sayable: null }],
    })
    const second = await send('GET', `/dictionary?limit=1&cursor=${first.body?.next ?? ''}`)
    expect(second.body).toMatchObject({ items: [{ attribute: 'width' }], next: null })
  })

  test('says precisely what is wrong with an entry', async () => {
    const twice = { entries: [{ attribute: 'width' }, { attribute: 'width' }] }
    expect(await send('PUT', '/dictionary', twice)).toMatchObject({
      status: 400,
      body: { errors: [{ path: '1.attribute', message: '"width" is here twice' }] },
    })
    const wrong = { set: [{ attribute: 'Width', weight: 11 }] }
    const answer = await send('PATCH', '/dictionary', wrong)
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).toContain('lower snake case')
  })

  test('belongs to its shop alone', async () => {
    await send('PATCH', '/dictionary', { set: [{ attribute: 'only_here' }] })
    expect(JSON.stringify((await send('GET', '/dictionary', undefined, t.otherSecret)).body)).not.toContain(
      'only_here',
    )
  })
})

test('suggestions rank attributes by the products they unlock and propose only units that others state', async () => {
  const make = (id: string, attributes: object) =>
    productSchema.parse({ id, title: id, attributes, variants: [{ id: 'v' }] })
  const products = [
    make('s1', { reach: { value: 3 }, span: { value: 5 }, cups: { value: 2 } }),
    make('s2', { reach: { value: 4 }, span: { value: '5 - 9' } }),
    make('s3', { reach: { value: 4 }, span: { value: 5, unit: 'cm' }, lift: { value: 8 } }),
    make('s4', { span: { value: 5, unit: 'centimetres' }, lift: { value: 1, unit: 'kg' } }),
    make('s5', { lift: { value: 1, unit: 'g' } }),
  ]
  await upsertProducts(t.database.db, t.shopId, products.map(productRow))
  const { body } = await send('GET', '/dictionary/suggestions')
  expect(body).toMatchObject({
    items: [
      { attribute: 'reach', products: 3, unit: null, statedBy: 0, examples: ['3', '4'] },
      { attribute: 'span', products: 2, unit: 'cm', statedBy: 2 },
      { attribute: 'lift', products: 1, unit: null },
    ],
    next: null,
  })
  const page = await send('GET', '/dictionary/suggestions?limit=2')
  const rest = await send('GET', `/dictionary/suggestions?limit=2&cursor=${page.body?.next ?? ''}`)
  expect(rest.body).toMatchObject({ items: [{ attribute: 'lift' }], next: null })
  await send('PATCH', '/dictionary', { set: [{ attribute: 'reach', unit: 'm' }] })
  expect(JSON.stringify((await send('GET', '/dictionary/suggestions')).body)).not.toContain('reach')
})

const certificate = {
  covers: { products: ['k1'] },
  phrase: 'organic cotton certified to GOTS',
  scheme: 'GOTS',
  issuer: 'Control Union',
  reference: 'CU 1',
  expiresAt: '2030-01-01T00:00:00Z',
}
const promotion = {
  name: 'Winter sale',
  covers: { filter: { brand: { in: ['Corvane'] } } },
  terms: { kind: 'bundle', buy: 3, pay: 2 },
  startsAt: '2026-12-27T00:00:00+01:00',
  endsAt: '2027-01-10T00:00:00+01:00',
  timeZone: 'Europe/Berlin',
}

describe.each([
  ['certificates', certificate, { phrase: 'another phrase' }],
  ['promotions', promotion, { name: 'Spring sale' }],
])('%s', (kind, content, change) => {
  test('are put under an id, read, listed, replaced and removed, each shop its own', async () => {
    const url = `/${kind}/first-one`
    expect(await send('PUT', url, content)).toMatchObject({
      status: 200,
      body: { id: 'first-one', ...content },
    })
    expect((await send('GET', url)).body).toMatchObject(content)
    await send('PUT', `/${kind}/another`, content)
    expect((await send('GET', `/${kind}`)).body).toMatchObject({
      items: [{ id: 'another' }, { id: 'first-one' }],
      next: null,
    })
    expect((await send('PUT', url, { ...content, ...change })).body).toMatchObject(change)
    expect((await send('GET', url, undefined, t.otherSecret)).status).toBe(404)
    expect((await send('DELETE', url, undefined, t.otherSecret)).status).toBe(404)
    expect((await send('DELETE', url)).status).toBe(204)
    expect(await send('GET', url)).toMatchObject({
      status: 404,
      body: { code: `content.${kind.slice(0, -1)}-not-found` },
    })
  })

  test('refuse an id or content of another form', async () => {
    expect((await send('PUT', `/${kind}/Not%20So`, content)).status).toBe(400)
    expect((await send('PUT', `/${kind}/fine`, { ...content, covers: {} })).status).toBe(400)
    expect((await send('PUT', `/${kind}/fine`, { ...content, surprise: 1 })).status).toBe(400)
  })
})

test('a promotion names what it lacks', async () => {
  const noCurrency = { ...promotion, terms: { kind: 'amount', amountMinor: 500 } }
  expect(JSON.stringify((await send('PUT', '/promotions/p', noCurrency)).body)).toContain(
    'names an amount of money',
  )
  const noZone = { ...promotion, timeZone: 'Berlin' }
  expect(JSON.stringify((await send('PUT', '/promotions/p', noZone)).body)).toContain('IANA time zone')
})

test('the ask list says what products of a kind lack that their siblings have', async () => {
  const make = (id: string, attributes: object) =>
    productSchema.parse({ id, title: id, category: ['Home', 'Jugs'], attributes, variants: [{ id: 'v' }] })
  const litre = { value: 1, unit: 'l' }
  const products = [
    make('j1', { capacity: litre, material: { value: 'glass' }, height: { value: 20 } }),
    make('j2', { capacity: litre, height: { value: 21 } }),
    make('j3', { material: { value: 'steel' }, height: { value: 22 } }),
    make('j4', { capacity: { value: 2 }, oddity: { value: 'yes' } }),
  ]
  await upsertProducts(t.database.db, t.shopId, products.map(productRow))
  const url = `/ask?category=${encodeURIComponent('Home > Jugs')}`
  const { body } = await send('GET', url)
  expect(body).toMatchObject({
    items: [
      { attribute: 'capacity', reason: 'missing', products: 2, siblingShare: 0.75, examples: ['j3', 'j4'] },
      { attribute: 'height', reason: 'unit-missing', products: 4 },
      { attribute: 'material', products: 2, siblingShare: 0.5, examples: ['j2', 'j4'] },
    ],
    next: null,
  })
  const page = await send('GET', `${url}&limit=1`)
  const rest = await send('GET', `${url}&limit=5&cursor=${page.body?.next ?? ''}`)
  expect(rest.body?.items).toHaveLength(2)
  const one = await send('GET', '/ask?product=j2')
  expect(one.body).toMatchObject({
    items: [{ attribute: 'height' }, { attribute: 'material', examples: ['j2'] }],
  })
  await send('PATCH', '/dictionary', {
    set: [
      { attribute: 'height', unit: 'cm' },
      { attribute: 'oddity', mustSay: true, weight: 10 },
    ],
  })
  const demanded = await send('GET', '/ask?product=j2')
  expect(demanded.body).toMatchObject({ items: [{ attribute: 'material' }, { attribute: 'oddity' }] })
})
