/** A shop with random visitors, images built by the real job and a process that holds them: what reasons are checked on. */
import { sql } from 'kysely'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { upsertProducts } from '../../../src/catalog/imports/upsert-queries.ts'
import { productRow } from '../../../src/catalog/stored-product.ts'
import { fixedClock } from '../../../src/clock.ts'
import type { Db } from '../../../src/database/schema.ts'
import type { Change } from '../../../src/database/changes/change-feed.ts'
import { emptyHistory, type VisitorHistory } from '../../../src/events/history/visitor-history.ts'
import type { LeasedJob } from '../../../src/queue/job.ts'
import { eraseVisitor } from '../../../src/recommendations/erasure/erase-visitor.ts'
import { buildImageProcessor } from '../../../src/recommendations/image/build/build-image.ts'
import { holdImages } from '../../../src/recommendations/image/held/hold-images.ts'
import { defaultSessionKnnParams } from '../../../src/recommendations/session-knn/session-knn-params.ts'
import { product } from '../../catalog/product-examples.ts'
import { testDatabase } from '../../support/database.ts'
import { testRecommendations } from '../../support/recommendations.ts'
import { mulberry } from '../relations/random-history.ts'

export const productCount = 30
const themes = 5
const dayMs = 86_400_000

/** Every product belongs to a theme, which visits follow, and to a category, which cuts through themes. */
const categories = ['Kettles', 'Mugs', 'Tea']

