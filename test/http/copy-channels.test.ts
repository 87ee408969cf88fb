/** What channels take, and how a draft reads in them. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { upsertProducts } from '../../src/catalog/imports/upsert-queries.ts'
import { productRow } from '../../src/catalog/stored-product.ts'
import { channelIds } from '../../src/content/channels/channel.ts'
import { loadCopyPrompts } from '../../src/content/prompts/prompt.ts'
import { kettle } from '../content/copy-rig.ts'
import { runCopyJobs } from '../content/run-copy-jobs.ts'
import type { Answer } from './support/answer.ts'
import { bearer, startServer, type TestServer } from './support/start-server.ts'

let t: TestServer
let draft = ''
const call = (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object, key = t.secret) =>
  t.server.inject({ method, url, headers: bearer(key), ...(payload === undefined ? {} : { payload }) })

beforeAll(async () => {
  t = await startServer()
  const { db } = t.database
  await upsertProducts(db, t.shopId, [productRow(kettle('k1'))])
  await call('POST', '/v1/copy/jobs', {
    selection: { products: ['k1'] },
    fields: ['pdp.long', 'pdp.short', 'promo'],
    locale: 'en-GB',
  })
  await runCopyJobs({
    db,
    clock: t.deps.clock,
    defaultWriter: 'embedded',
    chatModels: {},
    prompts: await loadCopyPrompts(),
    dailyLimitMicros: 0,
    temperature: null,
  })
  const answer = await call('GET', '/v1/copy/drafts?product=k1')
  draft = answer.json<{ items: { id: string }[] }>().items[0]?.id ?? ''
})
afterAll(async () => {
  await t[Symbol.asyncDispose]()
})

test('every channel tells its limits, meters and sources', async () => {
  const answer = await call('GET', '/v1/copy/channels')
  expect(answer.statusCode).toBe(200)
  const { items } = answer.json<{ items: { id: string; checkedOn: string }[] }>()
  expect(items.map(({ id }) => id)).toEqual(channelIds)
})

test('a draft compiles for every channel, passes, and names what it left out', async () => {
  for (const channel of channelIds) {
    const answer = await call('POST', `/v1/copy/channels/${channel}/compile`, { draft })
    expect(answer.statusCode).toBe(200)
    const compiled = answer.json<{ verdict: string; fields: object; findings: { severity: string }[] }>()
    const blocks = compiled.findings.filter(({ severity }) => severity === 'block')
    expect({ channel, verdict: compiled.verdict, blocks }).toEqual({ channel, verdict: 'pass', blocks: [] })
    expect(Object.keys(compiled.fields).length).toBeGreaterThan(0)
  }
})

test('what the shop sets about its channels holds at once', async () => {
  const channels = { storeName: 'Maison', sms: { partsMax: 1 }, limits: { 'amazon.bullet': 255 } }
  expect((await call('PATCH', '/v1/shop', { settings: { channels } })).statusCode).toBe(200)
  const seo = await call('POST', '/v1/copy/channels/seo/compile', { draft })
  expect(seo.json<{ fields: { title: { text: string }[] } }>().fields.title.at(-1)?.text).toBe('| Maison')
  const rules = (await call('GET', '/v1/copy/channels')).json<{
    items: { id: string; sms: object | null }[]
  }>()
  expect(rules.items.find(({ id }) => id === 'sms')?.sms).toMatchObject({ partsMax: 1 })
  const wrong = await call('PATCH', '/v1/shop', { settings: { channels: { sms: { partsMax: 99 } } } })
  expect(wrong.statusCode).toBe(400)
})

test('404 for a draft of another shop or none, 400 for a channel there is not', async () => {
  const other = await call('POST', '/v1/copy/channels/sms/compile', { draft }, t.otherSecret)
  expect([other.statusCode, other.json<Answer>().code]).toEqual([404, 'content.draft-not-found'])
  const version = await call('POST', '/v1/copy/channels/sms/compile', { draft, version: 99 })
  expect([version.statusCode, version.json<Answer>().code]).toEqual([404, 'content.version-not-found'])
  expect((await call('POST', '/v1/copy/channels/fax/compile', { draft })).statusCode).toBe(400)
})
