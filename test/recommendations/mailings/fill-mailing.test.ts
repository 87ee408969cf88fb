/** Mailings as jobs: a slate for each recipient, with their own history, once, whatever happens on the way. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { OpenMirrors } from '../../../src/catalog/mirror/open-mirrors.ts'
import { upsertProducts } from '../../../src/catalog/imports/upsert-queries.ts'
import { productRow } from '../../../src/catalog/stored-product.ts'
import { systemClock } from '../../../src/clock.ts'
import type { Db } from '../../../src/database/schema.ts'
import { OpenHistories } from '../../../src/events/history/open-histories.ts'
import { jobs } from '../../../src/queue/jobs.ts'
import { fillMailingProcessor } from '../../../src/recommendations/mailings/fill-mailing.ts'
import { purgeMailings } from '../../../src/recommendations/mailings/keep-mailings.ts'
import { listMailingSlates } from '../../../src/recommendations/mailings/list-mailing-slates.ts'
import { cancelMailing, getMailing } from '../../../src/recommendations/mailings/read-mailings.ts'
import { requestMailing } from '../../../src/recommendations/mailings/request-mailing.ts'
import { mailingRequestSchema } from '../../../src/recommendations/mailings/mailing.ts'
import { eraseVisitor } from '../../../src/recommendations/erasure/erase-visitor.ts'
import { exportVisitor } from '../../../src/recommendations/erasure/export-visitor.ts'
import type { RecommendDeps } from '../../../src/recommendations/recommend.ts'
import { openRecommendations } from '../../../src/recommendations/open-recommendations.ts'
import { openRuleBook } from '../../../src/recommendations/merchandising/open-rule-book.ts'
import { recommendationSchema } from '../../../src/http/routes/recommendations/slate-schema.ts'
import { product } from '../../catalog/product-examples.ts'
import { jobRig, testJob, type JobRig } from '../../support/job-rig.ts'
import { testRecommendations } from '../../support/recommendations.ts'
import { describeOnRealServers } from '../../support/servers.ts'

type Servers = { databaseUrl: string; queueUrl: string } | undefined

/** As a worker has it: told of nothing, so that every slate is confirmed in Postgres. */
const deaf = { subscribe: () => () => undefined, isCurrent: () => false }

interface Mailer extends AsyncDisposable {
  readonly rig: JobRig
  readonly db: Db
  readonly shopId: string
  readonly deps: RecommendDeps
  /** Called before each recipient; may throw. */
  onRecipient: () => void | Promise<void>
  ask(visitors: readonly string[], more?: object): Promise<string>
  run(limitMs?: number): Promise<void>
  slates(id: string): Promise<{ visitor: string; products: string[]; token: string; returned: number }[]>
}

async function openMailer(servers: Servers): Promise<Mailer> {
  const rig = await jobRig(
    [
      testJob(jobs.fillMailing, {
        run: (job) =>
          fillMailingProcessor({ db: rig.database.db, lend: (use) => use(deps) }).run(job, undefined),
      }),
    ],
    servers,
  )
  const { db, shopId } = rig.database
  await upsertProducts(
    db,
    shopId,
    Array.from({ length: 8 }, (_, at) => productRow(product({ id: `p${String(at)}` }))),
  )
  const rules = openRuleBook({
    db,
    feed: deaf,
    mirrors: { peek: () => undefined },
    announce: () => Promise.resolve(),
    awaitApplied: () => Promise.resolve(),
  })
  const histories = new OpenHistories({ db, clock: systemClock, feed: deaf, mark: '#test' })
  const base = testRecommendations(db)
  const opened = openRecommendations({
    ...base,
    db,
    mirrors: new OpenMirrors({ db, feed: deaf }),
    histories: {
      async of(request) {
        await mailer.onRecipient()
        return histories.of(request)
      },
    },
    rules,
    rememberedMs: 0,
    feed: deaf,
    onFailure: () => undefined,
  })
  const deps = opened.deps
  const mailer: Mailer = {
    rig,
    db,
    shopId,
    deps,
    onRecipient: () => undefined,
    async ask(visitors, more = {}) {
      const request = mailingRequestSchema.parse({ visitors, n: 3, ...more })
      return (
        await db.transaction().execute((trx) => requestMailing(trx, systemClock, { shopId, ...request }))
      ).id
    },
    async run(limitMs) {
      const workers = rig.startWorkers()
      rig.poke()
      await rig.settled(limitMs)
      await workers.stop()
    },
    async slates(id) {
      const found: Awaited<ReturnType<Mailer['slates']>> = []
      let cursor: string | undefined
      do {
        const page = pageSchema.parse(
          JSON.parse(
            await listMailingSlates({ db, recommendations: deps }, shopId, id, { cursor, limit: 7 }),
          ),
        )
        for (const { visitor, slate } of page.items) {
          const products = slate?.items.map((item) => item.id) ?? []
          found.push({ visitor, products, token: slate?.token ?? '', returned: slate?.fill.returned ?? 0 })
        }
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      return found
    },
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]()
      histories[Symbol.dispose]()
      rules[Symbol.dispose]()
      await rig[Symbol.asyncDispose]()
    },
  }
  return mailer
}

