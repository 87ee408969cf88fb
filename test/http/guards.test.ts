import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { addressBucket } from '../../src/http/guards/client-address.ts'
import type { Answer } from './support/answer.ts'
import { bearer, startServer } from './support/start-server.ts'

const origin = 'https://shop.example'
const foreign = 'https://evil.example'
const search = '/v1/search?q=kettle'

async function withOrigin() {
  const t = await startServer()
  await t.server.inject({
    method: 'PATCH',
    url: '/v1/shop',
    headers: bearer(t.secret),
    payload: { corsOrigins: [origin] },
  })
  return t
}

describe('browsers', () => {
  test('a preflight is answered for origins some shop lists, and for no other', async () => {
    await using t = await withOrigin()
    const preflight = (from: string) =>
      t.server.inject({
        method: 'OPTIONS',
        url: search,
        headers: {
          origin: from,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
      })
    const known = await preflight(origin)
    expect(known.statusCode).toBe(204)
    expect(known.headers['access-control-allow-origin']).toBe(origin)
    expect(known.headers['access-control-allow-headers']).toContain('authorization')
    expect(known.headers['access-control-allow-credentials']).toBeUndefined()
    const unknown = await preflight(foreign)
    expect(unknown.statusCode).toBe(404)
    expect(unknown.headers['access-control-allow-origin']).toBeUndefined()
  })

  test('a publishable key works on its shop’s origins and nowhere else', async () => {
    await using t = await withOrigin()
    const ask = (from: string, key = t.publishable) =>
      t.server.inject({ method: 'GET', url: search, headers: { ...bearer(key), origin: from } })
    const allowed = await ask(origin)
    expect([allowed.statusCode, allowed.headers['access-control-allow-origin']]).toEqual([200, origin])
    expect(allowed.headers['vary']).toContain('Origin')
    const refused = await ask(foreign)
    expect([refused.statusCode, refused.json<Answer>().code]).toEqual([403, 'security.origin-forbidden'])
    const otherShops = await ask(origin, await t.keyOf('publishable', t.otherShopId))
    expect(otherShops.json<Answer>().code).toBe('security.origin-forbidden')
  })

  test('may not read what a secret key gets', async () => {
    await using t = await withOrigin()
    const answer = await t.server.inject({
      method: 'GET',
      url: '/v1/shop',
      headers: { ...bearer(t.secret), origin },
    })
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('keys', () => {
  test('a revoked key is refused within a second', async () => {
    await using t = await startServer()
    const created = await t.server.inject({
      method: 'POST',
      url: '/v1/keys',
      headers: bearer(t.secret),
      payload: { name: 'short-lived', kind: 'restricted', scopes: ['catalog:read'] },
    })
    const { id, key } = created.json<Answer>()
    const use = async () =>
      (await t.server.inject({ method: 'GET', url: '/v1/shop', headers: bearer(key) })).statusCode
    expect(await use()).toBe(200)
    const revoked = await t.server.inject({
      method: 'DELETE',
      url: `/v1/keys/${id}`,
      headers: bearer(t.secret),
    })
    expect(revoked.statusCode).toBe(204)
    await sleep(1_000)
    expect(await use()).toBe(401)
  })

  test.each([
    '',
    'Bearer',
    'Basic dXNlcjpwYXNz',
    'Bearer a b',
    `Bearer ${'x'.repeat(500)}`,
    'bearer vt_sk_live_x',
  ])('the header %j is a 401 that says how', async (authorization) => {
    await using t = await startServer()
    const answer = await t.server.inject({ method: 'GET', url: '/v1/shop', headers: { authorization } })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toContain('Bearer')
  })
})

describe('limits', () => {
  test('429 with Retry-After and RateLimit once a key has used its cost, and other keys go on', async () => {
    await using t = await startServer({ config: { RATE_LIMIT_PER_MINUTE: 3 } })
    const ask = (key: string) => t.server.inject({ method: 'GET', url: '/v1/shop', headers: bearer(key) })
    const statuses = [await ask(t.secret), await ask(t.secret), await ask(t.secret), await ask(t.secret)]
    expect(statuses.map((answer) => answer.statusCode)).toEqual([200, 200, 200, 429])
    const refusal = statuses[3]
    expect(refusal?.json<Answer>().code).toBe('request.rate-limited')
    expect(Number(refusal?.headers['retry-after'])).toBeGreaterThan(0)
    expect(refusal?.headers['ratelimit']).toMatch(/^"key";r=0;t=\d+$/)
    expect(refusal?.headers['ratelimit-policy']).toBe('"key";q=3;w=60')
    expect((await ask(t.otherSecret)).statusCode).toBe(200)
  })

  test('a publishable key is limited by client address, a secret key is not', async () => {
    await using t = await startServer({ config: { RATE_LIMIT_IP_PER_MINUTE: 4 } })
    const ask = async (key: string, remoteAddress: string) =>
      (await t.server.inject({ method: 'GET', url: search, headers: bearer(key), remoteAddress })).statusCode
    expect([await ask(t.publishable, '203.0.113.1'), await ask(t.publishable, '203.0.113.1')]).toEqual([
      200, 200,
    ])
    expect(await ask(t.publishable, '203.0.113.1')).toBe(429)
    expect(await ask(t.publishable, '203.0.113.2')).toBe(200)
    expect(await ask(t.secret, '203.0.113.1')).toBe(200)
  })

  test('guessing keys runs into the limit of the address', async () => {
    await using t = await startServer({ config: { RATE_LIMIT_IP_PER_MINUTE: 30 } })
    const guess = async () =>
      (await t.server.inject({ method: 'GET', url: '/v1/shop', headers: bearer('x') })).statusCode
    expect([await guess(), await guess(), await guess(), await guess()]).toEqual([401, 401, 401, 429])
  })

  test('a client cannot name its own address unless its proxy is trusted', async () => {
    const spoof = async (TRUST_PROXY: string[]) => {
      await using t = await startServer({ config: { RATE_LIMIT_IP_PER_MINUTE: 2, TRUST_PROXY } })
      const ask = async (claimed: string) =>
        (
          await t.server.inject({
            method: 'GET',
            url: search,
            remoteAddress: '10.0.0.9',
            headers: { ...bearer(t.publishable), 'x-forwarded-for': claimed },
          })
        ).statusCode
      return [await ask('198.51.100.1'), await ask('198.51.100.2')]
    }
    expect(await spoof([])).toEqual([200, 429])
    expect(await spoof(['10.0.0.0/8'])).toEqual([200, 200])
  })

  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '20010db800010002::/64'],
    ['2001:db8:1:2:ffff::1', '20010db800010002::/64'],
  ])('%s is counted as %s', (address, bucket) => {
    expect(addressBucket(address)).toBe(bucket)
  })
})

describe('pressure', () => {
  test('most routes are shed first, storefront routes last, probes never', async () => {
    const statuses = async (delayMs: number, delayLastMs: number) => {
      await using t = await startServer({ options: { pressure: { delayMs, delayLastMs } } })
      // The plugin samples the event loop once a second.
      await sleep(1_100)
      const ask = async (url: string) => {
        const answer = await t.server.inject({ method: 'GET', url, headers: bearer(t.secret) })
        if (answer.statusCode === 503) expect(answer.headers['retry-after']).toBe('2')
        return answer.statusCode
      }
      return [await ask('/v1/shop'), await ask(search), await ask('/livez'), await ask('/readyz')]
    }
    expect(await statuses(Number.EPSILON, 60_000)).toEqual([503, 200, 200, 200])
    expect(await statuses(Number.EPSILON, 0)).toEqual([503, 503, 200, 200])
  })
})
