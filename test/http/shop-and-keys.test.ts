import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from './support/answer.ts'
import { bearer, startServer, type TestServer } from './support/start-server.ts'

let t: TestServer
beforeAll(async () => {
  t = await startServer()
})
afterAll(async () => {
  await t[Symbol.asyncDispose]()
})

const send = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object, key = t.secret) =>
  t.server.inject({ method, url, headers: bearer(key), ...(payload === undefined ? {} : { payload }) })

describe('/v1/shop', () => {
  test('200: a change shows in the next read and leaves the rest', async () => {
    const before = (await send('GET', '/v1/shop')).json<Answer>()
    const changed = await send('PATCH', '/v1/shop', { locale: 'de-AT' })
    expect(changed.json<Answer>()).toEqual({ ...before, locale: 'de-AT' })
    expect((await send('GET', '/v1/shop')).json<Answer>()).toEqual(changed.json<Answer>())
  })

  test('409: the name of another shop', async () => {
    const { name } = (await send('GET', '/v1/shop', undefined, t.otherSecret)).json<Answer>()
    const answer = await send('PATCH', '/v1/shop', { name })
    expect([answer.statusCode, answer.json<Answer>().code]).toEqual([409, 'shops.name-taken'])
  })
})

describe('/v1/keys', () => {
  test('201: a key is shown once, works at once, and never again appears in full', async () => {
    const created = await send('POST', '/v1/keys', {
      name: 'feed',
      kind: 'restricted',
      scopes: ['catalog:read'],
    })
    expect(created.statusCode).toBe(201)
    expect(created.headers['cache-control']).toBe('no-store')
    const { key, id } = created.json<Answer>()
    expect((await send('GET', '/v1/shop', undefined, key)).statusCode).toBe(200)
    const list = await send('GET', '/v1/keys?limit=100')
    expect(list.body).not.toContain(key)
    expect(list.json<Answer>().items.find((item) => item.id === id)).toMatchObject({
      name: 'feed',
      kind: 'restricted',
    })
  })

  test('201: a rotated key has a successor with the same scopes', async () => {
    const { id } = (
      await send('POST', '/v1/keys', { name: 'r', kind: 'restricted', scopes: ['jobs:read'] })
    ).json<Answer>()
    const rotated = await send('POST', `/v1/keys/${id}/rotate`, { overlapHours: 1 })
    expect([rotated.statusCode, rotated.json<Answer>().scopes]).toEqual([201, ['jobs:read']])
    const old = (await send('GET', '/v1/keys?limit=100')).json<Answer>().items.find((item) => item.id === id)
    const overlapMs = Date.parse(old?.expiresAt ?? '') - Date.parse(rotated.json<Answer>().createdAt)
    expect(Math.round(overlapMs / 60_000)).toBe(60)
  })

  test('400: scopes that do not fit the kind, and an expiry that is past', async () => {
    const paths = async (payload: object) =>
      (await send('POST', '/v1/keys', payload)).json<Answer>().errors[0]?.path
    expect(await paths({ name: 'x', kind: 'publishable', scopes: ['admin:keys'] })).toBe('scopes')
    expect(await paths({ name: 'x', kind: 'restricted' })).toBe('scopes')
    expect(await paths({ name: 'x', kind: 'secret', scopes: ['all'] })).toBe('scopes.0')
    expect(await paths({ name: 'x', kind: 'secret', expiresAt: '2020-01-01T00:00:00Z' })).toBe('expiresAt')
    expect(await paths({ name: 'x', kind: 'secret', expiresAt: 'tomorrow' })).toBe('expiresAt')
  })

  test('400: an idempotency key, because the stored answer would hold the secret', async () => {
    const answer = await t.server.inject({
      method: 'POST',
      url: '/v1/keys',
      headers: { ...bearer(t.secret), 'idempotency-key': 'k' },
      payload: { name: 'x', kind: 'secret' },
    })
    expect(answer.json<Answer>().errors[0]?.path).toBe('header.idempotency-key')
  })

  test('403: a key cannot give or renew more than it has', async () => {
    const admin = await t.keyWith(['admin:keys'])
    expect((await send('POST', '/v1/keys', { name: 'x', kind: 'secret' }, admin)).json<Answer>().code).toBe(
      'security.scope-missing',
    )
    const { items } = (await send('GET', '/v1/keys?limit=100')).json<Answer>()
    const secret = items.find((item) => item.kind === 'secret')
    expect((await send('POST', `/v1/keys/${secret?.id ?? ''}/rotate`, {}, admin)).statusCode).toBe(403)
  })

  test('404: a key of another shop', async () => {
    const { items } = (await send('GET', '/v1/keys', undefined, t.otherSecret)).json<Answer>()
    const foreign = items[0]?.id ?? ''
    expect((await send('DELETE', `/v1/keys/${foreign}`)).json<Answer>().code).toBe('security.key-not-found')
    expect((await send('POST', `/v1/keys/${foreign}/rotate`, {})).json<Answer>().code).toBe(
      'security.key-not-found',
    )
  })

  test('204: ending a key twice is the same as once', async () => {
    const { id } = (await send('POST', '/v1/keys', { name: 'x', kind: 'secret' })).json<Answer>()
    expect((await send('DELETE', `/v1/keys/${id}`)).statusCode).toBe(204)
    expect((await send('DELETE', `/v1/keys/${id}`)).statusCode).toBe(204)
  })
})
