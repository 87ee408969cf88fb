import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { fixedClock } from '../../src/clock.ts'
import type { HistoryRequest, VisitorHistory } from '../../src/events/history/visitor-history.ts'
import { emptyHistory } from '../../src/events/history/visitor-history.ts'
import { recommendationSchema } from '../../src/http/routes/recommendations/slate-schema.ts'
import { nextPage } from '../../src/recommendations/after/next-page.ts'
import { recommendBatch, batchRequestSchema } from '../../src/recommendations/after/batch.ts'
import { replaySlate } from '../../src/recommendations/after/replay.ts'
import type { ShopImage } from '../../src/recommendations/image/shop-image.ts'
import { recommend, type RecommendDeps } from '../../src/recommendations/recommend.ts'
import type { Answer } from '../../src/recommendations/serving/answer/issue-slate.ts'
import { recommendationRequestSchema } from '../../src/recommendations/recommendation.ts'
import { createServingCounts } from '../../src/recommendations/serving/serving-counts.ts'
import { createMemo } from '../../src/recommendations/memory/slate-memo.ts'
import { storeSlates } from '../../src/recommendations/slates/keep-slates.ts'
import { createSigningKeys } from '../../src/recommendations/slates/signing-keys.ts'
import { createTokenIssuer } from '../../src/recommendations/slates/issue-tokens.ts'
import { createSlateRing, type SlateRing } from '../../src/recommendations/slates/slate-ring.ts'
import { testDeps } from '../http/support/start-server.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'
import { fakeImage } from './serving/fake-image.ts'
import { fakeMirror, fakeMirrors, type FakeMirror, type FakeProduct } from './serving/fake-mirror.ts'

let database: TestDatabase
const clock = fixedClock('2026-03-01T10:00:00Z')
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

const ids = Array.from({ length: 60 }, (_, at) => `p${String(at)}`)

type Recommendation = z.output<typeof recommendationSchema>

interface Rig {
  readonly deps: RecommendDeps
  readonly mirror: FakeMirror
  readonly ring: SlateRing
  readonly asked: HistoryRequest[]
  ask(request: z.input<typeof recommendationRequestSchema>): Promise<Recommendation>
  read(answer: Answer): Recommendation
}

function rig(
  changes: Partial<RecommendDeps> & { readonly history?: VisitorHistory; readonly image?: ShopImage } = {},
): Rig {
  const { history = emptyHistory, image, ...rest } = changes
  const { shopId, db } = database
  const mirror = fakeMirror(
    ids.map((id, at): FakeProduct => ({ id, category: at % 2 === 0 ? 'home' : 'garden' })),
    shopId,
  )
  const held =
    image ??
    fakeImage({
      shopId,
      items: ids,
      lists: { content: { p0: ids.slice(1, 31).map((id, at) => [id, 1 - at / 100]) } },
      rankings: { popular: ids, trending: ids.slice(0, 5) },
    })
  const asked: HistoryRequest[] = []
  const ring = createSlateRing({ store: (records) => storeSlates(db, records) })
  const { lexicalIndexes, liveVersions, queryVectors } = testDeps(database)
  const deps: RecommendDeps = {
    db,
    clock,
    lexicalIndexes,
    liveVersions,
    queryVectors,
    mirrors: fakeMirrors(mirror),
    images: { of: () => Promise.resolve(held), peek: () => held },
    histories: {
      of(request) {
        asked.push(request)
        return history
      },
    },
    rules: { activeFor: () => ({ active: [], arm: null }) },
    signingKeys: createSigningKeys(db, clock),
    slates: ring,
    issueTokens: createTokenIssuer(),
    pools: createMemo({ entriesMax: 100, keptMs: 60_000, clock }),
    memo: { hits: 0, misses: 0 },
    counts: createServingCounts(),
    imageMaxAgeMs: 86_400_000,
    composed: createMemo({ entriesMax: 100, keptMs: 60_000, clock }),
    ...rest,
  }
  const read = ({ json }: Answer) => recommendationSchema.parse(JSON.parse(json))
  return {
    deps,
    mirror,
    ring,
    asked,
    read,
    async ask(request) {
      return read(await recommend(deps, shopId, recommendationRequestSchema.parse(request)))
    },
  }
}

const shownIn = ({ items }: Pick<Recommendation, 'items'>) => items.map(({ id }) => id)

