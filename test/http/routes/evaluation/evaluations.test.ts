/** The routes of evaluations: asking, watching, reading and cancelling; and who may. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storeEvaluation } from '../../../../src/recommendations/evaluation/runs/evaluation-queries.ts'
import { callerOf } from '../../support/caller.ts'
import { startServer, type TestServer } from '../../support/start-server.ts'
import { aReport } from './a-report.ts'

let rig: TestServer
beforeAll(async () => {
  rig = await startServer()
})
afterAll(() => rig[Symbol.asyncDispose]())

const call = callerOf(() => rig, '/v1/evaluations')

/** Ends whatever runs, so that the next test may ask. */
async function requested(body: object = {}): Promise<string> {
  const made = await call('POST', '', { body })
  expect(made.status).toBe(202)
  return made.json().id
}

describe('POST /v1/evaluations', () => {
  test('202 with a place to watch; repeated with the same key the same answer; a second one 409', async () => {
    const made = await call('POST', '', { body: { k: 10, seed: 7 }, once: 'first' })
    expect(made.status).toBe(202)
    const { id } = made.json()
    expect(made.headers.location).toBe(`/v1/evaluations/${id}`)
    expect(made.json()).toMatchObject({ state: 'queued', k: 10, seed: 7, outcome: null, report: null })
    const again = await call('POST', '', { body: { k: 10, seed: 7 }, once: 'first' })
    expect([again.status, again.text]).toEqual([202, made.text])
    const second = await call('POST', '', { body: {} })
    expect([second.status, second.json().code]).toEqual([409, 'recommendations.evaluation-running'])
    expect((await call('POST', `/${id}/cancel`)).json()).toMatchObject({ state: 'cancelled' })
  })

  test('without a body k is 20 and the seed 1', async () => {
    const id = await requested()
    expect((await call('GET', `/${id}`)).json()).toMatchObject({ k: 20, seed: 1 })
    await call('POST', `/${id}/cancel`)
  })

  test.each([{ k: 0 }, { k: 101 }, { k: 2.5 }, { k: '20' }, { seed: -1 }, { seed: 2 ** 31 }, { depth: 3 }])(
    '%j is refused with its place',
    async (body) => {
      const refused = await call('POST', '', { body })
      expect(refused.status).toBe(400)
      expect(refused.text).toContain(Object.keys(body)[0])
    },
  )
})

describe('reading', () => {
  test('a list is newest first and paged; a page ends with null', async () => {
    const first = await requested({ seed: 11 })
    await call('POST', `/${first}/cancel`)
    const second = await requested({ seed: 12 })
    await call('POST', `/${second}/cancel`)
    const page = await call('GET', '?limit=1')
    expect(page.json().items).toMatchObject([{ id: second }])
    const next = await call('GET', `?limit=1&cursor=${encodeURIComponent(String(page.json().next))}`)
    expect(next.json().items).toMatchObject([{ id: first }])
    expect((await call('GET', '?limit=100')).json().next).toBeNull()
    expect((await call('GET', '?limit=0')).status).toBe(400)
    expect((await call('GET', '?cursor=nonsense')).status).toBe(400)
  })

  test('before it has ended there is no page; afterwards there is, and it runs nothing', async () => {
    const id = await requested()
    const early = await call('GET', `/${id}/report.html`)
    expect([early.status, early.json().code]).toEqual([409, 'recommendations.evaluation-not-done'])
    await call('POST', `/${id}/cancel`)
    const report = JSON.stringify(aReport)
    await storeEvaluation(rig.database.db, rig.shopId, id, { outcome: 'kept', report })
    expect((await call('GET', `/${id}`)).json()).toMatchObject({ outcome: 'kept', report: { cut: 20 } })
    const page = await call('GET', `/${id}/report.html`)
    expect(page.status).toBe(200)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.text).toMatch(/^<!doctype html>/)
    expect(page.text).not.toContain('<script')
  })

  test('what ended cannot be cancelled', async () => {
    const id = await requested()
    await call('POST', `/${id}/cancel`)
    const again = await call('POST', `/${id}/cancel`)
    expect([again.status, again.json().code]).toEqual([409, 'jobs.not-cancellable'])
  })

  test('a stream of one that ended tells it and closes', async () => {
    const id = await requested()
    await call('POST', `/${id}/cancel`)
    const stream = await call('GET', `/${id}/events`)
    expect(stream.headers['content-type']).toContain('text/event-stream')
    expect(stream.text).toContain('"state":"cancelled"')
  })
})

describe('who may', () => {
  test('another shop sees none of it, and what it may not see it cannot cancel', async () => {
    const id = await requested()
    const key = rig.otherSecret
    for (const [method, path] of [
      ['GET', `/${id}`],
      ['GET', `/${id}/report.html`],
      ['GET', `/${id}/events`],
      ['POST', `/${id}/cancel`],
    ] as const) {
      const refused = await call(method, path, { key })
      expect([method, path, refused.status]).toEqual([method, path, 404])
    }
    expect((await call('GET', '', { key })).json().items).toEqual([])
    expect((await call('GET', `/${id}`)).json()).toMatchObject({ state: 'queued' })
    await call('POST', `/${id}/cancel`)
  })

  test('an id that never was is 404', async () => {
    const missing = await call('GET', '/job_00000000000000000000000000')
    expect([missing.status, missing.json().code]).toEqual([404, 'recommendations.evaluation-not-found'])
  })

  test('no key 401; a publishable key 403; reading does not let ask or cancel', async () => {
    const bare = await rig.server.inject({ method: 'GET', url: '/v1/evaluations' })
    expect(bare.statusCode).toBe(401)
    expect((await call('GET', '', { key: rig.publishable })).status).toBe(403)
    const reader = await rig.keyWith(['jobs:read'])
    expect((await call('GET', '', { key: reader })).status).toBe(200)
    expect((await call('POST', '', { key: reader, body: {} })).status).toBe(403)
    expect((await call('POST', '/job_x/cancel', { key: reader })).status).toBe(403)
  })
})
