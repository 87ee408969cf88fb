import { sql } from 'kysely'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { expireVisits } from '../../../src/events/visits/expire-visits.ts'
import { jobs } from '../../../src/queue/jobs.ts'
import { eraseVisitor } from '../../../src/recommendations/erasure/erase-visitor.ts'
import { hashIndex } from '../../../src/recommendations/erasure/hash-index.ts'
import { buildImageProcessor } from '../../../src/recommendations/image/build/build-image.ts'
import { requestBuild } from '../../../src/recommendations/image/build/request-build.ts'
import { holdImages } from '../../../src/recommendations/image/held/hold-images.ts'
import { listStoredImages } from '../../../src/recommendations/image/image-queries.ts'
import { recountPairs } from '../../../src/recommendations/relations/recount-pairs.ts'
import { addShop } from '../../support/database.ts'
import { jobRig, testJob } from '../../support/job-rig.ts'
import { describeOnRealServers } from '../../support/servers.ts'
import { randomHistory, storeHistory, type History } from '../relations/random-history.ts'

const big = { visits: 300, items: 6, visitors: 20 }

const without = (history: History, visitor: string): History => ({
  visits: history.visits.filter((visit) => visit.visitor !== visitor),
  basketEvents: history.basketEvents.filter((event) => event.visitor !== visitor),
})