const pageSchema = z.object({
  items: z.array(z.object({ visitor: z.string(), slate: recommendationSchema.nullable() })),
  next: z.string().nullable(),
})

async function buy(db: Db, shopId: string, visitor: string, item: string, daysAgo: number): Promise<void> {
  await sql`
    INSERT INTO events (shop_id, at, event_id, type, consent, visitor, session, product, order_id, quantity, received_at)
    SELECT ${shopId}, now() - make_interval(days => ${daysAgo}::int), ${`${visitor}${item}${String(daysAgo)}`}, 'purchase',
      'known', ${visitor}, ${`${visitor}${String(daysAgo)}`}, ${item}, ${`o${String(daysAgo)}`}, 1, now()`.execute(
    db,
  )
}

const aMailer = (servers: () => Servers) => () => {
  test('each recipient has a slate from their own history, in the order of the list', async () => {
    await using mailer = await openMailer(servers())
    const { db, shopId } = mailer
    // Bought twice, thirty days apart, the last time thirty days ago: due again.
    for (const [visitor, item] of [
      ['anna', 'p2'],
      ['ben', 'p5'],
    ] as const)
      for (const daysAgo of [30, 60]) await buy(db, shopId, visitor, item, daysAgo)
    const id = await mailer.ask(['ben', 'anna', 'nobody', 'ben'])
    expect(await getMailing(db, shopId, id)).toMatchObject({ state: 'queued', recipients: 3, answered: 0 })
    await mailer.run()
    expect(await getMailing(db, shopId, id)).toMatchObject({ state: 'done', answered: 3, failure: null })
    const slates = await mailer.slates(id)
    expect(slates.map(({ visitor }) => visitor)).toEqual(['ben', 'anna', 'nobody'])
    expect(slates.map(({ products }) => products.length)).toEqual([3, 3, 3])
    expect([slates[0]?.products[0], slates[1]?.products[0]]).toEqual(['p5', 'p2'])
    expect(slates.every(({ token }) => token.startsWith('v1.'))).toBe(true)
    // The receipts are stored, under the visitor.
    const { rows } = await sql<{ visitor: string; placement: string }>`
      SELECT visitor, placement FROM slates WHERE shop_id = ${shopId} ORDER BY visitor`.execute(db)
    expect(rows).toEqual(['anna', 'ben', 'nobody'].map((visitor) => ({ visitor, placement: 'email' })))
    const bought = await mailer.ask(['anna'], { exclude: { bought: true } })
    await mailer.run()
    expect((await mailer.slates(bought))[0]?.products).not.toContain('p2')
  })

  test('after a fault it goes on with those who have no slate, and nobody gets two', async () => {
    await using mailer = await openMailer(servers())
    const visitors = Array.from({ length: 120 }, (_, at) => `v${String(at)}`)
    const id = await mailer.ask(visitors)
    let calls = 0
    mailer.onRecipient = () => {
      calls += 1
      // A page would answer without the history of its reader.
      if (calls === 70) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
    }
    await mailer.run()
    expect(await getMailing(mailer.db, mailer.shopId, id)).toMatchObject({ state: 'done', answered: 120 })
    // Fifty were stored before the fault and are not made again; the twenty of the broken page are.
    expect(calls).toBe(120 + 20)
    const slates = await mailer.slates(id)
    expect(slates.map(({ visitor }) => visitor)).toEqual(visitors)
    expect(slates.every(({ products }) => products.length === 3)).toBe(true)
  })

  test('a cancelled one stops between two pages, and what was made stays', async () => {
    await using mailer = await openMailer(servers())
    const { db, shopId } = mailer
    const id = await mailer.ask(Array.from({ length: 400 }, (_, at) => `v${String(at)}`))
    let calls = 0
    mailer.onRecipient = async () => {
      calls += 1
      if (calls === 60) await db.transaction().execute((trx) => cancelMailing(trx, shopId, id))
    }
    await mailer.run()
    const ended = await getMailing(db, shopId, id)
    expect(ended).toMatchObject({ state: 'cancelled', answered: 50 })
    expect((await mailer.slates(id)).filter(({ token }) => token !== '')).toHaveLength(50)
    await expect(db.transaction().execute((trx) => cancelMailing(trx, shopId, id))).rejects.toMatchObject({
      code: 'jobs.not-cancellable',
    })
  })

  test('what may no longer be shown when it is read is left out', async () => {
    await using mailer = await openMailer(servers())
    const { db, shopId } = mailer
    const id = await mailer.ask(['anna'], { n: 8 })
    await mailer.run()
    expect((await mailer.slates(id))[0]?.products).toHaveLength(8)
    await sql`UPDATE products SET status = 'archived' WHERE shop_id = ${shopId} AND external_id = 'p3'`.execute(
      db,
    )
    const [now] = await mailer.slates(id)
    expect(now?.products).toHaveLength(7)
    expect(now?.products).not.toContain('p3')
    expect(now?.returned).toBe(7)
  })

  test('erasure reaches recipients before, while and after; an export shows what it would take', async () => {
    await using mailer = await openMailer(servers())
    const { db, shopId } = mailer
    const announce = () => Promise.resolve()
    const erase = (visitor: string) =>
      eraseVisitor(
        {
          db,
          clock: systemClock,
          announce,
          images: { ...noImages, withIndex: () => Promise.resolve(undefined) },
        },
        shopId,
        visitor,
      )
    await erase('before')
    const id = await mailer.ask(['before', 'while', 'after', 'stays'])
    expect(await getMailing(db, shopId, id)).toMatchObject({ recipients: 3 })
    let calls = 0
    mailer.onRecipient = async () => {
      calls += 1
      if (calls === 2) await erase('while')
    }
    await mailer.run()
    expect((await mailer.slates(id)).map(({ visitor }) => visitor)).toEqual(['after', 'stays'])
    const exported = async (visitor: string) => {
      let text = ''
      for await (const piece of exportVisitor(db, shopId, visitor)) text += Buffer.from(piece).toString()
      return exportSchema.parse(JSON.parse(text))
    }
    const kept = await exported('after')
    expect(kept.mailings).toMatchObject([{ mailing: id }])
    expect(kept.slates).toMatchObject([{ placement: 'email' }])
    expect(kept.slates[0]?.slate).toBe(kept.mailings[0]?.slate?.slate)
    await erase('after')
    expect(await exported('after')).toMatchObject({ slates: [], mailings: [] })
    const { rows } = await sql<{ visitor: string }>`
      SELECT visitor FROM mailing_recipients WHERE shop_id = ${shopId}
      UNION ALL SELECT visitor FROM slates WHERE shop_id = ${shopId}`.execute(db)
    expect(rows).toEqual([{ visitor: 'stays' }, { visitor: 'stays' }])
  })

  test('mailings are kept for thirty days', async () => {
    await using mailer = await openMailer(servers())
    const { db, shopId } = mailer
    const [old, young] = [await mailer.ask(['anna']), await mailer.ask(['anna'])]
    await mailer.run()
    await sql`UPDATE mailings SET created_at = now() - interval '31 days' WHERE id = ${old}`.execute(db)
    await purgeMailings(db)
    await expect(getMailing(db, shopId, old)).rejects.toMatchObject({
      code: 'recommendations.mailing-not-found',
    })
    expect(await getMailing(db, shopId, young)).toMatchObject({ state: 'done' })
  })
}

const noImages = {
  of: () => Promise.resolve(undefined),
  peek: () => undefined,
  list: () => [],
  [Symbol.asyncDispose]: () => Promise.resolve(),
}

const exportSchema = z.object({
  slates: z.array(z.object({ slate: z.string(), placement: z.string() })),
  mailings: z.array(z.object({ mailing: z.string(), slate: z.object({ slate: z.string() }).nullable() })),
})

describe(
  'mailings',
  aMailer(() => undefined),
)
describeOnRealServers('mailings', (scratch) => {
  aMailer(() => ({ databaseUrl: scratch.databaseUrl, queueUrl: scratch.queueUrl }))()
})
