/** The shortcut for what was asked before: the same answer as the ordinary way, and no way around a guard. */
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { upsertProducts } from '../../../src/catalog/imports/upsert-queries.ts'
import { OpenMirrors } from '../../../src/catalog/mirror/open-mirrors.ts'
import { productRow } from '../../../src/catalog/stored-product.ts'
import { systemClock } from '../../../src/clock.ts'
import { emptyHistory } from '../../../src/events/history/visitor-history.ts'
import { recommendationSchema } from '../../../src/http/routes/recommendations/slate-schema.ts'
import { createServer } from '../../../src/http/server.ts'
import { createMemo } from '../../../src/recommendations/memory/slate-memo.ts'
import { createKey } from '../../../src/security/issue-key.ts'
import { revokeKey } from '../../../src/security/revoke-key.ts'
import { product } from '../../catalog/product-examples.ts'
import { testDatabase } from '../../support/database.ts'
import { testRecommendations } from '../../support/recommendations.ts'
import { bearer, testDeps } from '../support/start-server.ts'

const path = '/v1/recommendations'
const limitPerMinute = 1_000
let t: Awaited<ReturnType<typeof open>>
beforeAll(async () => {
  t = await open()
})
afterAll(() => t[Symbol.asyncDispose]())
/** Every test asks something of its own. */
let question: { placement: string; n: number; context: { item: string } }
let asked = 0
beforeEach(() => {
  question = { placement: 'product-similar', n: 3, context: { item: `k${String(++asked)}` } }
})

