import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { productRow } from '../../src/catalog/stored-product.ts'
import { upsertProducts } from '../../src/catalog/imports/upsert-queries.ts'
import { fixedClock } from '../../src/clock.ts'
import type { WriteCopyDeps } from '../../src/content/jobs/write-copy.ts'
import { loadCopyPrompts } from '../../src/content/prompts/prompt.ts'
import { kettle } from '../content/copy-rig.ts'
import { runCopyJobs } from '../content/run-copy-jobs.ts'
import { bearer, startServer, type TestServer } from './support/start-server.ts'

interface DraftAnswer {
  readonly id: string
  readonly state: string
  readonly version: number
  readonly cost: string
  readonly code: string
  readonly locked: readonly string[]
  readonly fields: Readonly<
    Record<string, { readonly provenance: string; readonly segments: readonly { readonly text: string }[] }>
  >
  readonly items: readonly { readonly id: string; readonly outcome: string; readonly event: string }[]
  readonly counts: { readonly approved: number; readonly total: number }
  readonly errors: readonly { readonly path: string }[]
}

describe('reviewing over HTTP', () => {
  let t: TestServer
  let deps: WriteCopyDeps
  beforeAll(async () => {
    t = await startServer()
    await upsertProducts(
      t.database.db,
      t.shopId,
      [kettle('k1'), kettle('k2', { tags: ['autumn'] })].map(productRow),
    )
    deps = {
      db: t.database.db,
      clock: fixedClock('2026-03-01T12:00:00Z'),
      defaultWriter: 'embedded',
      chatModels: {},
      prompts: await loadCopyPrompts(),
      dailyLimitMicros: 0,
      temperature: null,
    }
  })
  afterAll(async () => {
    await t[Symbol.asyncDispose]()
  })
  const call = (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    headers: Readonly<Record<string, string>> = {},
  ) =>
    t.server.inject({
      method,
      url,
      headers: { ...bearer(t.secret), ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
  /** The worker of this test, beside the waiting request. */
  const write = async (body: object, headers: Readonly<Record<string, string>> = {}) => {
    const answer = call('POST', '/v1/copy/drafts', body, headers)
    for (;;) {
      await runCopyJobs(deps)
      const waited = new Promise<undefined>((resolve) => setTimeout(resolve, 20, undefined))
      const answered = await Promise.race([answer, waited])
      if (answered !== undefined) return answered
    }
  }
  const request = {
    product: 'k1',
    fields: ['pdp.short'],
    locale: 'en-GB',
    writer: 'auto',
    seed: 7,
    maxCost: '0.02',
  }

  test('one product is written in one answer, and the same again at no cost', async () => {
    const first = await write(request, { 'idempotency-key': 'once' })
    expect(first.statusCode).toBe(201)
    const draft = first.json<DraftAnswer>()
    expect(draft).toMatchObject({ version: 1, cost: '0.00', locked: [] })
    expect(first.headers['location']).toBe(`/v1/copy/drafts/${draft.id}`)
    const replayed = await write(request, { 'idempotency-key': 'once' })
    expect(replayed.headers['idempotent-replayed']).toBe('true')
    expect(replayed.json<DraftAnswer>().id).toBe(draft.id)
    expect((await write(request)).json<DraftAnswer>().id).toBe(draft.id)
    expect((await write({ ...request, product: 'nope' })).json<DraftAnswer>().code).toBe(
      'catalog.product-not-found',
    )
  })

  test('an edit takes its version from If-Match, locks the field and can be compared and traced', async () => {
    const { id } = (await write(request)).json<DraftAnswer>()
    const edit = { fields: { 'pdp.short': { text: 'It holds 1.7 litres.' } }, reason: 'Shorter' }
    expect((await call('PATCH', `/v1/copy/drafts/${id}`, edit)).statusCode).toBe(400)
    const edited = await call('PATCH', `/v1/copy/drafts/${id}`, edit, { 'if-match': '"1"' })
    expect(edited.statusCode).toBe(200)
    expect(edited.json<DraftAnswer>()).toMatchObject({ version: 2, locked: ['pdp.short'] })
    const stale = { ...edit, version: 1, fields: { 'pdp.short': { text: 'Other.' } } }
    const conflict = await call('PATCH', `/v1/copy/drafts/${id}`, stale)
    expect([conflict.statusCode, conflict.json<DraftAnswer>().code]).toEqual([
      409,
      'content.version-conflict',
    ])
    expect((await call('GET', `/v1/copy/drafts/${id}/diff`)).json()).toMatchObject({ from: 1, to: 2 })
    expect((await call('GET', `/v1/copy/drafts/${id}/diff?from=9`)).statusCode).toBe(404)
    expect((await call('GET', `/v1/copy/drafts/${id}/versions`)).json<DraftAnswer>().items).toHaveLength(2)
    const log = (await call('GET', `/v1/copy/drafts/${id}/log`)).json<DraftAnswer>()
    expect(log.items.map(({ event }) => event)).toEqual(['edit', 'write'])
    const unlocked = await call('POST', `/v1/copy/drafts/${id}/unlock`, {})
    expect(unlocked.json<DraftAnswer>().locked).toEqual([])
  })

  test('approving needs the scope, takes many, and says what became of each', async () => {
    const { id } = (await write({ ...request, seed: 8 })).json<DraftAnswer>()
    const writer = await t.keyWith(['copy:read', 'copy:write'])
    const url = `/v1/copy/drafts/${id}/approve`
    const forbidden = await t.server.inject({ method: 'POST', url, headers: bearer(writer) })
    expect(forbidden.statusCode).toBe(403)
    const bulk = await call('POST', '/v1/copy/drafts/approve', { ids: [id, 'draft_none'] })
    expect(bulk.json<DraftAnswer>().items.map(({ outcome }) => outcome)).toEqual(['approved', 'refused'])
    expect((await call('POST', url)).json<DraftAnswer>().state).toBe('approved')
    const reject = await call('POST', `/v1/copy/drafts/${id}/reject`, { reason: 'Late' })
    expect([reject.statusCode, reject.json<DraftAnswer>().code]).toEqual([409, 'content.draft-state'])
    expect((await call('POST', `/v1/copy/drafts/${id}/reject`, {})).statusCode).toBe(400)
    const left = await call('POST', '/v1/copy/drafts/approve', { filter: { product: 'k1' } })
    expect(left.statusCode).toBe(200)
  })

  test('waivers are granted until a day, listed and revoked', async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    const request = { code: 'C06', product: 'k1', reason: 'Award of 2025', expiresAt }
    const granted = await call('POST', '/v1/copy/waivers', request)
    expect(granted.statusCode).toBe(201)
    const { id } = granted.json<DraftAnswer>()
    expect((await call('GET', '/v1/copy/waivers')).json<DraftAnswer>().items.map((one) => one.id)).toEqual([
      id,
    ])
    for (const wrong of [{ code: 'G00' }, { expiresAt: '2020-01-01T00:00:00Z' }, { reason: '' }])
      expect((await call('POST', '/v1/copy/waivers', { ...request, ...wrong })).statusCode).toBe(400)
    expect((await call('POST', '/v1/copy/waivers', { ...request, product: 'nope' })).statusCode).toBe(404)
    expect((await call('DELETE', `/v1/copy/waivers/${id}`)).json()).toMatchObject({ id, code: 'C06' })
    expect((await call('GET', '/v1/copy/waivers')).json<DraftAnswer>().items).toEqual([])
    expect((await call('GET', `/v1/copy/waivers/${id}`)).statusCode).toBe(200)
  })

  test('copy jobs take a CSV file or a collection, pause, resume and list failures', async () => {
    const csv = await t.server.inject({
      method: 'POST',
      url: '/v1/copy/jobs/csv?fields=promo&locale=en-GB',
      headers: { ...bearer(t.secret), 'content-type': 'text/csv' },
      payload: '\ufeffName;Handle\nKettle;k1\nOther;k2\n',
    })
    expect(csv.statusCode).toBe(202)
    const { id } = csv.json<DraftAnswer>()
    expect((await call('POST', `/v1/copy/jobs/${id}/pause`)).json<DraftAnswer>().state).toBe('paused')
    expect((await call('POST', `/v1/copy/jobs/${id}/retry`)).statusCode).toBe(409)
    expect((await call('POST', `/v1/copy/jobs/${id}/resume`)).json<DraftAnswer>().state).toBe('queued')
    await runCopyJobs(deps)
    expect((await call('GET', `/v1/copy/jobs/${id}`)).json<DraftAnswer>().counts.total).toBe(2)
    expect((await call('GET', `/v1/copy/jobs/${id}/failures`)).json<DraftAnswer>().items).toEqual([])
    const collection = await call('POST', '/v1/copy/jobs', {
      selection: { collection: 'autumn' },
      fields: ['promo'],
      locale: 'en-GB',
    })
    await runCopyJobs(deps)
    const job = await call('GET', `/v1/copy/jobs/${collection.json<DraftAnswer>().id}`)
    expect(job.json<DraftAnswer>().counts.total).toBe(1)
    const bad = await t.server.inject({
      method: 'POST',
      url: '/v1/copy/jobs/csv?fields=promo&locale=en-GB',
      headers: { ...bearer(t.secret), 'content-type': 'text/csv' },
      payload: 'name,price\nKettle,3\n',
    })
    expect(bad.statusCode).toBe(400)
    expect(bad.json<DraftAnswer>().errors[0]?.path).toBe('body')
  })
})
