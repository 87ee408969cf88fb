/** Judging texts and the whole catalogue over HTTP: requests, the job to its end, findings, reports, cancelling. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { upsertProducts } from '../../../../src/catalog/imports/upsert-queries.ts'
import { productRow } from '../../../../src/catalog/stored-product.ts'
import { systemClock } from '../../../../src/clock.ts'
import { lintCatalogProcessor } from '../../../../src/content/lint/runs/run-lint.ts'
import { claimJobs, settleDone } from '../../../../src/queue/job-queries.ts'
import { product } from '../../../catalog/product-examples.ts'
import type { Answer } from '../../support/answer.ts'
import { bearer, startServer, type TestServer } from '../../support/start-server.ts'

let t: TestServer
const attributes = { capacity: { value: 1.7, unit: 'l' }, material: { value: 'plastic', unit: null } }
beforeAll(async () => {
  t = await startServer()
  await upsertProducts(t.database.db, t.shopId, [
    productRow(product({ id: 'k1', attributes, description: 'A kettle of plastic for 1.7 litres.' })),
    productRow(product({ id: 'k2', attributes, description: 'A stainless steel kettle for 2.5 litres.' })),
    productRow(product({ id: 'k3', attributes, description: 'A wooden kettle for 1.7 litres.' })),
    productRow(product({ id: 'old', attributes, description: 'A steel kettle.', status: 'archived' })),
  ])
})
afterAll(async () => {
  await t[Symbol.asyncDispose]()
})

const post = (url: string, payload?: object, headers: Record<string, string> = {}) =>
  t.server.inject({
    method: 'POST',
    url,
    headers: { ...bearer(t.secret), ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
const get = (url: string, key = t.secret) => t.server.inject({ method: 'GET', url, headers: bearer(key) })

interface Checked {
  readonly verdict: string
  readonly findings: readonly {
    readonly code: string
    readonly text: string
    readonly evidence: readonly string[]
  }[]
  readonly texts: Readonly<Record<string, string>>
  readonly metrics: { readonly words: number; readonly grade: number | null; readonly claims: object }
}

describe('POST /v1/copy/check', () => {
  test('a text is judged by the facts of a product of the shop', async () => {
    const answer = await post('/v1/copy/check', {
      product: 'k1',
      text: '<p>A <b>stainless steel</b> kettle for 1.7 litres.</p>',
    })
    expect(answer.statusCode).toBe(200)
    const { verdict, findings, texts, metrics } = answer.json<Checked>()
    expect(verdict).toBe('block')
    expect(texts['text']).toBe('A stainless steel kettle for 1.7 litres.')
    expect(findings.map(({ code, text, evidence }) => [code, text, evidence])).toContainEqual([
      'F08',
      'stainless steel',
      ['a_material'],
    ])
    expect(metrics).toMatchObject({ words: 7, claims: { found: 2, supported: 1 } })
  })

  test('facts may come with the request, and cited segments are judged by what they cite', async () => {
    const facts = { title: 'Kettle', attributes: { Capacity: '1.7 l', NFC: 'No' } }
    const passed = await post('/v1/copy/check', { facts, text: 'It holds 1.7 litres and has no NFC.' })
    expect(passed.json<Checked>()).toMatchObject({ verdict: 'pass', findings: [] })
    const segment = { text: 'The kettle holds 2 litres.', factIds: ['a_capacity'], role: 'claim' }
    const cited = await post('/v1/copy/check', { facts, fields: { 'pdp.short': [segment] }, locale: 'en-GB' })
    expect(cited.json<Checked>().findings.map(({ code }) => code)).toContain('F03')
  })

  test.each([
    [{ text: 'No product.' }, 400],
    [{ product: 'k1', facts: { title: 'Both' }, text: 'x' }, 400],
    [{ product: 'k1' }, 400],
    [{ product: 'nothing', text: 'A kettle.' }, 404],
  ])('%j is refused with %i', async (body, status) => {
    expect((await post('/v1/copy/check', body)).statusCode).toBe(status)
  })
})

describe('POST /v1/copy/lint', () => {
  test('a run goes from 202 to findings and reports, and a repeated request starts nothing', async () => {
    const key = { 'idempotency-key': 'lint-1' }
    const first = await post('/v1/copy/lint', {}, key)
    expect(first.statusCode).toBe(202)
    const again = await post('/v1/copy/lint', {}, key)
    expect([again.headers['idempotent-replayed'], again.body]).toEqual(['true', first.body])
    const location = String(first.headers['location'])
    expect((await get(location)).json<Answer>().state).toBe('queued')
    expect((await get(`${location}/report.json`)).json<Answer>().code).toBe('content.lint-not-done')
    expect((await get(location, t.otherSecret)).statusCode).toBe(404)

    await work(location.split('/').at(-1) ?? '')
    const done = (await get(location)).json<{ state: string; summary: object }>()
    expect(done).toMatchObject({ state: 'done', summary: { products: 3, flagged: 2, blocked: 2 } })

    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`
      const page = (await get(`${location}/findings?limit=1${cursor}`)).json<{
        items: { product: string; code: string; text: string }[]
        next: string | null
      }>()
      seen.push(...page.items.map((item) => `${item.product} ${item.code} ${item.text}`))
      next = page.next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen[0]).toMatch(/^k2 /)
    expect(seen).toContain('k3 F08 wooden')
    const filtered = (await get(`${location}/findings?code=F08&product=k3`)).json<Answer>()
    expect(filtered.items).toHaveLength(1)

    const page = await get(`${location}/report.html`)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.body).toMatch(/^<!doctype html>/)
    expect((await get(`${location}/report.json`)).json<{ worst: object[] }>().worst).toHaveLength(2)
    expect((await post(`${location}/cancel`)).json<Answer>().code).toBe('jobs.not-cancellable')
  })

  test('a run that waits can be cancelled, and one over a filter reads those products only', async () => {
    const started = await post('/v1/copy/lint', { profile: 'audit', filter: { id: { in: ['k1'] } } })
    const location = String(started.headers['location'])
    expect((await post(`${location}/cancel`)).json<Answer>().state).toBe('cancelled')
    expect((await get('/v1/copy/lint?limit=1')).json<Answer>().items[0]).toMatchObject({ state: 'cancelled' })
  })
})

/** Does the job as a worker would. */
async function work(id: string): Promise<void> {
  const { db } = t.database
  const processor = lintCatalogProcessor({ db, clock: systemClock })
  const [row] = await claimJobs(db, 'content.lint-catalog', [id], 60_000)
  if (row === undefined) throw new Error('There was no job to do.')
  const job = {
    ...{ id, shopId: row.shop_id, parentId: null, payload: {}, token: row.token, attempts: 0 },
    signal: new AbortController().signal,
    report: () => Promise.resolve(),
  }
  const outcome = await processor.run(job, undefined)
  if (outcome.kind !== 'done') throw new Error('The check did not end.')
  await db.transaction().execute(async (trx) => {
    await processor.commit?.(trx, [{ job, result: outcome.result }])
    await settleDone(trx, [{ id, token: row.token, result: outcome.result }])
  })
}