async function open() {
  const database = await testDatabase()
  const { db, shopId } = database
  const products = Array.from({ length: 30 }, (_, at) =>
    product({ id: `k${String(at)}`, title: `Kettle ${String(at)}`, category: ['Home', 'Kettles'] }),
  )
  await upsertProducts(
    db,
    shopId,
    products.map((one) => productRow(one)),
  )
  const mirrors = new OpenMirrors({ db, feed: { subscribe: () => () => undefined, isCurrent: () => true } })
  await mirrors.of(shopId)
  const composed = createMemo<never>({ entriesMax: 100, keptMs: 60_000, clock: systemClock })
  const recommendations = testRecommendations(db, {
    mirrors,
    composed,
    histories: {
      of: ({ session }) => (session === 'hangs' ? new Promise(() => undefined) : emptyHistory),
    },
  })
  await recommendations.signingKeys.of(shopId)
  const deps = testDeps(database, { recommendations, config: { RATE_LIMIT_PER_MINUTE: limitPerMinute } })
  const server = await createServer(deps, { pressure: { delayMs: 60_000, delayLastMs: 60_000 } })
  const ways = { ordinary: 0 }
  // Also refusals pass it, and nothing that is express.
  server.addHook('onSend', (_request, _reply, _payload, done) => {
    ways.ordinary++
    done()
  })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const issue = async (kind: 'secret' | 'publishable' | 'restricted', scopes?: readonly 'catalog:read'[]) =>
    createKey(db, systemClock, { shopId, name: kind, kind, scopes })
  return {
    db,
    shopId,
    url,
    ways,
    recommendations,
    issue,
    secret: (await issue('secret')).key,
    server,
    async [Symbol.asyncDispose]() {
      await server.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

interface Asking {
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Whether the ordinary way was taken, and what came back. */
async function ask({ key = t.secret, headers = {}, body = JSON.stringify(question) }: Asking = {}) {
  const before = t.ways.ordinary
  const response = await fetch(`${t.url}${path}`, {
    method: 'POST',
    headers: { ...bearer(key), 'content-type': 'application/json', ...headers },
    body,
  })
  const text = await response.text()
  return { isExpress: t.ways.ordinary === before, status: response.status, headers: response.headers, text }
}

/** With a key that is known the first answer is made, and those after it are ready. */
async function known(asking: Asking = {}) {
  await ask(asking)
  return ask(asking)
}

const changing = new Set(['x-request-id', 'date', 'ratelimit', 'content-length', 'keep-alive'])
const lasting = (headers: Headers) => [...headers].filter(([name]) => !changing.has(name))

test('made or ready, the same answer comes by the short way, each with a receipt of its own', async () => {
  const { hits, misses } = t.recommendations.memo
  const ordinary = await ask({ headers: { 'content-type': 'application/json; charset=utf-8' } })
  expect(ordinary).toMatchObject({ isExpress: false, status: 200 })
  const express = await ask()
  expect(express).toMatchObject({ isExpress: true, status: 200 })
  expect(await ask({ body: JSON.stringify({ ...question, n: 4 }) })).toMatchObject({ isExpress: true })
  expect(t.recommendations.memo).toEqual({ hits: hits + 1, misses: misses + 2 })
  expect(lasting(express.headers)).toEqual(lasting(ordinary.headers))
  for (const name of changing) expect(express.headers.has(name)).toBe(ordinary.headers.has(name))
  const [first, second] = [ordinary, express].map(({ text }) => recommendationSchema.parse(JSON.parse(text)))
  expect(second?.items).toEqual(first?.items)
  expect(second?.items).toHaveLength(3)
  expect(second?.slate).not.toBe(first?.slate)
  const { slates } = t.recommendations
  expect(slates.find(t.shopId, second?.slate ?? '')).toMatchObject({ request: question })
  expect(express.headers.get('x-request-id')).not.toBe(ordinary.headers.get('x-request-id'))
})

test.each<[string, () => Promise<Asking> | Asking, number]>([
  ['no key', () => ({ key: '' }), 401],
  ['a key that was never issued', () => ({ key: t.secret.replace(/.$/, 'x') }), 401],
  [
    'a key without the scope',
    async () => ({ key: (await t.issue('restricted', ['catalog:read'])).key }),
    403,
  ],
  ['a publishable key', async () => ({ key: (await t.issue('publishable')).key }), 200],
  ['a browser', () => ({ headers: { origin: 'https://shop.example' } }), 200],
  ['another media type', () => ({ headers: { 'content-type': 'text/plain' } }), 415],
  ['a compressed body', () => ({ headers: { 'content-encoding': 'gzip' } }), 200],
  ['a body that is no JSON', () => ({ body: '{"placement"' }), 400],
  ['a body that breaks the schema', () => ({ body: '{"placement":"nowhere"}' }), 400],
  ['a key that attacks parsers', () => ({ body: '{"placement":"home","__proto__":{}}' }), 400],
  [
    'text that cannot be stored',
    () => ({ body: '{"placement":"search","context":{"query":"\\u0000"}}' }),
    400,
  ],
  ['a page without its product', () => ({ body: '{"placement":"product-similar"}' }), 400],
  [
    'a product that does not exist',
    () => ({ body: JSON.stringify({ ...question, context: { item: 'no' } }) }),
    404,
  ],
  ['a body of five kilobytes', () => ({ body: JSON.stringify(question).padEnd(5_000) }), 200],
])('%s takes the ordinary way', async (_name, asking, status) => {
  expect(await known()).toMatchObject({ isExpress: true })
  expect(await ask(await asking())).toMatchObject({ isExpress: false, status })
})

test('a revoked key is refused within a second', async () => {
  const { key, record } = await t.issue('secret')
  expect(await known({ key })).toMatchObject({ isExpress: true })
  await revokeKey(t.db, systemClock, t.shopId, record.id)
  await expect.poll(async () => (await ask({ key })).status, { timeout: 1_000, interval: 20 }).toBe(401)
})

test('the limit of the key counts both ways', async () => {
  const { key } = await t.issue('secret')
  const states: (string | null)[] = []
  for (let turn = 0; turn < 4; turn++) {
    states.push((await ask({ key })).headers.get('ratelimit'))
    await setTimeout(20)
  }
  expect(states.map((state) => /r=(\d+)/.exec(state ?? '')?.[1])).toEqual(['998', '996', '994', '992'])
  let last = await ask({ key })
  for (let turn = 0; turn < limitPerMinute && last.status === 200; turn++) last = await ask({ key })
  expect(last.status).toBe(429)
  expect(last.headers.get('retry-after')).not.toBeNull()
  expect(last.text).toContain('request.rate-limited')
})

test('a refused question takes the points of one', async () => {
  const { key } = await t.issue('secret')
  await known({ key })
  const { headers } = await ask({ key, body: JSON.stringify({ ...question, context: { item: 'no' } }) })
  expect(headers.get('ratelimit')).toContain('r=994')
})

test('what hangs is cut off at the limit of the route', async () => {
  await known()
  const body = JSON.stringify({ ...question, consent: 'session', session: 'hangs' })
  const cut = await ask({ body })
  expect(cut).toMatchObject({ isExpress: true, status: 503 })
  expect(cut.text).toContain('request.timeout')
  expect(cut.headers.get('content-type')).toContain('application/problem+json')
  expect(cut.headers.get('retry-after')).toBe('1')
  expect(JSON.parse(cut.text)).toMatchObject({ requestId: cut.headers.get('x-request-id') })
})

test('a body in two packets is put together, and a connection carries both ways in turn', async () => {
  await known()
  const body = JSON.stringify(question)
  const head = (length: number, more = '') =>
    `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: ${bearer(t.secret).authorization}\r\n` +
    `content-type: application/json\r\ncontent-length: ${String(length)}\r\n${more}\r\n`
  const { port } = new URL(t.url)
  const socket = connect(Number(port), '127.0.0.1')
  let answers = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answers += text
  })
  socket.write(head(body.length) + body + head(body.length) + body)
  await expect.poll(() => answers.match(/HTTP\/1\.1 200/g)?.length).toBe(2)
  socket.write(head(body.length) + body.slice(0, 10))
  await setTimeout(50)
  socket.write(body.slice(10))
  await expect.poll(() => answers.match(/HTTP\/1\.1 200/g)?.length).toBe(3)
  socket.write(head(body.length, 'connection: close\r\n') + body)
  await new Promise((resolve) => socket.once('close', resolve))
  expect(answers.match(/HTTP\/1\.1 200/g)).toHaveLength(4)
})

test('an answer that is under way when the server closes ends its connection', async () => {
  await using closing = await open()
  const { url, secret } = closing
  const post = (body: string) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...bearer(secret), 'content-type': 'application/json' },
      body,
    })
  await (await post(JSON.stringify(question))).text()
  const underWay = post(JSON.stringify({ ...question, consent: 'session', session: 'hangs' }))
  await setTimeout(200)
  const closed = closing.server.close()
  const cut = await underWay
  expect(cut.status).toBe(503)
  expect(cut.headers.get('connection')).toBe('close')
  await cut.text()
  await closed
})
