import fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { enforceRoutePolicy } from '../../src/http/route-policy.ts'
import { scopeSchema } from '../../src/security/api-key.ts'
import type { Answer } from './support/answer.ts'
import { bearer, startServer, type TestServer } from './support/start-server.ts'

let t: TestServer
beforeAll(async () => {
  t = await startServer()
})
afterAll(async () => {
  await t[Symbol.asyncDispose]()
})

const methodSchema = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        security: z.array(z.object({ apiKey: z.array(scopeSchema).length(1) })).optional(),
      }),
    ),
  ),
})

/** Every documented operation with the scope it asks for. */
async function operations() {
  const { paths } = documentSchema.parse((await t.server.inject('/openapi.json')).json<Answer>())
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: methodSchema.parse(method.toUpperCase()),
      url: path.replaceAll(/\{\w+\}/g, 'none'),
      name: operation.operationId,
      scope: operation.security?.[0]?.apiKey[0],
    })),
  )
}

describe('every route', () => {
  test('that is public is one of the probes and this document', async () => {
    const open = (await operations()).filter((operation) => operation.scope === undefined)
    expect(open.map((operation) => operation.url).sort()).toEqual(['/livez', '/openapi.json', '/readyz'])
  })

  test('has a name of its own', async () => {
    const names = (await operations()).map((operation) => operation.name)
    expect(new Set(names).size).toBe(names.length)
  })

  test('that has a scope refuses no key with 401 and every other scope with 403', async () => {
    const keyed = (await operations()).filter((operation) => operation.scope !== undefined)
    expect(keyed.length).toBeGreaterThan(20)
    for (const { method, url, scope } of keyed) {
      const others = scopeSchema.options.filter((other) => other !== scope)
      const key = await t.keyWith(others)
      // A proxy's header keeps /metrics from taking the test for a caller on this machine.
      const via = { via: '1.1 proxy' }
      const anonymous = await t.server.inject({ method, url, headers: via })
      expect([url, anonymous.statusCode]).toEqual([url, 401])
      const lacking = await t.server.inject({ method, url, headers: { ...bearer(key), ...via } })
      expect([url, lacking.statusCode, lacking.json<Answer>().code]).toEqual([
        url,
        403,
        'security.scope-missing',
      ])
    }
  })

  test('of the console is closed to publishable keys', async () => {
    const reachable = []
    for (const { method, url, scope, name } of await operations()) {
      if (scope === undefined) continue
      const response = await t.server.inject({
        method,
        url,
        headers: { ...bearer(t.publishable), via: '1.1 p' },
      })
      if (response.statusCode !== 403) reachable.push(name)
    }
    expect(reachable.sort()).toEqual([
      'recommend',
      'recommendBatch',
      'recommendNext',
      'searchProducts',
      'sendEvents',
    ])
  })
})

describe('start-up', () => {
  test.each([
    ['neither scope nor public', { cost: 1 }, 'needs either a scope'],
    ['both', { public: true as const, scope: 'jobs:read' as const, cost: 1 }, 'needs either a scope'],
    ['no cost', { public: true as const }, 'needs a cost'],
  ])('fails on a route with %s', async (_name, config, complaint) => {
    const server = fastify()
    enforceRoutePolicy(server)
    server.get('/x', { config, schema: { operationId: 'x', response: { 200: {} } } }, () => 'x')
    await expect(server.ready()).rejects.toThrow(complaint)
  })

  test('fails on a route without response schema', async () => {
    const server = fastify()
    enforceRoutePolicy(server)
    server.get('/x', { config: { public: true, cost: 0 } }, () => 'x')
    await expect(server.ready()).rejects.toThrow('needs response schemas')
  })
})
