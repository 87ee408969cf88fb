import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jobs } from '../../src/queue/jobs.ts'
import { purgeIdempotencyKeys } from '../../src/queue/job-queries.ts'
import { enqueue } from '../../src/queue/outbox.ts'
import { once, type StoredAnswer } from '../../src/security/idempotency.ts'
import type { Db } from '../../src/database/schema.ts'
import { addShop, testDatabase, type TestDatabase } from '../support/database.ts'
import { describeOnRealServers } from '../support/servers.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
})

const fingerprint = (body: string) => createHash('sha256').update(body).digest()
const accept =
  (shopId: string) =>
  async (trx: Db): Promise<StoredAnswer> => {
    const id = await enqueue(trx, jobs.planCopy, { shopId, payload: {} })
    return { status: 202, location: `/jobs/${id}`, body: JSON.stringify({ id }) }
  }

describe('same key, same answer', () => {
  test('50 keys × 20 parallel requests make 50 jobs, and each key has one answer', async () => {
    const shopId = await addShop(database)
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, async (_, index) => {
        const key = `key ${String(index % 50)}`
        const { answer } = await once(
          database.db,
          { shopId, key, fingerprint: fingerprint(key) },
          accept(shopId),
        )
        return `${key} ${JSON.stringify(answer)}`
      }),
    )
    expect(new Set(answers).size).toBe(50)
    const rows = await database.db.selectFrom('jobs').select('id').where('shop_id', '=', shopId).execute()
    expect(rows).toHaveLength(50)
    const outbox = await database.db.selectFrom('outbox').select('id').where('shop_id', '=', shopId).execute()
    expect(outbox).toHaveLength(50)
  })

  test('another body under the same key is refused and does nothing', async () => {
    const shopId = await addShop(database)
    const request = { shopId, key: 'k', fingerprint: fingerprint('a') }
    await once(database.db, request, accept(shopId))
    await expect(
      once(database.db, { ...request, fingerprint: fingerprint('b') }, accept(shopId)),
    ).rejects.toMatchObject({ code: 'idempotency.body-differs' })
    const rows = await database.db.selectFrom('jobs').select('id').where('shop_id', '=', shopId).execute()
    expect(rows).toHaveLength(1)
  })

  test('two shops may use the same key', async () => {
    const [one, two] = [await addShop(database), await addShop(database)]
    const first = await once(
      database.db,
      { shopId: one, key: 'k', fingerprint: fingerprint('x') },
      accept(one),
    )
    const second = await once(
      database.db,
      { shopId: two, key: 'k', fingerprint: fingerprint('x') },
      accept(two),
    )
    expect(second.replayed).toBe(false)
    expect(second.answer).not.toEqual(first.answer)
  })

  test('work that fails leaves neither job nor key, so the repeat is a new try', async () => {
    const shopId = await addShop(database)
    const request = { shopId, key: 'k', fingerprint: fingerprint('a') }
    await expect(
      once(database.db, request, async (trx) => {
        await accept(shopId)(trx)
        throw new Error('after the job was added')
      }),
    ).rejects.toThrow('after the job was added')
    expect(await database.db.selectFrom('jobs').select('id').where('shop_id', '=', shopId).execute()).toEqual(
      [],
    )
    expect((await once(database.db, request, accept(shopId))).replayed).toBe(false)
  })

  test('after seven days a key may be used anew, and old answers are swept', async () => {
    const shopId = await addShop(database)
    const request = { shopId, key: 'k', fingerprint: fingerprint('a') }
    const first = await once(database.db, request, accept(shopId))
    const age = async (days: number) => {
      const createdAt = new Date(Date.now() - days * 86_400_000)
      await database.db
        .updateTable('idempotency_keys')
        .set({ created_at: createdAt })
        .where('shop_id', '=', shopId)
        .execute()
    }
    await age(6.9)
    expect(await once(database.db, request, accept(shopId))).toEqual({ ...first, replayed: true })
    await age(7.1)
    const anew = await once(database.db, { ...request, fingerprint: fingerprint('b') }, accept(shopId))
    expect(anew.replayed).toBe(false)
    await age(7.1)
    await purgeIdempotencyKeys(database.db)
    expect(
      await database.db.selectFrom('idempotency_keys').select('key').where('shop_id', '=', shopId).execute(),
    ).toEqual([])
  })

  test('without a key the work simply runs', async () => {
    const shopId = await addShop(database)
    const request = { shopId, key: undefined, fingerprint: fingerprint('a') }
    await once(database.db, request, accept(shopId))
    await once(database.db, request, accept(shopId))
    expect(
      await database.db.selectFrom('jobs').select('id').where('shop_id', '=', shopId).execute(),
    ).toHaveLength(2)
  })
})

// PGlite has one connection, so there the repeat waits for its turn instead of for a lock.
describeOnRealServers('a repeat while the first request still runs', (scratch) => {
  test('is told to come back after two seconds, and gets the answer once there is one', async () => {
    await using real = await testDatabase(scratch.databaseUrl)
    const request = { shopId: real.shopId, key: 'slow', fingerprint: fingerprint('a') }
    let isTaken = () => {}
    let finish = () => {}
    const taken = new Promise<void>((resolve) => (isTaken = resolve))
    const released = new Promise<void>((resolve) => (finish = resolve))
    const first = once(real.db, request, async (trx) => {
      isTaken()
      await released
      return accept(real.shopId)(trx)
    })
    await taken
    await expect(once(real.db, request, accept(real.shopId))).rejects.toMatchObject({
      code: 'idempotency.in-progress',
      kind: 'conflict',
      retryAfterMs: 1_000,
      cause: { code: '55P03' },
    })
    finish()
    const { answer } = await first
    expect(await once(real.db, request, accept(real.shopId))).toEqual({ answer, replayed: true })
    const rows = await real.db.selectFrom('jobs').select('id').where('shop_id', '=', real.shopId).execute()
    expect(rows).toHaveLength(1)
  })
})
