import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { upsertProducts } from '../../../../src/catalog/imports/upsert-queries.ts'
import { productRow } from '../../../../src/catalog/stored-product.ts'
import { fixedClock } from '../../../../src/clock.ts'
import { openEvents } from '../../../../src/events/open-events.ts'
import { createServer } from '../../../../src/http/server.ts'
import { recommendationSchema } from '../../../../src/http/routes/recommendations/slate-schema.ts'
import { claimedShop, readToken } from '../../../../src/recommendations/slates/slate-token.ts'
import { createKey } from '../../../../src/security/issue-key.ts'
import { product } from '../../../catalog/product-examples.ts'
import { addShop, testDatabase } from '../../../support/database.ts'
import { testRecommendations } from '../../../support/recommendations.ts'
import { bearer, testDeps } from '../../support/start-server.ts'

const clock = fixedClock('2026-03-01T10:00:00Z')
let t: Awaited<ReturnType<typeof open>>
beforeAll(async () => {
  t = await open()
  // What is loaded at first use is not part of any answer's time.
  await post('/v1/recommendations', { placement: 'home' })
})
afterAll(() => t.close())

/** A server whose events know the tokens of its recommendations. */
async function open() {
  const database = await testDatabase()
  const { db, shopId } = database
  const otherShopId = await addShop(database)
  const recommendations = testRecommendations(db, { clock })
  const events = openEvents({
    db,
    clock,
    feed: { subscribe: () => () => undefined, isCurrent: () => false },
    announce: () => Promise.resolve(),
    readToken: (token) =>
      readToken(
        recommendations.signingKeys.peek(claimedShop(token) ?? ''),
        token,
        clock.now().getTime() / 1_000,
      ),
    retentionMonths: 13,
  })
  const deps = testDeps(database, { clock, recommendations, events })
  const server = await createServer(deps, { pressure: { delayMs: 60_000, delayLastMs: 60_000 } })
  await server.ready()
  for (const shop of [shopId, otherShopId]) {
    await upsertProducts(
      db,
      shop,
      Array.from({ length: 20 }, (_, at) =>
        productRow(
          product({ id: `k${String(at)}`, title: `Kettle ${String(at)}`, category: ['Home', 'Kettles'] }),
        ),
      ),
    )
  }
  const keyOf = async (shop: string, kind: 'secret' | 'publishable') =>
    (await createKey(db, clock, { shopId: shop, name: kind, kind })).key
  return {
    db,
    server,
    deps,
    secret: await keyOf(shopId, 'secret'),
    publishable: await keyOf(shopId, 'publishable'),
    otherSecret: await keyOf(otherShopId, 'secret'),
    async close() {
      await server.close()
      await deps.images[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

const post = (url: string, payload: object, key = t.secret) =>
  t.server.inject({ method: 'POST', url, headers: bearer(key), payload })
const get = (url: string, key = t.secret) => t.server.inject({ method: 'GET', url, headers: bearer(key) })

async function recommended(payload: object, key = t.secret) {
  const response = await post('/v1/recommendations', payload, key)
  expect(response.statusCode).toBe(200)
  return recommendationSchema.parse(response.json())
}

const idsOf = ({ items }: { readonly items: readonly { readonly id: string }[] }) => items.map(({ id }) => id)

describe('slates', () => {
  test('a batch shows no product twice, also with a publishable key, and says how old it is', async () => {
    const requests = [
      { placement: 'home', n: 6 },
      { placement: 'cart', context: { cart: ['k1'] }, n: 6 },
    ]
    const response = await post('/v1/recommendations/batch', { requests }, t.publishable)
    expect([response.statusCode, response.headers['age']]).toEqual([200, '0'])
    const { slates } = z.object({ slates: z.array(recommendationSchema) }).parse(response.json())
    const shown = slates.flatMap(idsOf)
    expect(shown).toHaveLength(12)
    expect(new Set(shown).size).toBe(12)
    const loose = await post('/v1/recommendations/batch', { requests, distinct: false })
    const repeated = z.object({ slates: z.array(recommendationSchema) }).parse(loose.json())
    expect(new Set(repeated.slates.flatMap(idsOf)).size).toBeLessThan(12)
  })

  test('the address of the next page leads through all products, once each', async () => {
    let page = await recommended({ placement: 'home', n: 8 })
    const shown = idsOf(page)
    while (page.next !== undefined) {
      const response = await get(page.next)
      expect([response.statusCode, response.headers['age']]).toEqual([200, '0'])
      page = recommendationSchema.parse(response.json())
      shown.push(...idsOf(page))
    }
    expect(shown).toHaveLength(20)
    expect(new Set(shown).size).toBe(20)
  })

  test('evidence and replay answer for the shop’s own slates, to keys that may read the catalogue', async () => {
    const slate = await recommended({ placement: 'product-similar', context: { item: 'k1' }, n: 3 })
    const evidence = await get(`/v1/recommendations/${slate.slate}/evidence`)
    expect(evidence.json()).toEqual({ items: slate.items.map(({ id, reason }) => ({ id, reason })) })
    const replay = await get(`/v1/recommendations/${slate.slate}/replay`)
    expect(replay.json()).toEqual({ identical: true, epoch: 0, items: idsOf(slate) })
    for (const what of ['next', 'evidence', 'replay']) {
      const path = `/v1/recommendations/${slate.slate}/${what}`
      expect((await get(path, t.otherSecret)).statusCode).toBe(404)
      expect((await get(`/v1/recommendations/slate_unknown/${what}`)).statusCode).toBe(404)
    }
    expect((await get(`/v1/recommendations/${slate.slate}/evidence`, t.publishable)).statusCode).toBe(403)
  })
})

describe('tokens', () => {
  /** How an event with the token is answered, and the slate it is stored under. */
  async function attributed(token: string, session: string, key = t.secret) {
    const event = { type: 'click', consent: 'session', session, product: 'k2', token }
    const answer = await post('/v1/events', event, key)
    expect(answer.statusCode).toBe(202)
    const { unattributed } = z.object({ unattributed: z.int() }).parse(answer.json())
    const rows = await t.db.selectFrom('events').select('slate').where('session', '=', session).execute()
    return { unattributed, slate: rows[0]?.slate }
  }

  test('an event is stored under the slate its token names, and under none by a token that was changed', async () => {
    const { slate, token } = await recommended({ placement: 'home', n: 2 })
    expect(await attributed(token, 'true')).toEqual({ unattributed: 0, slate })
    const [version = '', key = '', payload = '', mac = ''] = token.split('.')
    const claims = JSON.stringify([
      'slate_forged',
      ...z
        .array(z.unknown())
        .parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
        .slice(1),
    ])
    const forged = [
      [version, key, Buffer.from(claims).toString('base64url'), mac],
      [version, key, payload, `${mac.startsWith('A') ? 'B' : 'A'}${mac.slice(1)}`],
      [version, '99', payload, mac],
      [version, key, payload, ''],
    ]
    for (const [at, parts] of forged.entries()) {
      expect(await attributed(parts.join('.'), `forged ${String(at)}`)).toEqual({
        unattributed: 1,
        slate: null,
      })
    }
  })

  test('another shop’s token and one of fifteen days ago attribute nothing', async () => {
    const foreign = await recommended({ placement: 'home', n: 2 }, t.otherSecret)
    expect(await attributed(foreign.token, 'foreign')).toEqual({ unattributed: 1, slate: null })
    const own = await recommended({ placement: 'home', n: 2 })
    clock.advance(15 * 86_400_000)
    expect(await attributed(own.token, 'late')).toEqual({ unattributed: 1, slate: null })
  })
})

describe('consent', () => {
  test('decides what is stored of a slate: nothing, the slate, or the slate under its visitor; never the visit', async () => {
    const keys = { placement: 'home', n: 2, session: 'secret-visit', visitor: 'visitor-1' }
    const slates = new Map<string, string>()
    for (const consent of ['none', 'session', 'pseudonymous', 'known'])
      slates.set(consent, (await recommended({ ...keys, consent })).slate)
    await t.deps.recommendations.slates.flush()
    const rows = await t.db
      .selectFrom('slates')
      .selectAll()
      .where('id', 'in', [...slates.values()])
      .execute()
    const visitors = new Map(rows.map(({ id, visitor }) => [id, visitor]))
    expect([...slates].map(([consent, id]) => [consent, visitors.get(id)])).toEqual([
      ['none', undefined],
      ['session', null],
      ['pseudonymous', 'visitor-1'],
      ['known', 'visitor-1'],
    ])
    expect(JSON.stringify(rows)).not.toContain('secret-visit')
    expect(rows.map(({ asked }) => JSON.stringify(asked)).join()).not.toContain('visitor-1')
  })

  test('nothing of any table knows a visit without consent', async () => {
    const count = async () => {
      const tables = ['slates', 'events', 'open_visits', 'visits'] as const
      return Promise.all(
        tables.map(async (table) => (await t.db.selectFrom(table).selectAll().execute()).length),
      )
    }
    const before = await count()
    await recommended({ placement: 'home', n: 2, session: 's', visitor: 'v', consent: 'none' })
    await post('/v1/recommendations/batch', { session: 's', visitor: 'v', requests: [{ placement: 'home' }] })
    await t.deps.recommendations.slates.flush()
    expect(await count()).toEqual(before)
  })
})