test('what a remembered slate shows is looked at again: a product sold out since does not come', async () => {
  const { ask, mirror } = rig()
  const request = { placement: 'product-similar', context: { item: 'p0' }, n: 5 } as const
  const first = await ask(request)
  expect(shownIn(first)).toEqual(['p1', 'p2', 'p3', 'p4', 'p5'])
  expect(shownIn(await ask(request))).toEqual(shownIn(first))
  mirror.change('p2', { isSoldOut: true })
  expect(shownIn(await ask(request))).toEqual(['p1', 'p3', 'p4', 'p5', 'p6'])
})

test('a rule edited under its id changes the remembered slate', async () => {
  let hidden = 'p1'
  const { ask } = rig({
    rules: {
      activeFor: () => ({
        active: [
          {
            id: 'rule_1',
            action: 'hide' as const,
            filter: { id: { in: [hidden] } },
            priority: 0,
            position: undefined,
            factor: undefined,
          },
        ],
        arm: null,
      }),
    },
  })
  const request = { placement: 'product-similar', context: { item: 'p0' }, n: 2 } as const
  expect(shownIn(await ask(request))).toEqual(['p2', 'p3'])
  hidden = 'p2'
  expect(shownIn(await ask(request))).toEqual(['p1', 'p3'])
})

test('nothing of a visitor is asked for without consent, and no more than it was granted', async () => {
  const { ask, asked } = rig()
  const keys = { placement: 'home', session: 's', visitor: 'v' } as const
  await ask({ ...keys, consent: 'none' })
  expect(asked).toEqual([])
  for (const consent of ['session', 'pseudonymous', 'known'] as const) {
    expect((await ask({ ...keys, consent })).consent_used).toBe('none')
    expect(asked.at(-1)?.consent).toBe(consent)
  }
})

test('while memory may be behind, Postgres has the last word; while that is away the answer says it is stale', async () => {
  const { mirror } = rig()
  const request = { placement: 'product-similar', context: { item: 'p0' }, n: 3 } as const
  const behind = rig({
    mirrors: fakeMirrors(mirror, {
      isCurrent: () => false,
      confirm: (_shop, named) => Promise.resolve(new Set(named.filter((id) => id !== 'p2'))),
    }),
  })
  const confirmed = await behind.ask(request)
  expect(shownIn(confirmed)).toEqual(['p1', 'p3', 'p4'])
  expect(confirmed.stale).toBeUndefined()
  const away = rig({
    mirrors: fakeMirrors(mirror, {
      isCurrent: () => false,
      confirm: () => Promise.reject(new Error('Connection terminated unexpectedly')),
    }),
  })
  expect(await away.ask(request)).toMatchObject({ stale: true, fill: { returned: 3 } })
})

test('a process that may be behind looks hides up by what Postgres has', async () => {
  const brand = { brand: { in: ['mill'] } }
  const rule = { id: 'r', filter: brand, priority: 0, position: undefined, factor: undefined }
  const asked: unknown[] = []
  const behind = rig({
    rules: { activeFor: () => ({ active: [{ ...rule, action: 'hide' }], arm: null }) },
    mirrors: fakeMirrors(rig().mirror, {
      isCurrent: () => false,
      confirm(_shop, named, filter) {
        asked.push(filter)
        return Promise.resolve(new Set(named))
      },
    }),
  })
  await behind.ask({ placement: 'home', n: 3 })
  await behind.ask({ placement: 'home', n: 3, filter: { stock: { in: true } } })
  expect(asked).toEqual([{ all: [{ not: brand }] }, { all: [{ stock: { in: true } }, { not: brand }] }])
})

test('a remembered slate outlives changes of products it does not show', async () => {
  const { ask, mirror, deps } = rig()
  const request = { placement: 'product-similar', context: { item: 'p0' }, n: 5 } as const
  const first = await ask(request)
  mirror.change('p40', { isSoldOut: true })
  const composed = {
    ...deps,
    composed: { get: deps.composed.get, set: () => expect.unreachable('composed anew') },
  }
  const parsed = recommendationRequestSchema.parse(request)
  const again = await recommend(composed, database.shopId, parsed)
  expect(again.ids).toEqual(shownIn(first))
})

