import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bearer, startServer, type TestServer } from '../../support/start-server.ts'

let on: TestServer
beforeAll(async () => {
  on = await startServer()
})
afterAll(() => on[Symbol.asyncDispose]())

const send = async (payload: object, key = on.publishable, query = '') =>
  on.server.inject({ method: 'POST', url: `/v1/events${query}`, headers: bearer(key), payload })
const view = { type: 'view', consent: 'pseudonymous', session: 's1', visitor: 'v1', product: 'k1' }
const stored = (session: string) =>
  on.database.db
    .selectFrom('events')
    .selectAll()
    .where('shop_id', '=', on.shopId)
    .where('session', '=', session)
    .execute()

describe('POST /v1/events', () => {
  test('one event is stored before the answer, with a publishable key', async () => {
    const response = await send({ ...view, consent: 'session', session: 'one' })
    expect([response.statusCode, response.json()]).toEqual([
      202,
      { accepted: 1, duplicates: 0, not_stored: 0, unattributed: 0, rejected: [] },
    ])
    expect(await stored('one')).toMatchObject([
      { type: 'view', product: 'k1', visitor: null, consent: 'session' },
    ])
  })

  test('faulty events are told by place and field, and keep no other back', async () => {
    const good = { ...view, session: 'mixed', consent: 'session' }
    const noProduct = { ...good, product: undefined }
    const response = await send({
      events: [
        good,
        noProduct,
        { ...good, product: 'a\0b' },
        { ...good, colour: 'red' },
        { ...good, type: 'wish' },
        7,
      ],
    })
    expect(response.statusCode).toBe(202)
    const { accepted, rejected } = response.json<{
      accepted: number
      rejected: { index: number; path: string }[]
    }>()
    expect(accepted).toBe(1)
    expect(rejected.map(({ index, path }) => [index, path])).toEqual([
      [1, 'product'],
      [2, 'product'],
      [3, ''],
      [4, 'type'],
      [5, ''],
    ])
  })

  test('a lone faulty event is refused with the path of the field', async () => {
    const response = await send({ ...view, product: '' })
    expect(response.statusCode).toBe(400)
    expect(response.json<{ errors: { path: string }[] }>().errors[0]?.path).toBe('product')
  })

  test.each([
    { events: [] },
    { events: Array.from({ length: 501 }, () => view) },
    { events: view },
    { events: [view], more: 1 },
  ])('a list of another form is refused as a whole', async (body) => {
    expect((await send(body)).statusCode).toBe(400)
  })

  test('plain text is refused: a key has no place in an address, and beacons carry no header', async () => {
    const response = await on.server.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { ...bearer(on.publishable), 'content-type': 'text/plain' },
      payload: JSON.stringify(view),
    })
    expect(response.statusCode).toBe(415)
  })

  test('history is for secret keys, and reaches back as far as events are kept', async () => {
    const day = 86_400_000
    const old = {
      ...view,
      consent: 'session',
      at: new Date(Date.now() - 100 * day).toISOString(),
      session: 'old',
    }
    expect((await send(old)).statusCode).toBe(400)
    expect((await send(old, on.publishable, '?history=true')).statusCode).toBe(403)
    expect((await send(old, on.secret, '?history=true')).json()).toMatchObject({ accepted: 1 })
    const ancient = { ...old, at: '2019-01-01T00:00:00Z' }
    expect((await send(ancient, on.secret, '?history=true')).statusCode).toBe(400)
    expect((await send(old, on.secret, '?history=perhaps')).statusCode).toBe(400)
  })

  test('a visitor can see everything kept about them, and one shop nothing of another', async () => {
    const line = { ...view, visitor: 'shown', consent: 'known', type: 'purchase', order_id: 'o1' }
    await send({ events: [line, { ...line, consent: 'pseudonymous' }, { ...line, consent: 'session' }] })
    const read = async (key: string) =>
      (await on.server.inject({ url: '/v1/visitors/shown', headers: bearer(key) })).json<{
        erased_at: null
        events: object[]
        visits: object[]
      }>()
    const own = await read(on.secret)
    expect(own.events).toMatchObject([
      { consent: 'known', order_id: 'o1' },
      { consent: 'pseudonymous', order_id: null },
    ])
    expect([own.erased_at, own.visits]).toEqual([null, []])
    expect((await read(on.otherSecret)).events).toEqual([])
    expect(
      (await on.server.inject({ url: '/v1/visitors/shown', headers: bearer(on.publishable) })).statusCode,
    ).toBe(403)
  })

  test('one shop does not store in another', async () => {
    await send({ ...view, session: 'theirs', consent: 'session' }, on.otherSecret)
    expect(await stored('theirs')).toEqual([])
  })
})
