/** The routes of mailings: asking, watching, reading and cancelling; and who may. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eraseVisitorEvents } from '../../../../src/events/erasure/erase-visitor.ts'
import { storeMailingSlates } from '../../../../src/recommendations/mailings/mailing-queries.ts'
import { callerOf } from '../../support/caller.ts'
import { startServer, type TestServer } from '../../support/start-server.ts'

let rig: TestServer
beforeAll(async () => {
  rig = await startServer()
})
afterAll(() => rig[Symbol.asyncDispose]())

const call = callerOf(() => rig, '/v1/mailings')

async function requested(body: object = { visitors: ['anna', 'ben'] }): Promise<string> {
  const made = await call('POST', '', { body })
  expect(made.status).toBe(202)
  return made.json().id
}

describe('POST /v1/mailings', () => {
  test('202 with a place to watch; repeated with the same key the same answer', async () => {
    const body = { visitors: ['anna', 'ben', 'anna'], n: 4, filter: { price: { lte: 80 } } }
    const made = await call('POST', '', { body, once: 'first' })
    expect(made.status).toBe(202)
    const { id } = made.json()
    expect(made.headers.location).toBe(`/v1/mailings/${id}`)
    expect(made.json()).toMatchObject({
      ...{ state: 'queued', recipients: 2, answered: 0, failure: null },
      ...{ n: 4, filter: { price: { lte: 80 } }, exclude: { ids: [], bought: false }, diversity: 0 },
    })
    const again = await call('POST', '', { body, once: 'first' })
    expect([again.status, again.text]).toEqual([202, made.text])
    const other = await call('POST', '', { body: { visitors: ['anna'] }, once: 'first' })
    expect(other.status).toBe(422)
  })

  test('whoever was erased is no recipient', async () => {
    await rig.deps.db
      .transaction()
      .execute((trx) => eraseVisitorEvents(trx, rig.deps.clock, rig.shopId, 'gone'))
    const made = await call('POST', '', { body: { visitors: ['gone', 'carl'] } })
    expect(made.json()).toMatchObject({ recipients: 1 })
    const slates = await call('GET', `/${made.json().id}/slates`)
    expect(slates.json().items).toEqual([{ visitor: 'carl', slate: null }])
  })

  test('ten thousand are taken and one more is not', async () => {
    const visitors = Array.from({ length: 10_000 }, (_, at) => `visitor ${String(at)}`)
    expect((await call('POST', '', { body: { visitors } })).json()).toMatchObject({ recipients: 10_000 })
    const refused = await call('POST', '', { body: { visitors: [...visitors, 'x'] } })
    expect([refused.status, refused.json().errors[0]?.path]).toEqual([400, 'visitors'])
  })

  test.each([
    [{}, 'visitors'],
    [{ visitors: [] }, 'visitors'],
    [{ visitors: [''] }, 'visitors.0'],
    [{ visitors: ['a'], n: 0 }, 'n'],
    [{ visitors: ['a'], filter: { colour: 'red' } }, 'filter'],
    [{ visitors: ['a'], exclude: { seen: true } }, 'exclude'],
    [{ visitors: ['a'], diversity: 2 }, 'diversity'],
    [{ visitors: ['a'], placement: 'home' }, 'placement'],
  ])('%j is refused with its place', async (body, path) => {
    const refused = await call('POST', '', { body })
    expect(refused.status).toBe(400)
    expect(refused.text).toContain(path)
  })
})

describe('reading', () => {
  test('a list is newest first and paged', async () => {
    const first = await requested()
    const second = await requested()
    const page = await call('GET', '?limit=1')
    expect(page.json().items).toMatchObject([{ id: second }])
    const next = await call('GET', `?limit=1&cursor=${encodeURIComponent(String(page.json().next))}`)
    expect(next.json().items).toMatchObject([{ id: first }])
    expect((await call('GET', '?limit=100')).json().next).toBeNull()
    expect((await call('GET', '?cursor=nonsense')).status).toBe(400)
  })

  test('slates come in the order of the list, a page at a time; nobody is told twice', async () => {
    const id = await requested({ visitors: ['c', 'a', 'b'] })
    const slate = { slate: 'slate_1', items: [], fill: { asked: 3, returned: 0 } }
    await storeMailingSlates(rig.deps.db, rig.shopId, id, [{ number: 1, slate: JSON.stringify(slate) }])
    const first = await call('GET', `/${id}/slates?limit=2`)
    expect(first.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(first.json().items).toEqual([
      { visitor: 'c', slate: null },
      { visitor: 'a', slate },
    ])
    const next = await call(
      'GET',
      `/${id}/slates?limit=2&cursor=${encodeURIComponent(String(first.json().next))}`,
    )
    expect(next.json()).toEqual({ items: [{ visitor: 'b', slate: null }], next: null })
    expect((await call('GET', `/${id}/slates?cursor=nonsense`)).status).toBe(400)
  })

  test('what ended cannot be cancelled, and its stream tells how it ended', async () => {
    const id = await requested()
    expect((await call('POST', `/${id}/cancel`)).json()).toMatchObject({ state: 'cancelled' })
    const again = await call('POST', `/${id}/cancel`)
    expect([again.status, again.json().code]).toEqual([409, 'jobs.not-cancellable'])
    const stream = await call('GET', `/${id}/events`)
    expect(stream.headers['content-type']).toContain('text/event-stream')
    expect(stream.text).toContain('"state":"cancelled"')
  })
})

describe('who may', () => {
  test('another shop sees none of it', async () => {
    const id = await requested()
    const key = rig.otherSecret
    for (const [method, path] of [
      ['GET', `/${id}`],
      ['GET', `/${id}/slates`],
      ['GET', `/${id}/events`],
      ['POST', `/${id}/cancel`],
    ] as const) {
      const refused = await call(method, path, { key })
      expect([method, path, refused.status]).toEqual([method, path, 404])
      expect(refused.json().code).toBe('recommendations.mailing-not-found')
    }
    expect((await call('GET', '', { key })).json().items).toEqual([])
    expect((await call('GET', `/${id}`)).json()).toMatchObject({ state: 'queued' })
  })

  test('a key that anybody can read neither asks nor reads', async () => {
    const id = await requested()
    const key = rig.publishable
    expect((await call('POST', '', { key, body: { visitors: ['anna'] } })).status).toBe(403)
    expect((await call('GET', `/${id}/slates`, { key })).status).toBe(403)
    const readOnly = await rig.keyWith(['jobs:read'])
    expect((await call('GET', `/${id}/slates`, { key: readOnly })).status).toBe(200)
    expect((await call('POST', `/${id}/cancel`, { key: readOnly })).status).toBe(403)
  })
})
