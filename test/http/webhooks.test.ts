import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSecrets } from '../../src/secrets.ts'
import { bearer, startServer, type TestServer } from './support/start-server.ts'

let on: TestServer
beforeAll(async () => {
  on = await startServer({ secrets: createSecrets(Buffer.alloc(32, 1)) })
})
afterAll(() => on[Symbol.asyncDispose]())

const call = async (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  payload?: object,
  key = on.secret,
) => on.server.inject({ method, url, headers: bearer(key), ...(payload === undefined ? {} : { payload }) })
const add = async (url = 'https://shop.example/hooks') => {
  const response = await call('POST', '/v1/webhooks', { url, events: ['copy.published'] })
  return { status: response.statusCode, body: response.json<{ id: string; secret: string }>() }
}

describe('webhook endpoints', () => {
  test('the secret is shown once and never again, and is not stored in the clear', async () => {
    const { status, body } = await add()
    expect(status).toBe(201)
    expect(body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/)
    const shown = await call('GET', `/v1/webhooks/${body.id}`)
    expect(shown.statusCode).toBe(200)
    expect(shown.body).not.toContain('secret')
    const rows = await on.database.db.selectFrom('webhook_endpoints').select('secret').execute()
    expect(JSON.stringify(rows)).not.toContain(body.secret.slice(6))
  })

  test('a test message waits among the deliveries of the endpoint', async () => {
    const { body } = await add()
    expect((await call('POST', `/v1/webhooks/${body.id}/test`)).statusCode).toBe(202)
    const { items } = (await call('GET', `/v1/webhooks/${body.id}/deliveries`)).json<{ items: object[] }>()
    expect(items).toMatchObject([{ eventType: 'ping', state: 'pending', attempts: 0 }])
  })

  test('a disabled endpoint refuses a test and takes one again when it is active', async () => {
    const { body } = await add()
    await call('PATCH', `/v1/webhooks/${body.id}`, { state: 'disabled' })
    const refused = await call('POST', `/v1/webhooks/${body.id}/test`)
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, 'webhooks.disabled'])
    const active = await call('PATCH', `/v1/webhooks/${body.id}`, { state: 'active' })
    expect(active.json()).toMatchObject({ state: 'active', disabledReason: null })
  })

  test('rotation answers another secret', async () => {
    const { body } = await add()
    const rotated = (await call('POST', `/v1/webhooks/${body.id}/rotate`, { overlapHours: 2 })).json<{
      secret: string
    }>()
    expect(rotated.secret).not.toBe(body.secret)
  })

  test('another shop sees, changes and removes nothing', async () => {
    const { body } = await add()
    for (const [method, path, payload] of [
      ['GET', '', undefined],
      ['PATCH', '', { state: 'disabled' }],
      ['POST', '/rotate', {}],
      ['POST', '/test', undefined],
      ['GET', '/deliveries', undefined],
      ['DELETE', '', undefined],
    ] as const) {
      const response = await call(method, `/v1/webhooks/${body.id}${path}`, payload, on.otherSecret)
      expect([path, response.statusCode]).toEqual([path, 404])
    }
    expect((await call('GET', `/v1/webhooks/${body.id}`)).json()).toMatchObject({ state: 'active' })
  })

  test('removing an endpoint twice is not found the second time', async () => {
    const { body } = await add()
    expect((await call('DELETE', `/v1/webhooks/${body.id}`)).statusCode).toBe(204)
    expect((await call('DELETE', `/v1/webhooks/${body.id}`)).statusCode).toBe(404)
  })

  test.each([
    'ftp://shop.example/',
    'https://user:pass@shop.example/',
    'not a url',
    'https://shop.example/#part',
  ])('%s is refused with the path of the field', async (url) => {
    const response = await call('POST', '/v1/webhooks', { url })
    expect(response.statusCode).toBe(400)
    expect(response.json<{ errors: { path: string }[] }>().errors[0]?.path).toBe('url')
  })
})

test('the twenty-first endpoint of a shop is refused', async () => {
  await using full = await startServer({ secrets: createSecrets(Buffer.alloc(32, 1)) })
  const statuses: number[] = []
  for (let index = 0; index < 21; index += 1) {
    const payload = { url: `https://shop.example/${String(index)}` }
    const response = await full.server.inject({
      method: 'POST',
      url: '/v1/webhooks',
      headers: bearer(full.secret),
      payload,
    })
    statuses.push(response.statusCode)
  }
  expect(statuses.filter((status) => status === 201)).toHaveLength(20)
  expect(statuses.at(-1)).toBe(409)
})

test('an installation without SECRETS_KEY says what its operator must do', async () => {
  await using bare = await startServer()
  const payload = { url: 'https://shop.example/' }
  const response = await bare.server.inject({
    method: 'POST',
    url: '/v1/webhooks',
    headers: bearer(bare.secret),
    payload,
  })
  expect(response.statusCode).toBe(422)
  expect(response.json<{ detail: string }>().detail).toContain('SECRETS_KEY')
})
