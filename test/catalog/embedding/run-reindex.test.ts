import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listTexts } from '../../../src/catalog/embedding/vector-queries.ts'
import { findPointed, listCurrentVersions } from '../../../src/catalog/embedding/version-queries.ts'
import { getReindex, listReindexes } from '../../../src/catalog/embedding/reindex/reindex.ts'
import { cancelReindex, requestReindex } from '../../../src/catalog/embedding/reindex/request-reindex.ts'
import { dropRetiredEmbeddings } from '../../../src/catalog/embedding/drop-retired-embeddings.ts'
import { rollbackEmbedding } from '../../../src/catalog/embedding/rollback-embedding.ts'
import { fixedClock, systemClock } from '../../../src/clock.ts'
import { catalogue, embeddingRig, type EmbeddingRig } from './embedding-rig.ts'

let rig: EmbeddingRig
beforeEach(async () => {
  rig = await embeddingRig()
  await rig.save(...catalogue(600))
  await rig.drain()
  rig.embedded.length = 0
})
afterEach(() => rig[Symbol.asyncDispose]())

test('the live spec again, with nothing changed, says so and embeds nothing', async () => {
  const { id } = await request('words-32')
  await rig.drain()
  expect(await getReindex(rig.database.db, rig.database.shopId, id)).toMatchObject({
    state: 'done',
    result: { changed: false, embedded: 0 },
  })
  expect(rig.embedded).toEqual([])
})

test('another spec is built beside the live version and switched to at the end', async () => {
  const { id } = await request('words-48')
  await rig.drain(2)
  expect((await pointed()).live?.model).toBe('words-32')
  await rig.drain()
  const { live, previous } = await pointed()
  expect([live?.model, live?.state]).toEqual(['words-48', 'live'])
  expect([previous?.model, previous?.state]).toEqual(['words-32', 'retired'])
  expect(rig.embedded).toHaveLength(600)
  expect(await getReindex(rig.database.db, rig.database.shopId, id)).toMatchObject({
    state: 'done',
    spec: 'words-48',
    result: { changed: true, embedded: 600, gate: { coverage: 1 } },
    progress: { phase: 'switch', done: 600, total: 600 },
  })
})

test.each([1, 2, 3, 4, 5])(
  'stopped after %i runs and started afresh, it goes on and embeds nothing twice',
  async (runs) => {
    await request('words-48')
    await rig.drain(runs)
    // A kill leaves the job leased; the sweeper puts it back in the queue, and all that was in memory is gone.
    await sql`UPDATE jobs SET state = 'queued', run_at = now() WHERE state = 'leased'`.execute(
      rig.database.db,
    )
    await rig.drain()
    expect((await pointed()).live?.model).toBe('words-48')
    expect(new Set(rig.embedded).size).toBe(600)
    expect(rig.embedded).toHaveLength(600)
  },
)

test('products changed while a version is built are embedded for both versions', async () => {
  await request('words-48')
  await rig.drain(1)
  await rig.save(...catalogue(2, () => ({ brand: 'new', shortDescription: 'changed while building' })))
  await rig.drain()
  expect(rig.embedded.filter((text) => text.endsWith('changed while building'))).toHaveLength(4)
  expect((await pointed()).live?.model).toBe('words-48')
})

test('an import that looked for versions before this one was prepared is waited for, and its products planned', async () => {
  await request('words-48')
  const [late] = catalogue(1)
  if (late === undefined) throw new Error('The catalogue is too small.')
  // What such an import leaves behind: a committed change, and no job for the new version.
  await sql`UPDATE products SET title = 'late', content_hash = 'late', changed_xid = pg_current_xact_id()
    WHERE external_id = ${late.id}`.execute(rig.database.db)
  await rig.drain()
  expect(rig.embedded).toContain('late\nHome > kettle')
})

test('batches that cannot be embedded fail the re-index, the live version stays, and asking again goes on', async () => {
  await request('words-48')
  await rig.drain(2)
  rig.source.failing = true
  await rig.drain()
  expect((await pointed()).live?.model).toBe('words-32')
  const [failed] = (await listReindexes(rig.database.db, rig.database.shopId, { limit: 1 })).items
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'catalog.reindex-gate-failed' } })
  rig.source.failing = false
  const done = rig.embedded.length
  expect((await request('words-48')).versionId).toBe(failed?.versionId)
  await rig.drain()
  expect((await pointed()).live?.model).toBe('words-48')
  expect(rig.embedded.length).toBe(600)
  expect(done).toBeGreaterThan(0)
})

test('a second re-index is refused while one runs', async () => {
  await request('words-48')
  await expect(request('words-64')).rejects.toMatchObject({ code: 'catalog.reindex-running' })
})

test('a cancelled re-index leaves the live version and no waiting batch', async () => {
  const { id } = await request('words-48')
  await rig.drain(1)
  const { db, shopId } = rig.database
  await db.transaction().execute((trx) => cancelReindex(trx, systemClock, shopId, id))
  await rig.drain()
  expect(rig.embedded).toEqual([])
  expect((await pointed()).live?.model).toBe('words-32')
  expect((await getReindex(db, shopId, id)).state).toBe('cancelled')
  await expect(
    db.transaction().execute((trx) => cancelReindex(trx, systemClock, shopId, id)),
  ).rejects.toMatchObject({ code: 'jobs.not-cancellable' })
})

