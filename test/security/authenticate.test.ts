import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixedClock } from '../../src/clock.ts'
import { generateKey } from '../../src/security/api-key.ts'
import { authenticate, createAuthenticator } from '../../src/security/authenticate.ts'
import { createKey, rotateKey } from '../../src/security/issue-key.ts'
import { listKeys, revokeKey } from '../../src/security/revoke-key.ts'
import { addShop, testDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
})

const start = '2026-03-01T10:00:00Z'
const invalid = { code: 'security.key-invalid' }
const issue = (clock = fixedClock(start), expiresAt: Date | null = null) =>
  createKey(database.db, clock, { shopId: database.shopId, name: 'k', kind: 'secret', expiresAt })

describe('authenticate', () => {
  test('a live key gives its principal', async () => {
    const clock = fixedClock(start)
    const { key, record } = await issue(clock)
    expect(await authenticate(database.db, clock, key)).toMatchObject({
      shopId: database.shopId,
      keyId: record.id,
      kind: 'secret',
      scopes: record.scopes,
    })
  })

  test('malformed, unknown, revoked and expired keys get the same refusal', async () => {
    const clock = fixedClock(start)
    const revoked = await issue(clock)
    await revokeKey(database.db, clock, database.shopId, revoked.record.id)
    const expiring = await issue(clock, new Date('2026-03-01T10:00:01Z'))
    clock.advance(1_000)
    const answers = await Promise.allSettled(
      ['nonsense', generateKey('secret'), revoked.key, expiring.key].map((key) =>
        authenticate(database.db, clock, key),
      ),
    )
    const messages = answers.map((answer) =>
      answer.status === 'rejected' ? String(answer.reason) : 'accepted',
    )
    expect(new Set(messages).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 'rejected', reason: invalid })
  })

  test('the database holds no usable secret', async () => {
    const { key } = await issue()
    const rows = await database.db.selectFrom('api_keys').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(key.slice(15))
  })

  test('last use is noted once a minute', async () => {
    const clock = fixedClock(start)
    const { key, record } = await issue(clock)
    const lastUse = async () => {
      const { items } = await listKeys(database.db, database.shopId, { limit: 100 })
      return items.find((item) => item.id === record.id)?.lastUsedAt?.toISOString()
    }
    await authenticate(database.db, clock, key)
    clock.advance(59_000)
    await authenticate(database.db, clock, key)
    expect(await lastUse()).toBe('2026-03-01T10:00:00.000Z')
    clock.advance(1_000)
    await authenticate(database.db, clock, key)
    expect(await lastUse()).toBe('2026-03-01T10:01:00.000Z')
  })
})

describe('the short memory', () => {
  test('a revoked key is refused half a second later at the latest, without another process telling', async () => {
    const clock = fixedClock(start)
    const { key, record } = await issue(clock)
    const remembering = createAuthenticator({ db: database.db, clock })
    await remembering(key)
    await revokeKey(database.db, clock, database.shopId, record.id)
    clock.advance(500)
    await expect(remembering(key)).rejects.toMatchObject(invalid)
  })

  test('a key that expires while it is remembered is refused at once', async () => {
    const clock = fixedClock(start)
    const { key } = await issue(clock, new Date(Date.parse(start) + 100))
    const remembering = createAuthenticator({ db: database.db, clock })
    await remembering(key)
    clock.advance(100)
    await expect(remembering(key)).rejects.toMatchObject(invalid)
  })

  test('parallel requests with one key share one look-up', async () => {
    const clock = fixedClock(start)
    const { key } = await issue(clock)
    await authenticate(database.db, clock, key)
    const before = database.counts.statements
    const remembering = createAuthenticator({ db: database.db, clock })
    await Promise.all(Array.from({ length: 50 }, async () => remembering(key)))
    expect(database.counts.statements - before).toBe(1)
  })

  test('an unknown key is not remembered as unknown', async () => {
    const clock = fixedClock(start)
    const remembering = createAuthenticator({ db: database.db, clock })
    const unknown = generateKey('secret')
    await expect(remembering(unknown)).rejects.toMatchObject(invalid)
    const before = database.counts.statements
    await expect(remembering(unknown)).rejects.toMatchObject(invalid)
    expect(database.counts.statements - before).toBe(1)
  })
})

describe('issuing, rotating, revoking', () => {
  test('both keys work during the overlap and only the new one after it', async () => {
    const clock = fixedClock(start)
    const old = await issue(clock)
    const fresh = await rotateKey(database.db, clock, {
      shopId: database.shopId,
      keyId: old.record.id,
      overlapMs: 60_000,
    })
    clock.advance(59_999)
    await authenticate(database.db, clock, old.key)
    await authenticate(database.db, clock, fresh.key)
    clock.advance(1)
    await expect(authenticate(database.db, clock, old.key)).rejects.toMatchObject(invalid)
    await authenticate(database.db, clock, fresh.key)
  })

  test('a rotation never lengthens the life of the old key', async () => {
    const clock = fixedClock(start)
    const old = await issue(clock, new Date(Date.parse(start) + 1_000))
    await rotateKey(database.db, clock, { shopId: database.shopId, keyId: old.record.id, overlapMs: 60_000 })
    clock.advance(1_000)
    await expect(authenticate(database.db, clock, old.key)).rejects.toMatchObject(invalid)
  })

  test('the successor of an expiring key expires when the old one would have', async () => {
    const clock = fixedClock(start)
    const end = new Date(Date.parse(start) + 90_000)
    const old = await issue(clock, end)
    const fresh = await rotateKey(database.db, clock, {
      shopId: database.shopId,
      keyId: old.record.id,
      overlapMs: 60_000,
    })
    expect(fresh.record.expiresAt).toEqual(end)
    clock.advance(90_000)
    await expect(authenticate(database.db, clock, fresh.key)).rejects.toMatchObject(invalid)
  })

  test('a key cannot be given scopes its giver lacks', async () => {
    const request = {
      shopId: database.shopId,
      name: 'k',
      kind: 'restricted' as const,
      scopes: ['admin:shop' as const],
    }
    await expect(
      createKey(database.db, fixedClock(start), { ...request, grantedBy: ['admin:keys'] }),
    ).rejects.toMatchObject({ code: 'security.scope-missing' })
  })

  test('keys of another shop can be neither seen, rotated nor revoked', async () => {
    const clock = fixedClock(start)
    const other = await addShop(database)
    const { key, record } = await issue(clock)
    expect((await listKeys(database.db, other, { limit: 10 })).items).toEqual([])
    const notFound = { code: 'security.key-not-found' }
    await expect(revokeKey(database.db, clock, other, record.id)).rejects.toMatchObject(notFound)
    await expect(
      rotateKey(database.db, clock, { shopId: other, keyId: record.id, overlapMs: 0 }),
    ).rejects.toMatchObject(notFound)
    await authenticate(database.db, clock, key)
  })

  test('pages hold every key once, newest first', async () => {
    const shopId = await addShop(database)
    const made: string[] = []
    for (let count = 0; count < 7; count += 1) {
      const { record } = await createKey(database.db, fixedClock(start), {
        shopId,
        name: 'k',
        kind: 'secret',
      })
      made.push(record.id)
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listKeys(database.db, shopId, { limit: 3, cursor })
      seen.push(...page.items.map((item) => item.id))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(made.reverse())
  })
})