/** Workers that build images, and a process that holds them. */
async function open(servers?: Parameters<typeof jobRig>[1]) {
  const rig = await jobRig(
    [
      testJob(jobs.buildImage, {
        run: (job) => processor().run(job, undefined),
        commit: (trx, finished) => processor().commit?.(trx, finished) ?? Promise.resolve(),
      }),
    ],
    servers,
  )
  const { db, shopId } = rig.database
  const processor = () => buildImageProcessor({ db, clock: systemClock, announce: () => Promise.resolve() })
  rig.startWorkers()
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-images-'))
  const hold = () =>
    holdImages({
      db,
      clock: systemClock,
      directory,
      feed: { subscribe: () => () => undefined },
      onError: (error) => expect.fail(String(error)),
    })
  const images = hold()
  return {
    db,
    shopId,
    directory,
    images,
    hold,
    async build(shop = shopId) {
      await db.transaction().execute((trx) => requestBuild(trx, shop))
      rig.poke()
      await rig.settled()
    },
    erase: (visitor: string) =>
      eraseVisitor({ db, clock: systemClock, images, announce: () => Promise.resolve() }, shopId, visitor),
    async [Symbol.asyncDispose]() {
      await images[Symbol.asyncDispose]()
      await rig[Symbol.asyncDispose]()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function checkErasure(servers?: Parameters<typeof jobRig>[1]): Promise<void> {
  await using house = await open(servers)
  const { db, shopId, images } = house
  const history = randomHistory(21, big)
  await storeHistory(db, shopId, history)
  await house.build()
  const image = await images.of(shopId)
  const pair = image?.neighbours('viewed-after', 0).at(0)
  expect(image?.seq).toBe(300)
  expect(image?.sessions).toBeUndefined()

  const stranger = await addShop({ db })
  await storeHistory(db, stranger, without(history, 'u7'))
  const expected = await eraseVisitor(
    { db, clock: systemClock, images, announce: () => Promise.resolve() },
    stranger,
    'nobody',
  )
  const answer = await house.erase('u7')
  expect(answer.visits).toBeGreaterThan(0)
  expect(answer.modelHash).toBe(expected.modelHash)
  // Until the next build, counts that no longer recount are not told, and no file or image has the visitor.
  expect(pair === undefined ? undefined : image?.evidence('viewed-after', 0, pair.item)).toBeUndefined()
  expect(await listStoredImages(db, shopId, 2)).toEqual([])
  expect(await readdir(house.directory)).toEqual([])

  await house.build()
  const [rebuilt] = await listStoredImages(db, shopId, 2)
  expect(rebuilt?.modelHash).toBe(answer.modelHash)
  expect((await house.erase('u7')).modelHash).toBe(answer.modelHash)
}

describe('erasing a visitor', () => {
  test('leaves the model hash of a shop that never saw them, in memory and in the next build', async () => {
    await checkErasure()
  })

  test('of a shop that a process holds no image of gives the hash too', async () => {
    await using house = await open()
    await storeHistory(house.db, house.shopId, randomHistory(4, big))
    const first = await house.erase('u1')
    expect((await house.erase('u1')).modelHash).toBe(first.modelHash)
    expect(first.modelHash).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('a built image', () => {
  test('states counts that recount from Postgres, and follows visits that come after it', async () => {
    await using house = await open()
    const { db, shopId } = house
    await storeHistory(db, shopId, attracted())
    await house.build()
    await using other = house.hold()
    const image = await other.of(shopId)
    if (image === undefined) return expect.fail('there is no image')
    let told = 0
    for (const kind of ['viewed-after', 'complement', 'substitute'] as const) {
      for (let item = 0; item < image.items.size; item += 1) {
        for (const { item: dst, evidence } of image.neighbours(kind, item)) {
          if (evidence === undefined) continue
          const counted = { seq: image.countedSeq, until: image.countedUntil }
          const claim = { kind, src: image.items.idOf(item), dst: image.items.idOf(dst) }
          const [count] = await recountPairs(db, shopId, counted, [claim])
          expect(count).toEqual({ ab: evidence.k, a: evidence.n, b: evidence.b, total: evidence.total })
          told += 1
        }
      }
    }
    expect(told).toBeGreaterThan(1)
    await sql`INSERT INTO visits (shop_id, seq, session, started_at, ended_at, items)
      VALUES (${shopId}, 9001, 'late', now(), now(), ARRAY['p0', 'unseen'])`.execute(db)
    await sql`UPDATE visit_logs SET last_seq = 9001 WHERE shop_id = ${shopId}`.execute(db)
    await other.withIndex(shopId, () => Promise.resolve())
    expect(image.seq).toBe(9_001)
    expect(image.items.idOf(image.items.numberOf('unseen') ?? -1)).toBe('unseen')
  })
})

describe('visits that expire', () => {
  test('leave a held copy and the next build with the same hash, and counts are told again only by that build', async () => {
    await using house = await open()
    const { db, shopId, images } = house
    await storeHistory(db, shopId, attracted())
    const aged = sql`UPDATE visits SET ended_at = '2020-01-01' WHERE shop_id = ${shopId} AND seq <= 120`
    await aged.execute(db)
    await house.build()
    const image = await images.of(shopId)
    if (image === undefined) return expect.fail('there is no image')
    const told = (of: typeof image) =>
      (['viewed-after', 'complement', 'substitute'] as const).flatMap((kind) =>
        Array.from({ length: of.items.size }, (_, item) => of.neighbours(kind, item)).flatMap((found) =>
          found.filter(({ evidence }) => evidence !== undefined),
        ),
      ).length
    expect(told(image)).toBeGreaterThan(0)
    const announce = () => Promise.resolve()
    expect(await expireVisits({ db, clock: systemClock, announce }, 13)).toEqual([shopId])
    const hash = await images.withIndex(shopId, (index) => hashIndex(index))
    expect(told(image)).toBe(0)
    await sql`UPDATE visit_erasures SET erased_at = erased_at - interval '2 days'`.execute(db)

    for (const built of [1, 2]) {
      await house.build()
      expect((await listStoredImages(db, shopId, built))[0]?.modelHash).toBe(hash)
    }
    await images.withIndex(shopId, () => Promise.resolve())
    const newest = images.peek(shopId)
    expect(newest && told(newest)).toBeGreaterThan(0)
    // Every image left was built after the visits had gone: nobody needs the notes any more.
    expect(await db.selectFrom('visit_erasures').selectAll().execute()).toEqual([])
  })
})

describeOnRealServers('erasing a visitor', (servers) => {
  test('leaves the model hash of a shop that never saw them, in memory and in the next build', async () => {
    await checkErasure(servers)
  })
})

/** p0 is followed by p1, and bought with p2. */
function attracted(): History {
  const { visits, basketEvents } = randomHistory(2, { visits: 250, items: 20, visitors: 100 })
  return {
    visits: visits.map((visit, at) => (at % 5 === 0 ? { ...visit, items: ['p0', 'p1'] } : visit)),
    basketEvents: [
      ...basketEvents.slice(0, 200),
      ...Array.from({ length: 80 }, (_, at) => ({
        visitor: `c${String(at >> 1)}`,
        session: `b${String(at >> 1)}`,
        order: null,
        product: at % 2 === 0 ? 'p0' : 'p2',
      })),
    ],
  }
}