test('an unknown model fails the re-index with the reason', async () => {
  const { id } = await request('no-such-model')
  await rig.drain()
  expect(await getReindex(rig.database.db, rig.database.shopId, id)).toMatchObject({
    state: 'failed',
    error: { code: 'inference.model-unknown' },
  })
})

test('a fitted spec learns from the texts of the shop, and again when forced', async () => {
  await request('words-16+lsa')
  await rig.drain()
  expect((await pointed()).live?.model).toBe('words-16+lsa+fitted-600')
  await rig.save(...catalogue(601).slice(600))
  await rig.drain()
  const { db, shopId } = rig.database
  await db
    .transaction()
    .execute((trx) => requestReindex(trx, systemClock, { shopId, spec: 'default', force: true }))
  await rig.drain()
  expect((await pointed()).live?.model).toBe('words-16+lsa+fitted-601')
})

test('a fit reads at most as many texts as it was told to, spread over the catalogue', async () => {
  const texts = await listTexts(rig.database.db, rig.database.shopId, 50)
  expect(texts).toHaveLength(50)
  expect(Math.max(...texts.map(({ id }) => id))).toBeGreaterThan(550)
})

describe('rollback', () => {
  const clock = fixedClock('2026-03-01T00:00:00Z')
  const rollback = () =>
    rig.database.db.transaction().execute((trx) => rollbackEmbedding(trx, clock, rig.database.shopId))
  test('the version before answers again, with every product that came since', async () => {
    await request('words-48')
    await rig.drain()
    await rig.save(...catalogue(601).slice(600))
    await rig.drain()
    expect((await rollback()).model).toBe('words-32')
    const { live, previous } = await pointed()
    expect([live?.model, previous?.model]).toEqual(['words-32', 'words-48'])
    const table = sql.table(`vectors_${String(live?.number)}`)
    const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${table}`.execute(rig.database.db)
    expect(rows[0]?.n).toBe(601)
  })

  test('it is refused when there is no version before', async () => {
    await expect(rollback()).rejects.toMatchObject({ code: 'catalog.rollback-impossible' })
  })

  test('a version superseded twice is dropped with its table', async () => {
    await request('words-48')
    await rig.drain()
    await request('words-64')
    await rig.drain()
    expect(await dropRetired(0)).toBe(1)
    expect(await tables()).toHaveLength(2)
    expect(
      (await listCurrentVersions(rig.database.db, rig.database.shopId)).map(({ model }) => model),
    ).toEqual(['words-48', 'words-64'])
  })

  test('the version before is dropped after a day and not sooner', async () => {
    await request('words-48')
    await rig.drain()
    await dropRetired(0)
    expect(await tables()).toHaveLength(2)
    await dropRetired(25)
    expect(await tables()).toHaveLength(1)
    await expect(rollback()).rejects.toMatchObject({ code: 'catalog.rollback-impossible' })
  })
})

describe('a build that ended early', () => {
  beforeEach(async () => {
    const { id } = await request('words-48')
    await rig.drain(2)
    const { db, shopId } = rig.database
    await db.transaction().execute((trx) => cancelReindex(trx, systemClock, shopId, id))
    rig.embedded.length = 0
  })
  const [changed] = catalogue(1, () => ({ shortDescription: 'changed since' }))
  const change = async () => {
    if (changed === undefined) throw new Error('The catalogue is too small.')
    await rig.save(changed)
    await rig.drain()
  }

  test('costs imports nothing, and learns of their changes when it is taken up', async () => {
    await change()
    expect(rig.embedded).toHaveLength(1)
    await request('words-48')
    await rig.drain()
    expect((await pointed()).live?.model).toBe('words-48')
    expect(rig.embedded.filter((text) => text.endsWith('changed since'))).toHaveLength(2)
  })

  test('is dropped after a day in which nobody took it up', async () => {
    expect(await dropRetired(0)).toBe(0)
    expect(await tables()).toHaveLength(2)
    expect(await dropRetired(25)).toBe(1)
    expect(await tables()).toHaveLength(1)
    expect((await pointed()).live?.model).toBe('words-32')
  })

  test('is kept while its re-index runs, however long that takes', async () => {
    await request('words-48')
    expect(await dropRetired(25)).toBe(0)
  })
})

function dropRetired(hoursFromNow: number): Promise<number> {
  const now = new Date(Date.now() + hoursFromNow * 3_600_000).toISOString()
  return dropRetiredEmbeddings({ db: rig.database.db, clock: fixedClock(now) })
}

function request(spec: string) {
  const { db, shopId } = rig.database
  return db.transaction().execute((trx) => requestReindex(trx, systemClock, { shopId, spec }))
}

function pointed() {
  return findPointed(rig.database.db, rig.database.shopId)
}

async function tables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '^vectors_[0-9]+$'`.execute(
    rig.database.db,
  )
  return rows.map(({ name }) => name)
}