test('while the shop is not in memory its newest products answer, as the last tier, with a receipt', async () => {
  const mirror = fakeMirror(
    ids.map((id) => ({ id })),
    database.shopId,
  )
  const { ask, ring } = rig({
    mirrors: { ...fakeMirrors(mirror), peek: () => undefined, soon: () => Promise.resolve(undefined) },
  })
  const slate = await ask({
    placement: 'product-similar',
    context: { item: 'p59' },
    exclude: { ids: ['p57'] },
    n: 3,
  })
  expect(shownIn(slate)).toEqual(['p58', 'p56', 'p55'])
  expect(slate.items.map(({ source, tier }) => [source, tier])).toEqual(Array(3).fill(['latest', 3]))
  expect(slate.epoch).toBe(0)
  expect(JSON.parse(ring.find(database.shopId, slate.slate)?.itemsJson ?? '')).toHaveLength(3)
})

test('a batch shows no product in two slates', async () => {
  const { deps } = rig()
  const { shopId } = database
  const batch = batchRequestSchema.parse({
    requests: [
      { placement: 'home', n: 8 },
      { placement: 'product-similar', context: { item: 'p0' }, n: 8 },
      { placement: 'cart', context: { cart: ['p0'] }, n: 8 },
    ],
  })
  const read = (json: string) => z.object({ slates: z.array(recommendationSchema) }).parse(JSON.parse(json))
  const { slates } = read((await recommendBatch(deps, { ...batch, shopId })).json)
  const shown = slates.flatMap(shownIn)
  expect(shown).toHaveLength(24)
  expect(new Set(shown).size).toBe(24)
  const { slates: repeated } = read((await recommendBatch(deps, { ...batch, distinct: false, shopId })).json)
  expect(new Set(repeated.flatMap(shownIn)).size).toBeLessThan(24)
})

test('pages repeat nothing, end when all was shown, and go on from Postgres after a restart', async () => {
  const { deps, ring, read, ask } = rig()
  const { shopId } = database
  let page = await ask({ placement: 'home', consent: 'session', session: 's', n: 16 })
  const shown = shownIn(page)
  while (page.next !== undefined) {
    await ring.flush()
    const restarted = {
      ...deps,
      slates: createSlateRing({ store: (records) => storeSlates(deps.db, records) }),
    }
    const answer = await nextPage(restarted, { shopId, slate: page.slate })
    await restarted.slates.flush()
    page = read(answer)
    shown.push(...shownIn(page))
  }
  expect(shown).toHaveLength(60)
  expect(new Set(shown).size).toBe(60)
  expect(page.fill.returned).toBe(12)
})

test('a slate made again is identical until the catalogue changes, and gone with its image', async () => {
  const { deps, mirror, ask } = rig()
  const { shopId } = database
  const slate = await ask({ placement: 'product-similar', context: { item: 'p0' }, n: 4 })
  expect(await replaySlate(deps, shopId, slate.slate)).toEqual({
    identical: true,
    epoch: 7,
    items: shownIn(slate),
  })
  mirror.change('p1', { isHidden: true })
  expect(await replaySlate(deps, shopId, slate.slate)).toMatchObject({
    identical: false,
    because: 'catalogue-changed',
  })
  const newer = fakeImage({ shopId, items: ids, epoch: 8 })
  const swapped = { ...deps, images: { of: () => Promise.resolve(newer), peek: () => newer } }
  await expect(replaySlate(swapped, shopId, slate.slate)).rejects.toMatchObject({
    code: 'recommendations.image-gone',
  })
})

test('slates without consent are nowhere but in memory; another shop finds none', async () => {
  const { deps, ring, ask } = rig()
  const { shopId } = database
  const [unstored, stored] = [
    await ask({ placement: 'home', n: 2 }),
    await ask({ placement: 'home', n: 2, consent: 'session', session: 's' }),
  ]
  await ring.flush()
  const elsewhere = { ...deps, slates: createSlateRing({ store: () => Promise.resolve() }) }
  await expect(nextPage(elsewhere, { shopId, slate: stored.slate })).resolves.toBeDefined()
  for (const [shop, slate] of [
    [shopId, unstored.slate],
    ['shop_other', stored.slate],
  ] as const) {
    await expect(nextPage(elsewhere, { shopId: shop, slate })).rejects.toMatchObject({
      code: 'recommendations.slate-not-found',
    })
  }
})
