/** Re-indexes and copy jobs: accepting, repeating, reading, cancelling. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { upsertProducts } from '../../src/catalog/imports/upsert-queries.ts'
import { productRow } from '../../src/catalog/stored-product.ts'
import { product } from '../catalog/product-examples.ts'
import type { Answer } from './support/answer.ts'
import { bearer, startServer, type TestServer } from './support/start-server.ts'

let t: TestServer
beforeAll(async () => {
  t = await startServer()
  await upsertProducts(t.database.db, t.shopId, [
    productRow(product({ id: 'k1' })),
    productRow(product({ id: 'k2' })),
  ])
})
afterAll(async () => {
  await t[Symbol.asyncDispose]()
})

const post = (url: string, payload?: object, headers: Record<string, string> = {}, key = t.secret) =>
  t.server.inject({
    method: 'POST',
    url,
    headers: { ...bearer(key), ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
const get = (url: string, key = t.secret) => t.server.inject({ method: 'GET', url, headers: bearer(key) })
const request = { selection: { products: ['k1', 'k2'] }, fields: ['pdp.short'], locale: 'en-GB' }

describe('POST /v1/reindexes', () => {
  test('202, repeated 202, then 409 while it runs, and 200 when it is cancelled', async () => {
    const key = { 'idempotency-key': 'first' }
    const first = await post('/v1/reindexes', { spec: 'lsa' }, key)
    expect(first.statusCode).toBe(202)
    expect(first.json<Answer>()).toMatchObject({ state: 'queued', spec: 'lsa' })
    const again = await post('/v1/reindexes', { spec: 'lsa' }, key)
    expect([again.statusCode, again.headers['idempotent-replayed'], again.body]).toEqual([
      202,
      'true',
      first.body,
    ])
    const differing = await post('/v1/reindexes', { spec: 'minilm' }, key)
    expect([differing.statusCode, differing.json<Answer>().code]).toEqual([422, 'idempotency.body-differs'])
    const second = await post('/v1/reindexes', { spec: 'lsa' })
    expect([second.statusCode, second.json<Answer>().code]).toEqual([409, 'catalog.reindex-running'])
    const location = String(first.headers['location'])
    expect((await get(location)).json<Answer>().id).toBe(first.json<Answer>().id)
    expect((await get(location, t.otherSecret)).statusCode).toBe(404)
    expect((await post(`${location}/cancel`)).json<Answer>().state).toBe('cancelled')
    expect((await post(`${location}/cancel`)).json<Answer>().code).toBe('jobs.not-cancellable')
    expect((await get('/v1/reindexes')).json<Answer>().items).toHaveLength(1)
  })

  test.each([
    'local:/etc',
    'hub:some/model',
    'openai:some-model',
    'local:/etc+lsa',
    'nonsense',
    'minilm+lsa+lsa',
  ])('400: the model %s, which the operator has not chosen, before anything looks for it', async (spec) => {
    const answer = await post('/v1/reindexes', { spec })
    expect(answer.statusCode).toBe(400)
    expect(answer.json<Answer>()).toMatchObject({
      code: 'inference.model-unknown',
      errors: [{ path: 'spec' }],
    })
  })

  test('409: there is nothing to roll back to', async () => {
    const answer = await post('/v1/reindexes/rollback')
    expect([answer.statusCode, answer.json<Answer>().code]).toEqual([409, 'catalog.rollback-impossible'])
  })
})

describe('POST /v1/copy/jobs', () => {
  test('202: accepted once per key, readable at Location, and gone when cancelled', async () => {
    const key = { 'idempotency-key': 'copy 1' }
    const [first, again] = [
      await post('/v1/copy/jobs', request, key),
      await post('/v1/copy/jobs', request, key),
    ]
    expect([first.statusCode, again.statusCode, again.body]).toEqual([202, 202, first.body])
    const location = String(first.headers['location'])
    expect((await get(location)).json<Answer>()).toMatchObject({
      state: 'queued',
      selection: request.selection,
      fields: ['pdp.short'],
    })
    expect((await get(location, t.otherSecret)).statusCode).toBe(404)
    expect((await post(`${location}/cancel`)).statusCode).toBe(200)
    expect((await post(`${location}/cancel`)).json<Answer>().code).toBe('jobs.not-cancellable')
  })

  test('400: what cannot be asked for is named', async () => {
    const answer = await post('/v1/copy/jobs', { ...request, fields: ['headline'], locale: '??', more: 1 })
    expect(
      answer
        .json<Answer>()
        .errors.map((error) => error.path)
        .sort(),
    ).toEqual(['fields.0', 'locale', 'more'])
  })

  test.each([
    [{ filter: { brnd: 'x' } }, 'selection.filter.brnd'],
    [{ filter: { price: { lte: 8 } }, more: 1 }, 'selection.more'],
    [{}, 'selection'],
    [undefined, 'selection'],
  ])('400: the selection %j is wrong at %s', async (selection, path) => {
    const answer = await post('/v1/copy/jobs', { ...request, selection })
    expect(answer.statusCode).toBe(400)
    expect(answer.json<Answer>().errors.map((error) => error.path)).toEqual([path])
  })

  test('400: a writer that is not configured, and no job is made', async () => {
    await using server = await startServer({ chatModels: { openai: {} } })
    await upsertProducts(server.database.db, server.shopId, [productRow(product({ id: 'k1' }))])
    const ask = (writer: string) =>
      server.server.inject({
        method: 'POST',
        url: '/v1/copy/jobs',
        headers: bearer(server.secret),
        payload: { ...request, selection: { products: ['k1'] }, writer },
      })
    const refused = await ask('langchain')
    expect(refused.statusCode).toBe(400)
    expect(refused.json<Answer>()).toMatchObject({
      code: 'content.writer-unconfigured',
      errors: [{ path: 'writer' }],
    })
    expect(await server.database.db.selectFrom('copy_jobs').select('id').execute()).toEqual([])
    for (const writer of ['openai', 'embedded', 'auto']) expect((await ask(writer)).statusCode).toBe(202)
  })

  test('404: unknown products are listed and no job is made', async () => {
    const before = (await get('/v1/copy/jobs?limit=100')).json<Answer>().items.length
    const answer = await post('/v1/copy/jobs', { ...request, selection: { products: ['k1', 'nobody'] } })
    expect([answer.statusCode, answer.json<Answer>().errors[0]?.path]).toEqual([404, 'selection.products.1'])
    expect((await get('/v1/copy/jobs?limit=100')).json<Answer>().items).toHaveLength(before)
  })

  test('202: ten thousand products fit into one request', async () => {
    const products = Array.from({ length: 10_000 }, (_, index) => `nobody-${String(index)}`)
    expect((await post('/v1/copy/jobs', { ...request, selection: { products } })).statusCode).toBe(404)
  })
})

describe('drafts and spend', () => {
  test('200: an empty shop has empty pages and no cost', async () => {
    expect((await get('/v1/copy/drafts?product=k1')).json<Answer>()).toEqual({ items: [], next: null })
    expect((await get('/v1/copy/spend?from=2026-03-01&to=2026-03-31')).json<Answer>()).toMatchObject({
      from: '2026-03-01',
      to: '2026-03-31',
      settledMicros: 0,
      days: [],
    })
  })

  test('400 and 404: wrong days, unknown drafts', async () => {
    expect((await get('/v1/copy/spend?from=2026-02-30')).json<Answer>().errors[0]?.path).toBe('query.from')
    expect((await get('/v1/copy/spend?from=2026-03-02&to=2026-03-01')).json<Answer>().errors[0]?.path).toBe(
      'query.from',
    )
    expect((await get('/v1/copy/drafts/draft_x')).json<Answer>().code).toBe('content.draft-not-found')
  })
})
