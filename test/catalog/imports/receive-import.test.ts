import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancelImport } from '../../../src/catalog/imports/cancel-import.ts'
import { listImports } from '../../../src/catalog/imports/read-imports.ts'
import { receiveImport } from '../../../src/catalog/imports/receive-import.ts'
import { addShop, testDatabase, type TestDatabase } from '../../support/database.ts'
import { clock, count, jsonLines, numbered, pieces, receive } from './import-run.ts'

let database: TestDatabase
let shopId: string
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())
beforeEach(async () => {
  shopId = await addShop(database)
})

async function expectNothingLeft() {
  for (const table of ['imports', 'import_chunks', 'jobs', 'outbox'] as const) {
    expect(await count(database.db, table, shopId), table).toBe(0)
  }
}

describe('receiving an import', () => {
  it('stores the bytes in chunks of one size and queues one job with its outbox entry', async () => {
    const file = Buffer.alloc(2_500_000, 'x')
    const accepted = await receive(database.db, shopId, file, { fileName: 'feed.jsonl' })
    expect(accepted).toMatchObject({
      state: 'queued',
      byteLength: 2_500_000,
      bytesRead: 0,
      fileName: 'feed.jsonl',
      failure: null,
    })
    const chunks = await database.db
      .selectFrom('import_chunks')
      .where('import_id', '=', accepted.id)
      .orderBy('seq')
      .select('bytes')
      .execute()
    expect(chunks.map(({ bytes }) => bytes.length)).toEqual([...Array<number>(9).fill(262_144), 140_704])
    expect(Buffer.concat(chunks.map(({ bytes }) => bytes)).equals(file)).toBe(true)
    const jobs = await database.db
      .selectFrom('jobs')
      .where('shop_id', '=', shopId)
      .select(['id', 'kind', 'payload'])
      .execute()
    expect(jobs).toEqual([
      { id: accepted.jobId, kind: 'catalog.run-import', payload: { importId: accepted.id } },
    ])
    expect(await count(database.db, 'outbox', shopId)).toBe(1)
  })

  it('refuses a file over the limit and leaves nothing of it', async () => {
    const bytes = pieces(Buffer.alloc(3_000_000))
    const refused = receiveImport(
      { db: database.db, clock, maxBytes: 2_999_999 },
      { shopId, format: 'jsonl', bytes },
    )
    await expect(refused).rejects.toMatchObject({ code: 'catalog.feed-too-large' })
    await expectNothingLeft()
  })

  it('leaves nothing of an upload the client broke off', async () => {
    async function* broken() {
      yield* pieces(Buffer.alloc(1_500_000))
      throw new Error('aborted')
    }
    const request = { shopId, format: 'jsonl', bytes: broken() } as const
    await expect(receiveImport({ db: database.db, clock, maxBytes: 1e9 }, request)).rejects.toThrow('aborted')
    await expectNothingLeft()
  })

  it('leaves nothing when what must be true together with it fails', async () => {
    const request = {
      shopId,
      format: 'jsonl',
      bytes: pieces('{}'),
      onAccept: () => Promise.reject(new Error('key taken')),
    } as const
    await expect(receiveImport({ db: database.db, clock, maxBytes: 1e9 }, request)).rejects.toThrow(
      'key taken',
    )
    await expectNothingLeft()
  })

  it('refuses a bad mapping before it takes any bytes', async () => {
    let taken = 0
    async function* bytes() {
      taken += 1
      yield await Promise.resolve(Buffer.from('{}'))
    }
    const request = { shopId, format: 'jsonl', mapping: { version: 1 }, bytes: bytes() } as const
    await expect(receiveImport({ db: database.db, clock, maxBytes: 1e9 }, request)).rejects.toMatchObject({
      code: 'catalog.mapping-invalid',
      errors: [expect.objectContaining({ path: 'fields' })],
    })
    expect(taken).toBe(0)
    await expectNothingLeft()
  })

  it('does not queue an import that was cancelled while uploading', async () => {
    async function* bytes() {
      yield Buffer.from('{}')
      await database.db.transaction().execute((trx) => cancelImport(trx, clock, shopId, 'imp_mine'))
    }
    const request = { shopId, id: 'imp_mine', format: 'jsonl', bytes: bytes() } as const
    await expect(receiveImport({ db: database.db, clock, maxBytes: 1e9 }, request)).rejects.toMatchObject({
      code: 'catalog.import-finished',
    })
    await expectNothingLeft()
  })
})

describe('listing imports', () => {
  it('pages from the newest, also among imports of one instant, and shows no other shop', async () => {
    const other = await addShop(database)
    await receive(database.db, other, jsonLines(numbered(1)))
    const ids: string[] = []
    for (let n = 0; n < 5; n += 1) {
      ids.unshift((await receive(database.db, shopId, jsonLines(numbered(1)))).id)
      if (n === 2) clock.advance(1_000)
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listImports(database.db, shopId, { cursor, limit: 2 })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(ids)
  })
})
