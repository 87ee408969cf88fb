/** Whatever comes in, the answer is a precise problem: never a 500, never a hang, and nothing is changed. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { InjectOptions } from 'fastify'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemSchema } from '../../src/http/problems/problem.ts'
import type { Answer } from './support/answer.ts'
import { bearer, startServer, type TestServer } from './support/start-server.ts'

let t: TestServer
beforeAll(async () => {
  t = await startServer()
})
afterAll(async () => {
  await t[Symbol.asyncDispose]()
})

const json = { 'content-type': 'application/json' }

async function send(options: InjectOptions) {
  const response = await t.server.inject({ ...options, headers: { ...bearer(t.secret), ...options.headers } })
  const isProblem = response.headers['content-type'] === 'application/problem+json'
  return {
    status: response.statusCode,
    problem: isProblem ? problemSchema.parse(response.json<Answer>()) : undefined,
    response,
  }
}

describe('bodies', () => {
  const bodies: readonly (readonly [name: string, payload: string, path: string | undefined])[] = [
    ['nothing', '', undefined],
    ['cut JSON', '{"corsOrigins":[', undefined],
    ['a trailing comma', '{"name":"x",}', undefined],
    ['NaN', '{"settings":{"searchVectorWeight":NaN}}', undefined],
    ['a byte order mark and no JSON', '\uFEFFx', undefined],
    ['binary', '\u0000\u0001\u0002', undefined],
    ['null', 'null', 'body'],
    ['an array', '[]', 'body'],
    ['a string', '"x"', 'body'],
    ['a number', '1e999', 'body'],
    ['a wrong type', '{"name":1}', 'name'],
    ['a blank name', '{"name":"   "}', 'name'],
    ['a huge name', `{"name":"${'x'.repeat(60_000)}"}`, 'name'],
    ['an unknown field', '{"nmae":"x"}', 'nmae'],
    ['an unknown nested field', '{"settings":{"weight":1}}', 'settings.weight'],
    ['a number out of range', '{"settings":{"searchVectorWeight":1.01}}', 'settings.searchVectorWeight'],
    ['a number as text', '{"settings":{"searchVectorWeight":"0.5"}}', 'settings.searchVectorWeight'],
    ['a bad origin', '{"corsOrigins":["https://a.example","*"]}', 'corsOrigins.1'],
    ['deep nesting', `{"settings":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`, 'settings.a'],
    ['__proto__', '{"__proto__":{"name":"x"}}', undefined],
    ['__proto__ escaped', '{"\\u005f\\u005fproto\\u005f\\u005f":{"name":"x"}}', undefined],
    ['constructor.prototype', '{"constructor":{"prototype":{"name":"x"}}}', undefined],
    ['nested __proto__', '{"settings":{"__proto__":{"searchVectorWeight":1}}}', undefined],
    ['prototype as a field', '{"prototype":1}', 'prototype'],
    ['U+0000', '{"name":"a\\u0000b"}', 'name'],
    ['half a surrogate pair', '{"name":"\\ud83d"}', 'name'],
  ]
  test.each(bodies)('%s is a 400 that says where', async (_name, payload, path) => {
    const { status, problem } = await send({ method: 'PATCH', url: '/v1/shop', headers: json, payload })
    expect(status).toBe(400)
    expect(problem).toMatchObject({ code: 'request.invalid', status: 400, instance: '/v1/shop' })
    if (path !== undefined) expect(problem?.errors?.map((error) => error.path)).toContain(path)
    expect(Reflect.get({}, 'name')).toBeUndefined()
  })

  test('every wrong field is named at once', async () => {
    const payload = { name: 1, locale: '!', currency: 'euro', more: true }
    const { problem } = await send({ method: 'PATCH', url: '/v1/shop', payload })
    expect(problem?.errors?.map((error) => error.path).sort()).toEqual(['currency', 'locale', 'more', 'name'])
  })

  test('more than 64 KiB is a 413', async () => {
    const payload = JSON.stringify({ name: 'x'.repeat(65_536) })
    const { status, problem } = await send({ method: 'PATCH', url: '/v1/shop', headers: json, payload })
    expect([status, problem?.code]).toEqual([413, 'request.too-large'])
  })

  test.each([
    'text/xml',
    'text/plain',
    'multipart/form-data; boundary=x',
    'nonsense',
    'application/x-www-form-urlencoded',
  ])('the media type %s is a 415', async (type) => {
    const { status, problem } = await send({
      method: 'PATCH',
      url: '/v1/shop',
      headers: { 'content-type': type },
      payload: '{}',
    })
    expect([status, problem?.code]).toEqual([415, 'request.media-type'])
  })

  test('nothing of all this has changed the shop', async () => {
    const { response } = await send({ method: 'GET', url: '/v1/shop' })
    expect(response.json<Answer>()).toMatchObject({
      corsOrigins: [],
      settings: { searchVectorWeight: 0.3 },
      locale: 'en-GB',
    })
  })
})

describe('queries and paths', () => {
  const urls: readonly (readonly [url: string, status: number, path: string | undefined])[] = [
    ['/v1/products?limit=0', 400, 'query.limit'],
    ['/v1/products?limit=101', 400, 'query.limit'],
    ['/v1/products?limit=-1', 400, 'query.limit'],
    ['/v1/products?limit=1.5', 400, 'query.limit'],
    ['/v1/products?limit=ten', 400, 'query.limit'],
    ['/v1/products?limit=', 400, 'query.limit'],
    ['/v1/products?limit=1&limit=2', 400, 'query.limit'],
    ['/v1/products?page=2', 400, 'query.page'],
    ['/v1/products?__proto__=1', 400, undefined],
    ['/v1/products?constructor=1', 400, 'query.constructor'],
    ['/v1/products?cursor=', 400, 'query.cursor'],
    ['/v1/products?cursor=!!', 400, 'query.cursor'],
    ['/v1/products?cursor=bm90anNvbg', 400, 'query.cursor'],
    ['/v1/products?cursor=WyJ4Il0', 400, 'query.cursor'],
    [`/v1/products?cursor=${'A'.repeat(5_000)}`, 400, 'query.cursor'],
    ['/v1/imports?cursor=W10', 400, 'query.cursor'],
    ['/v1/reindexes?cursor=W10', 400, 'query.cursor'],
    ['/v1/copy/jobs?cursor=W10', 400, 'query.cursor'],
    ['/v1/products?filter=nonsense', 400, 'query.filter'],
    ['/v1/products?filter=[]', 400, 'query.filter'],
    ['/v1/products?filter={"prize":{"lte":1}}', 400, 'query.filter.prize'],
    ['/v1/products?filter={"all":[{"price":{"lte":"cheap"}}]}', 400, 'query.filter.all.0.price.lte'],
    ['/v1/search', 400, 'query.q'],
    ['/v1/search?q=', 400, 'query.q'],
    ['/v1/search?q=%20', 400, 'query.q'],
    [`/v1/search?q=${'x'.repeat(501)}`, 400, 'query.q'],
    ['/v1/exports', 400, 'query.format'],
    ['/v1/exports?format=pdf', 400, 'query.format'],
    ['/v1/products/%E0%A4%A', 400, undefined],
    ['/v1/products/%00', 400, 'path.id'],
    ['/v1/search?q=kettle%00', 400, 'query.q'],
    ['/v1/products/none', 404, undefined],
    [`/v1/products/${'x'.repeat(201)}`, 400, 'path.id'],
    ['/v1/products/..%2f..%2fetc%2fpasswd', 404, undefined],
    ['/v1/imports/1%20OR%201=1', 404, undefined],
    ['/v1/nowhere', 404, undefined],
    ['/v1/products/', 400, 'path.id'],
    ['//v1/products', 404, undefined],
    ['/V1/products', 404, undefined],
  ]
  test.each(urls)('GET %s', async (url, status, path) => {
    const answer = await send({ method: 'GET', url })
    expect(answer.status).toBe(status)
    expect(answer.problem?.status).toBe(status)
    if (path !== undefined) expect(answer.problem?.errors?.map((error) => error.path)).toContain(path)
  })

  test.each([
    ['POST', '/v1/products', 'GET, HEAD'],
    ['DELETE', '/v1/shop', 'GET, HEAD, PATCH'],
    ['PUT', '/v1/keys/key_1', 'DELETE'],
    ['GET', '/v1/recommendations', 'POST'],
  ] as const)('%s %s is a 405 that lists what the path takes', async (method, url, allow) => {
    const { status, problem, response } = await send({ method, url })
    expect([status, problem?.code]).toEqual([405, 'request.method-not-allowed'])
    expect(response.headers['allow']).toBe(allow)
  })
})

describe('headers', () => {
  test.each([['a'.repeat(256)], ['\u00e9'], ['']])('the idempotency key %j is a 400', async (key) => {
    const { status, problem } = await send({
      method: 'POST',
      url: '/v1/reindexes',
      headers: { 'idempotency-key': key },
      payload: { spec: 'lsa' },
    })
    expect(status).toBe(400)
    expect(problem?.errors?.[0]?.path).toBe('header.idempotency-key')
  })

  test('a mapping that is no base64url JSON is a 400', async () => {
    const { problem } = await send({
      method: 'POST',
      url: '/v1/imports?format=jsonl',
      headers: { 'vitrine-mapping': '{"version":1}' },
      payload: '{}',
    })
    expect(problem?.errors?.[0]?.path).toBe('header.vitrine-mapping')
  })
})

describe('any text at all', () => {
  const file = resolve(process.env['VITRINE_DATA_DIR'] ?? '../shared/data', 'safety/naughty-strings.json')

  test.skipIf(!existsSync(file))(
    'the naughty strings never cause a 5xx in path, query, body or header',
    async () => {
      const strings: unknown = JSON.parse(readFileSync(file, 'utf8'))
      const texts = Array.isArray(strings) ? strings.filter((text) => typeof text === 'string') : []
      expect(texts.length).toBeGreaterThan(500)
      for (const text of texts) await expectNoFault(text)
    },
  )

  test('neither do random ones', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), expectNoFault), {
      numRuns: 60,
    })
  })

  async function expectNoFault(text: string): Promise<void> {
    const encoded = encodeURIComponent(wellFormed(text))
    const answers = await Promise.all([
      send({ method: 'GET', url: `/v1/products/${encoded}` }),
      send({ method: 'GET', url: `/v1/search?q=${encoded}` }),
      send({
        method: 'GET',
        url: `/v1/products?filter=${encodeURIComponent(wellFormed(JSON.stringify({ brand: text })))}`,
      }),
      send({ method: 'GET', url: `/v1/products?cursor=${encoded}` }),
      send({
        method: 'POST',
        url: '/v1/recommendations',
        payload: { placement: 'product-similar', context: { item: text } },
      }),
      send({
        method: 'POST',
        url: '/v1/copy/jobs',
        payload: { selection: { products: [text] }, fields: ['pdp.short'], locale: 'en' },
      }),
    ])
    for (const { status, problem, response } of answers) {
      expect([200, 202, 400, 404], `${JSON.stringify(text)} ${response.body}`).toContain(status)
      if (status >= 400) expect(problem).toBeDefined()
    }
  }
})

/** A URL cannot carry half a surrogate pair. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString()
}
