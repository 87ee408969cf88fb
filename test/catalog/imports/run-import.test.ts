import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancelImport } from '../../../src/catalog/imports/cancel-import.ts'
import { importLimits, type Import } from '../../../src/catalog/imports/import.ts'
import { getImport, listImportErrors } from '../../../src/catalog/imports/read-imports.ts'
import { sweepImports } from '../../../src/catalog/imports/sweep-imports.ts'
import type { Product } from '../../../src/catalog/product.ts'
import { getProduct, streamProducts } from '../../../src/catalog/read-products.ts'
import { toProduct } from '../../../src/catalog/stored-product.ts'
import { addShop, testDatabase, type TestDatabase } from '../../support/database.ts'
import { clock, count, importFile, jsonLines, numbered, receive, run } from './import-run.ts'

let database: TestDatabase
let shopId: string
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())
beforeEach(async () => {
  shopId = await addShop(database)
})

const counts = ({ created, updated, unchanged, failed, rowsSettled }: Import) => ({
  created,
  updated,
  unchanged,
  failed,
  rowsSettled,
})

async function catalogue(shop: string) {
  const products: Product[] = []
  for await (const stored of streamProducts(database.db, shop)) products.push(toProduct(stored))
  return products.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Plans nothing, but remembers for how many products it was asked. */
function countingPlans() {
  const sizes: number[] = []
  return {
    sizes,
    planChanges: (_trx: unknown, _shopId: string, productIds: readonly number[]) =>
      Promise.resolve(void sizes.push(productIds.length)),
  }
}

describe('an import', () => {
  it('stores every product, counts every row and drops its bytes', async () => {
    const plans = countingPlans()
    const ended = await importFile(database.db, shopId, jsonLines(numbered(1_234)), plans)
    expect(ended).toMatchObject({ state: 'done', failure: null, finishedAt: clock.now() })
    expect(counts(ended)).toEqual({ created: 1_234, updated: 0, unchanged: 0, failed: 0, rowsSettled: 1_234 })
    expect(ended.bytesRead).toBe(ended.byteLength)
    expect(plans.sizes).toEqual([...Array<number>(4).fill(250), 234])
    expect(await count(database.db, 'products', shopId)).toBe(1_234)
    expect(await count(database.db, 'import_chunks', shopId)).toBe(0)
    const product = await getProduct(database.db, shopId, 'p7')
    expect(product).toMatchObject({
      title: 'Product 7',
      currency: 'EUR',
      locale: 'en-GB',
      variants: [{ id: 'p7', priceMinor: 1_700 }],
    })
  })

  it('changes nothing and makes no job the second time', async () => {
    const file = jsonLines(numbered(700))
    await importFile(database.db, shopId, file)
    const marks = () =>
      sql`SELECT id, changed_xid, updated_at, xmin FROM products WHERE shop_id = ${shopId} ORDER BY id`.execute(
        database.db,
      )
    const before = await marks()
    const plans = countingPlans()
    const again = await importFile(database.db, shopId, file, plans)
    expect(counts(again)).toEqual({ created: 0, updated: 0, unchanged: 700, failed: 0, rowsSettled: 700 })
    expect(plans.sizes).toEqual([])
    expect((await marks()).rows).toEqual(before.rows)
  })

  it('writes only what changed, and keeps the ids of variants that stay', async () => {
    const shirt = (variants: readonly object[]) =>
      jsonLines([...numbered(20), { id: 'shirt', title: 'Shirt', variants }])
    await importFile(
      database.db,
      shopId,
      shirt([
        { id: 's', price: 10 },
        { id: 'm', price: 10 },
        { id: 'l', price: 10 },
      ]),
    )
    const before = await getProduct(database.db, shopId, 'shirt')
    const ended = await importFile(
      database.db,
      shopId,
      shirt([
        { id: 'l', price: 12 },
        { id: 's', price: 10 },
        { id: 'xl', price: 13 },
      ]),
    )
    expect(counts(ended)).toMatchObject({ created: 0, updated: 1, unchanged: 20 })
    const after = await getProduct(database.db, shopId, 'shirt')
    const idOf = (id: string, { variants }: typeof after) =>
      variants.find((variant) => variant.id === id)?.variantId
    expect(after.productId).toBe(before.productId)
    expect(after.variants.map(({ id, priceMinor }) => [id, priceMinor])).toEqual([
      ['l', 1_200],
      ['s', 1_000],
      ['xl', 1_300],
    ])
    expect(idOf('s', after)).toBe(idOf('s', before))
    expect(idOf('l', after)).toBe(idOf('l', before))
    expect(await count(database.db, 'variants', shopId)).toBe(23)
  })

  it('goes on where it was killed, whatever the batch, with the same counts and products', async () => {
    const rows = jsonLines(numbered(1_800, (index) => (index % 9 === 0 ? { title: '' } : {})))
    const control = await addShop(database)
    const expected = await importFile(database.db, control, rows)
    expect(expected.failed).toBe(200)
    const accepted = await receive(database.db, shopId, rows)
    for (let killed = 0; killed < 3; killed += 1) {
      let batches = 0
      const dies = () => (++batches > 1 ? Promise.reject(new Error('killed')) : Promise.resolve())
      await expect(run(database.db, accepted, { planChanges: dies })).rejects.toThrow('killed')
      const standing = await getImport(database.db, shopId, accepted.id)
      expect(standing.state).toBe('running')
      expect(standing.rowsSettled).toBe(importLimits.batchEntries * (killed + 1))
    }
    const ended = await run(database.db, accepted)
    expect(ended.state).toBe('done')
    expect(counts(ended)).toEqual(counts(expected))
    expect(await catalogue(shopId)).toEqual(await catalogue(control))
    expect(await count(database.db, 'import_errors', shopId)).toBe(
      await count(database.db, 'import_errors', control),
    )
  })

  it('counts once when a stale runner works beside the rightful one', async () => {
    const accepted = await receive(database.db, shopId, jsonLines(numbered(2_300)))
    const plans = countingPlans()
    await Promise.all([run(database.db, accepted, plans), run(database.db, accepted, plans)])
    const ended = await getImport(database.db, shopId, accepted.id)
    expect(counts(ended)).toEqual({ created: 2_300, updated: 0, unchanged: 0, failed: 0, rowsSettled: 2_300 })
    expect(plans.sizes.reduce((sum, size) => sum + size, 0)).toBe(2_300)
  })

  it('stops before the next batch when it is cancelled, and keeps what it stored', async () => {
    const accepted = await receive(database.db, shopId, jsonLines(numbered(5_000)))
    let reports = 0
    const report = async () => {
      if (++reports === 2)
        await database.db.transaction().execute((trx) => cancelImport(trx, clock, shopId, accepted.id))
    }
    const ended = await run(database.db, accepted, { report })
    expect(ended).toMatchObject({ state: 'cancelled', rowsSettled: 500, created: 500 })
    expect(await count(database.db, 'products', shopId)).toBe(500)
    expect(await count(database.db, 'import_chunks', shopId)).toBe(0)
    const again = database.db.transaction().execute((trx) => cancelImport(trx, clock, shopId, accepted.id))
    await expect(again).rejects.toMatchObject({ code: 'catalog.import-finished' })
    expect((await run(database.db, accepted)).state).toBe('cancelled')
  })

  it('stops when its lease is lost and leaves the import to the next runner', async () => {
    const accepted = await receive(database.db, shopId, jsonLines(numbered(1_200)))
    const lease = new AbortController()
    const report = () => {
      lease.abort(new Error('lease lost'))
      return Promise.resolve()
    }
    const lost = run(database.db, accepted, { signal: lease.signal, report })
    await expect(lost).rejects.toThrow('lease lost')
    expect((await getImport(database.db, shopId, accepted.id)).state).toBe('running')
    expect(counts(await run(database.db, accepted))).toMatchObject({ created: 1_200, rowsSettled: 1_200 })
  })

  it('cuts batches short when products are large', async () => {
    const plans = countingPlans()
    await importFile(
      database.db,
      shopId,
      jsonLines(numbered(20, () => ({ description: 'x'.repeat(90_000) }))),
      plans,
    )
    expect(plans.sizes).toHaveLength(2)
    expect(Math.max(...plans.sizes)).toBeLessThanOrEqual(1 + Math.floor(importLimits.batchChars / 90_000))
  })

  it('keeps products of the same id apart in two shops', async () => {
    const other = await addShop(database)
    await importFile(database.db, shopId, jsonLines(numbered(3)))
    await importFile(database.db, other, jsonLines(numbered(3, () => ({ title: 'Theirs' }))))
    await importFile(database.db, shopId, jsonLines([{ id: 'p1', title: 'Mine, changed', price: 1 }]))
    expect((await catalogue(other)).map(({ title }) => title)).toEqual(['Theirs', 'Theirs', 'Theirs'])
    expect((await catalogue(shopId)).map(({ title }) => title)).toEqual([
      'Product 0',
      'Mine, changed',
      'Product 2',
    ])
    const [{ id }] = [await receive(database.db, other, '{}')]
    await expect(getImport(database.db, shopId, id)).rejects.toMatchObject({
      code: 'catalog.import-not-found',
    })
    await expect(listImportErrors(database.db, shopId, id, { limit: 10 })).rejects.toMatchObject({
      code: 'catalog.import-not-found',
    })
  })
})

describe('a file with faults', () => {
  it('keeps the good rows and names row, id and place of the others', async () => {
    const file = [
      JSON.stringify({ id: 'good', title: 'Good', price: 1 }),
      '{"id": "cut", ',
      JSON.stringify({ id: 'untitled', title: ' ', price: 1 }),
      JSON.stringify({ id: 'good', title: 'Twice', price: 2 }),
      '{"id": "nul", "title": "a\\u0000b", "price": 1}',
      '{"id": "half", "title": "x", "price": 1, "attributes": {"note": "\\ud800"}}',
      JSON.stringify({ id: 'last', title: 'Last', price: 1 }),
    ].join('\n')
    const ended = await importFile(database.db, shopId, file)
    expect(ended.state).toBe('done')
    expect(counts(ended)).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 5, rowsSettled: 7 })
    const { items } = await listImportErrors(database.db, shopId, ended.id, { limit: 100 })
    expect(items.map(({ row, externalId, path }) => [row, externalId, path])).toEqual([
      [2, null, expect.any(String)],
      [3, 'untitled', 'title'],
      [4, 'good', 'id'],
      [5, 'nul', expect.any(String)],
      [6, 'half', expect.any(String)],
    ])
    expect((await getProduct(database.db, shopId, 'good')).title).toBe('Good')
  })

  it('counts every faulty row but keeps the first errors only, in pages that follow the file', async () => {
    const ended = await importFile(database.db, shopId, jsonLines(numbered(10_300, () => ({ title: '' }))))
    expect(ended).toMatchObject({ state: 'done', failed: 10_300, created: 0 })
    const rows: number[] = []
    let cursor: string | undefined
    do {
      const page = await listImportErrors(database.db, shopId, ended.id, { cursor, limit: 3_000 })
      rows.push(...page.items.map(({ row }) => row))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(rows).toEqual(Array.from({ length: importLimits.errorsKept }, (_, index) => index + 1))
  })

  it('loses one row, not its batch, to a value only the database refuses', async () => {
    await sql`ALTER TABLE products ADD CONSTRAINT no_poison CHECK (title <> 'poison')`.execute(database.db)
    try {
      const poisoned = new Set([3, 250, 251, 899])
      const file = jsonLines(numbered(900, (index) => (poisoned.has(index) ? { title: 'poison' } : {})))
      const ended = await importFile(database.db, shopId, file)
      expect(counts(ended)).toEqual({ created: 896, updated: 0, unchanged: 0, failed: 4, rowsSettled: 900 })
      const { items } = await listImportErrors(database.db, shopId, ended.id, { limit: 10 })
      expect(items.map(({ row }) => row)).toEqual([4, 251, 252, 900])
      expect(items[0]?.message).toContain('no_poison')
    } finally {
      await sql`ALTER TABLE products DROP CONSTRAINT no_poison`.execute(database.db)
    }
  })

  it('ends as failed with the reason when it cannot be read, and is not tried again', async () => {
    const accepted = await receive(database.db, shopId, '')
    await expect(run(database.db, accepted)).rejects.toMatchObject({
      code: 'catalog.feed-unreadable',
      kind: 'invalid',
    })
    const ended = await getImport(database.db, shopId, accepted.id)
    expect(ended).toMatchObject({ state: 'failed', failure: 'The file is empty.' })
    expect(await count(database.db, 'import_chunks', shopId)).toBe(0)
  })

  it('keeps the rows read before a fault in the middle of the file', async () => {
    const file = jsonLines(numbered(1_100, () => ({ description: 'long '.repeat(600) })))
    const accepted = await receive(database.db, shopId, file)
    // All chunks but the last fit the limit on unpacked bytes.
    const limited = run(database.db, accepted, { maxUnpackedBytes: Buffer.byteLength(file) - 1_000 })
    await expect(limited).rejects.toMatchObject({ code: 'catalog.feed-too-large' })
    const ended = await getImport(database.db, shopId, accepted.id)
    expect(ended.state).toBe('failed')
    expect(ended.created).toBeGreaterThan(900)
    expect(ended.created).toBe(await count(database.db, 'products', shopId))
  })
})

