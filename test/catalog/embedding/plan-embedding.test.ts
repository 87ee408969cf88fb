import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findPointed, listCurrentVersions } from '../../../src/catalog/embedding/version-queries.ts'
import { catalogue, embeddingRig, type EmbeddingRig } from './embedding-rig.ts'

let rig: EmbeddingRig
beforeEach(async () => {
  rig = await embeddingRig()
})
afterEach(() => rig[Symbol.asyncDispose]())

test('the first import of a shop registers the default version and starts its re-index, once', async () => {
  await rig.save(...catalogue(3))
  await rig.save(...catalogue(5))
  const versions = await listCurrentVersions(rig.database.db, rig.database.shopId)
  expect(versions.map(({ state, spec }) => ({ state, spec }))).toEqual([
    { state: 'building', spec: 'default' },
  ])
  expect(await kinds()).toEqual(['catalog.reindex'])
})

test('after the first re-index the shop has a live version of the configured model with every active product', async () => {
  await rig.save(...catalogue(7, (i) => (i === 6 ? { status: 'draft' } : {})))
  await rig.drain()
  const { live, previous } = await findPointed(rig.database.db, rig.database.shopId)
  expect(live).toMatchObject({ spec: 'words-32', model: 'words-32', dimensions: 32, state: 'live' })
  expect(live?.gate).toMatchObject({ coverage: 1, recallAt10: 1 })
  expect(previous).toBeUndefined()
  expect(rig.embedded).toHaveLength(6)
})

test('a changed text is embedded again, a changed price is not', async () => {
  await rig.save(...catalogue(5))
  await rig.drain()
  rig.embedded.length = 0
  const [first, second] = catalogue(2)
  if (first === undefined || second === undefined) throw new Error('The catalogue is too small.')
  await rig.save(
    { ...first, title: 'entirely new words' },
    { ...second, variants: second.variants.map((variant) => ({ ...variant, priceMinor: 1 })) },
  )
  await rig.drain()
  expect(rig.embedded).toEqual(['entirely new words\nHome > kettle'])
})

test('a product that is no longer sold loses its vector and gets it back with its return', async () => {
  const [first, ...rest] = catalogue(4)
  if (first === undefined) throw new Error('The catalogue is too small.')
  await rig.save(first, ...rest)
  await rig.drain()
  await rig.save({ ...first, status: 'archived' })
  await rig.drain()
  expect(await vectorCount()).toBe(3)
  await rig.save(first)
  await rig.drain()
  expect(await vectorCount()).toBe(4)
})

test('a shop whose first re-index failed gets another chance with the next import', async () => {
  rig.source.failing = true
  await rig.save(...catalogue(3))
  await rig.drain()
  expect((await findPointed(rig.database.db, rig.database.shopId)).live).toBeUndefined()
  rig.source.failing = false
  await rig.save(...catalogue(4))
  await rig.drain()
  expect((await findPointed(rig.database.db, rig.database.shopId)).live?.state).toBe('live')
  expect(await vectorCount()).toBe(4)
})

test('a running import holds the fit back until its end', async () => {
  const { db, shopId } = rig.database
  await sql`INSERT INTO imports (id, shop_id, format, state) VALUES ('imp_1', ${shopId}, 'jsonl', 'running')`.execute(
    db,
  )
  await rig.save(...catalogue(3))
  await rig.drain(3)
  expect((await listCurrentVersions(db, shopId)).map(({ dimensions }) => dimensions)).toEqual([0])
  await sql`UPDATE imports SET state = 'done'`.execute(db)
  await rig.drain()
  expect((await findPointed(db, shopId)).live?.dimensions).toBe(32)
})

async function kinds(): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`SELECT kind FROM jobs ORDER BY created_at`.execute(
    rig.database.db,
  )
  return rows.map(({ kind }) => kind)
}

async function vectorCount(): Promise<number> {
  const { live } = await findPointed(rig.database.db, rig.database.shopId)
  if (live === undefined) throw new Error('The shop has no live version.')
  const table = sql.table(`vectors_${String(live.number)}`)
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${table}`.execute(rig.database.db)
  return rows[0]?.n ?? 0
}
