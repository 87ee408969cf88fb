/** Probes, metrics, the reference. */
import { describe, expect, test } from 'vitest'
import { errorCatalogue } from '../../src/errors.ts'
import type { Answer } from './support/answer.ts'
import { bearer, startServer } from './support/start-server.ts'

describe('probes', () => {
  const healthy = { isConsuming: () => true, isDraining: () => false, checkDatabase: () => Promise.resolve() }
  const probe = async (health: Partial<typeof healthy>) => {
    await using t = await startServer({ health: { ...healthy, ...health } })
    const [live, ready] = [await t.server.inject('/livez'), await t.server.inject('/readyz')]
    return [live.statusCode, ready.statusCode]
  }

  test('say yes when all is well', async () => {
    expect(await probe({})).toEqual([200, 200])
  })

  test('a process that drains or has no database is alive and not ready', async () => {
    expect(await probe({ isDraining: () => true })).toEqual([200, 503])
    expect(await probe({ checkDatabase: () => Promise.reject(new Error('gone')) })).toEqual([200, 503])
  })

  test('a process that stopped claiming due jobs is not alive', async () => {
    expect(await probe({ isConsuming: () => false })).toEqual([503, 200])
  })

  test('a database that hangs makes the process unready in time', async () => {
    expect(await probe({ checkDatabase: () => new Promise(() => undefined) })).toEqual([200, 503])
  })
})

describe('/metrics', () => {
  test('is open on this machine, and to an admin key from elsewhere', async () => {
    await using t = await startServer()
    const ask = async (remoteAddress: string, headers = {}) =>
      (await t.server.inject({ method: 'GET', url: '/metrics', remoteAddress, headers })).statusCode
    expect(await ask('127.0.0.1')).toBe(200)
    expect(await ask('::1')).toBe(200)
    expect(await ask('203.0.113.5')).toBe(401)
    expect(await ask('203.0.113.5', bearer(t.secret))).toBe(200)
    expect(await ask('203.0.113.5', bearer(await t.keyWith(['catalog:read'])))).toBe(403)
  })

  test('a proxy on this machine does not open it', async () => {
    await using t = await startServer()
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
      const answer = await t.server.inject({ method: 'GET', url: '/metrics', headers: { [name]: '1.1 x' } })
      expect([name, answer.statusCode]).toEqual([name, 401])
    }
  })

  test('counts requests by route pattern, not by path', async () => {
    await using t = await startServer()
    await t.server.inject({ method: 'GET', url: '/v1/products/secret-id', headers: bearer(t.secret) })
    await t.server.inject('/nowhere/at/all')
    const { body } = await t.server.inject('/metrics')
    expect(body).toContain('route="/v1/products/:id",status="404"')
    expect(body).toContain('route="unknown",status="404"')
    expect(body).not.toContain('secret-id')
  })
})

describe('the reference', () => {
  test('loads only from this server, under its own policy', async () => {
    await using t = await startServer()
    const page = await t.server.inject('/docs')
    expect(page.statusCode).toBe(200)
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//)
    expect(page.body).not.toMatch(/<script(?![^>]*src=)|<style| on\w+=/)
    const parts = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].flatMap((match) => match[1] ?? [])
    expect(parts.length).toBeGreaterThan(4)
    for (const part of parts) expect([part, (await t.server.inject(part)).statusCode]).toEqual([part, 200])
  })

  test('has an anchor for the type of every problem', async () => {
    await using t = await startServer()
    const page = await t.server.inject('/docs/errors')
    for (const code of Object.keys(errorCatalogue)) expect(page.body).toContain(`id="${code}"`)
    const problem = (await t.server.inject('/v1/shop')).json<Answer>()
    const [path, anchor] = problem.type.split('#')
    expect((await t.server.inject(path ?? '')).body).toContain(`id="${anchor ?? ''}"`)
  })

  test('cannot be used to read other files', async () => {
    await using t = await startServer()
    for (const path of [
      '/docs/static/../package.json',
      '/docs/static/%2e%2e/package.json',
      '/docs/static/..%2fpackage.json',
    ]) {
      const answer = await t.server.inject(path)
      expect([400, 403, 404]).toContain(answer.statusCode)
      expect(answer.headers['content-type']).toContain('application/problem+json')
    }
  })
})

test('a fault of ours hides its cause and keeps it in the log', async () => {
  await using t = await startServer({
    liveVersions: { find: () => Promise.reject(new Error('password=hunter2')) },
  })
  const answer = await t.server.inject({ method: 'GET', url: '/v1/search?q=x', headers: bearer(t.secret) })
  expect([answer.statusCode, answer.json<Answer>().code]).toEqual([500, 'internal'])
  expect(answer.body).not.toContain('hunter2')
})