describe('an import whose job went wrong', () => {
  it('ends as failed with the last attempt and goes on being running before', async () => {
    const accepted = await receive(database.db, shopId, jsonLines(numbered(10)))
    const planChanges = () => Promise.reject(new Error('out of order'))
    await expect(run(database.db, accepted, { planChanges, attempts: 3 })).rejects.toThrow('out of order')
    expect((await getImport(database.db, shopId, accepted.id)).state).toBe('running')
    await expect(run(database.db, accepted, { planChanges, attempts: 4 })).rejects.toThrow('out of order')
    expect(await getImport(database.db, shopId, accepted.id)).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('our side'),
    })
  })

  it('shows as failed at once when the job died, and the sweep writes it down', async () => {
    const accepted = await receive(database.db, shopId, jsonLines(numbered(10)))
    await sql`UPDATE jobs SET state = 'dead', error = '{"detail": "It wore out."}'::jsonb WHERE id = ${accepted.jobId}`.execute(
      database.db,
    )
    expect(await getImport(database.db, shopId, accepted.id)).toMatchObject({
      state: 'failed',
      failure: 'It wore out.',
    })
    expect(await sweepImports({ db: database.db, clock })).toBe(1)
    expect(await sweepImports({ db: database.db, clock })).toBe(0)
    expect(await getImport(database.db, shopId, accepted.id)).toMatchObject({
      state: 'failed',
      failure: 'It wore out.',
    })
    expect(await count(database.db, 'import_chunks', shopId)).toBe(0)
  })

  it('is removed by the sweep when its upload was abandoned a day ago', async () => {
    const { id } = await receive(database.db, shopId, jsonLines(numbered(10)))
    await sql`UPDATE imports SET state = 'uploading' WHERE id = ${id}`.execute(database.db)
    const later = { now: () => new Date(clock.now().getTime() + 25 * 3_600_000), monotonicMs: () => 0 }
    expect(await sweepImports({ db: database.db, clock })).toBe(0)
    expect(await sweepImports({ db: database.db, clock: later })).toBe(1)
    expect(await count(database.db, 'imports', shopId)).toBe(0)
  })
})