export async function learntShop(seed: number) {
  const database = await testDatabase()
  const { db, shopId } = database
  const clock = fixedClock('2026-03-01T10:00:00.123Z')
  const random = mulberry(seed)
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-images-'))
  const images = holdImages({
    db,
    clock,
    directory,
    // Looks when the test says so, and not when it feels like it.
    pollMs: 3_600_000,
    feed: { subscribe: () => () => undefined },
    onError: (error) => {
      throw error
    },
  })
  await upsertProducts(
    db,
    shopId,
    Array.from({ length: productCount }, (_, at) =>
      productRow(
        product({
          id: `p${String(at)}`,
          title: `Product ${String(at)}`,
          category: ['Home', categories[at % categories.length] ?? ''],
        }),
      ),
    ),
  )
  await sql`INSERT INTO promoted_models (shop_id, evaluation_id, params, promoted_at)
    VALUES (${shopId}, 'evaluation_1', ${JSON.stringify(defaultSessionKnnParams)}::jsonb, ${clock.now()})`.execute(
    db,
  )
  let history: VisitorHistory = emptyHistory
  const announced: Change[] = []
  const deps = testRecommendations(db, {
    clock,
    images,
    histories: { of: () => history },
  })
  const processor = buildImageProcessor({ db, clock, announce: () => Promise.resolve() })
  return {
    db,
    shopId,
    clock,
    random,
    deps,
    images,
    announced,
    /** What recommendations know of the visitor from now on. */
    remember(known: Partial<VisitorHistory>) {
      history = { ...emptyHistory, ...known }
    },
    addVisits: (count: number) => storeVisits(database, clock.now(), random, count),
    addBaskets: (count: number) => storeBaskets(database, clock.now(), random, count),
    async build() {
      const job: LeasedJob<Record<string, never>> = {
        id: 'job_1',
        shopId,
        parentId: null,
        payload: {},
        token: 1,
        attempts: 0,
        signal: new AbortController().signal,
        report: () => Promise.resolve(),
      }
      const outcome = await processor.run(job, undefined)
      if (outcome.kind !== 'done') throw new Error('The build was put off.')
      const { result } = outcome
      await db.transaction().execute((trx) => processor.commit?.(trx, [{ job, result }]) ?? Promise.resolve())
      await images.withIndex(shopId, () => Promise.resolve())
      await images.of(shopId)
    },
    /** As a process that hears of it at once. */
    async erase(visitor: string) {
      const announce = (_trx: unknown, change: Change) => {
        announced.push(change)
        return Promise.resolve()
      }
      return eraseVisitor({ db, clock, images, announce }, shopId, visitor)
    },
    async [Symbol.asyncDispose]() {
      await images[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

export type LearntShop = Awaited<ReturnType<typeof learntShop>>

interface Place {
  readonly db: Db
  readonly shopId: string
}

/** Visits of the last sixty days, most of them lately, some of nobody that may be linked. */
async function storeVisits(
  { db, shopId }: Place,
  now: Date,
  random: () => number,
  count: number,
): Promise<void> {
  const below = (limit: number) => Math.floor(random() * limit)
  const { rows } = await sql<{ seq: number }>`
    SELECT coalesce(max(last_seq), 0) AS seq FROM visit_logs WHERE shop_id = ${shopId}`.execute(db)
  const from = rows[0]?.seq ?? 0
  const visits = Array.from({ length: count }, (_, at) => {
    const theme = below(themes)
    const seq = from + at + 1
    return {
      seq,
      session: `visit ${String(seq)}`,
      visitor: random() < 0.4 ? null : `u${String(below(120))}`,
      // On the very border of a window now and then.
      ended_at: new Date(
        now.getTime() - 5_000 - (random() < 0.1 ? below(2) * 28 * dayMs : random() ** 3 * 60 * dayMs),
      ).toISOString(),
      items: visitOf(theme, 2 + below(5), random),
    }
  })
  await sql`
    INSERT INTO visits (shop_id, seq, session, visitor, started_at, ended_at, items)
    SELECT ${shopId}, v.seq, v.session, v.visitor, v.ended_at, v.ended_at, v.items
    FROM jsonb_to_recordset(${JSON.stringify(visits)}::jsonb) AS v(seq bigint, session text, visitor text,
      ended_at timestamptz, items text[])`.execute(db)
  await sql`INSERT INTO visit_logs (shop_id, last_seq) VALUES (${shopId}, ${from + count})
    ON CONFLICT (shop_id) DO UPDATE SET last_seq = excluded.last_seq`.execute(db)
}

/** Mostly of the theme; half of the time a product is followed by the next one of its category. */
function visitOf(theme: number, length: number, random: () => number): string[] {
  const below = (limit: number) => Math.floor(random() * limit)
  const items: number[] = []
  while (items.length < length) {
    const last = items.at(-1)
    if (last !== undefined && random() < 0.5) items.push((last + themes * categories.length) % productCount)
    else if (random() < 0.85) items.push(theme + themes * below(productCount / themes))
    else items.push(below(productCount))
  }
  return items.map((item) => `p${String(item)}`)
}

/** Carts and orders of the last weeks, received a moment ago. */
async function storeBaskets(
  { db, shopId }: Place,
  now: Date,
  random: () => number,
  count: number,
): Promise<void> {
  const below = (limit: number) => Math.floor(random() * limit)
  const prefix = String(Math.floor(now.getTime() / 1_000))
  const events = Array.from({ length: count }, (_, at) => {
    const theme = below(themes)
    const when = new Date(now.getTime() - 6_000 - random() ** 2 * 50 * dayMs).toISOString()
    const order = random() < 0.6 ? `o${prefix}-${String(at)}` : null
    const visitor = random() < 0.3 ? null : `u${String(below(120))}`
    return Array.from({ length: 1 + below(3) }, (_unused, line) => ({
      at: when,
      event_id: `e${prefix}-${String(at)}-${String(line)}`,
      type: order === null ? 'add-to-cart' : 'purchase',
      visitor,
      session: `b${prefix}-${String(at)}`,
      product: `p${String(theme + themes * below(productCount / themes))}`,
      order_id: order,
    }))
  }).flat()
  await sql`
    INSERT INTO events (shop_id, at, event_id, type, consent, visitor, session, product, order_id, quantity, received_at)
    SELECT ${shopId}, e.at, e.event_id, e.type, CASE WHEN e.visitor IS NULL THEN 'session' ELSE 'known' END, e.visitor,
      e.session, e.product, e.order_id, 1, ${new Date(now.getTime() - 6_000)}
    FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e(at timestamptz, event_id text, type text,
      visitor text, session text, product text, order_id text)`.execute(db)
}
