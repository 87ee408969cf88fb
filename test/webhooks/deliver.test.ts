import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '../../src/clock.ts'
import type { LeasedJob } from '../../src/queue/job.ts'
import { createSecrets } from '../../src/secrets.ts'
import { announce } from '../../src/webhooks/announce.ts'
import { deliverWebhookProcessor, retryDelaysMs } from '../../src/webhooks/deliver.ts'
import type { PostOutcome } from '../../src/webhooks/egress.ts'
import {
  changeEndpoint,
  createEndpoint,
  getEndpoint,
  listDeliveries,
  rotateSecret,
} from '../../src/webhooks/manage-endpoints.ts'
import type { WebhookEvent } from '../../src/webhooks/webhook-event.ts'
import { addShop, testDatabase, type TestDatabase } from '../support/database.ts'

const secrets = createSecrets(Buffer.alloc(32, 3))
const clock = fixedClock('2026-03-01T12:00:00.000Z')
const event: WebhookEvent = {
  id: 'pub_1',
  type: 'copy.published',
  timestamp: clock.now(),
  data: { product: 'k1', version: 2 },
}

let database: TestDatabase
let shopId: string
let sent: { url: string; headers: Record<string, string>; body: string }[]
let answer: PostOutcome

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())
beforeEach(async () => {
  shopId = await addShop(database)
  sent = []
  answer = { kind: 'answered', status: 204 }
})

async function endpointFor(events: WebhookEvent['type'][] = []) {
  return await createEndpoint(
    database.db,
    { clock, secrets },
    { shopId, url: 'https://shop.example/hooks', events },
  )
}

async function deliveryJob(): Promise<LeasedJob<Record<string, never>>> {
  const row = await database.db
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', 'webhooks.deliver')
    .where('shop_id', '=', shopId)
    .executeTakeFirstOrThrow()
  return {
    id: row.id,
    shopId,
    parentId: null,
    payload: {},
    token: 1,
    attempts: 0,
    signal: new AbortController().signal,
    report: () => Promise.resolve(),
  }
}

const processor = () =>
  deliverWebhookProcessor({
    db: database.db,
    clock,
    secrets,
    egress: {
      post: (url, headers, body) => {
        sent.push({ url, headers: { ...headers }, body })
        return Promise.resolve(answer)
      },
    },
  })

describe('announce', () => {
  test('tells active endpoints that want the event, once however often it is announced', async () => {
    await endpointFor(['copy.published'])
    await endpointFor(['budget.warning'])
    const { endpoint } = await endpointFor()
    await changeEndpoint(database.db, shopId, endpoint.id, { state: 'disabled' })
    expect(await announce(database.db, shopId, event)).toBe(1)
    expect(await announce(database.db, shopId, event)).toBe(0)
  })

  test('leaves nothing behind when its transaction is rolled back', async () => {
    const { endpoint } = await endpointFor()
    await database.db
      .transaction()
      .execute(async (trx) => {
        await announce(trx, shopId, event)
        throw new Error('rolled back')
      })
      .catch(() => undefined)
    expect((await listDeliveries(database.db, shopId, endpoint.id, { limit: 10 })).items).toEqual([])
  })
})

describe('delivery', () => {
  test('a message bears a signature that the receiver can verify, and the id of its event', async () => {
    const { secret } = await endpointFor()
    await announce(database.db, shopId, event)
    expect(await processor().run(await deliveryJob(), undefined)).toEqual({
      kind: 'done',
      result: { state: 'delivered' },
    })
    const [message] = sent
    expect(message?.headers['webhook-id']).toBe('pub_1')
    // The receiver's library compares the timestamp with its own clock, so the signature alone is recomputed.
    const signature = new Webhook(secret).sign('pub_1', clock.now(), message?.body ?? '')
    expect(message?.headers['webhook-signature']).toBe(signature)
    expect(JSON.parse(message?.body ?? '')).toEqual({
      type: 'copy.published',
      timestamp: '2026-03-01T12:00:00.000Z',
      data: { product: 'k1', version: 2 },
    })
  })

  test('during a rotation a message bears both signatures, afterwards the new one alone', async () => {
    const { endpoint, secret: former } = await endpointFor()
    const request = { shopId, id: endpoint.id, overlapHours: 1 }
    const moving = fixedClock('2026-03-01T12:00:00.000Z')
    const { secret } = await rotateSecret(database.db, { clock: moving, secrets }, request)
    await announce(database.db, shopId, event)
    answer = { kind: 'answered', status: 500 }
    const run = deliverWebhookProcessor({
      db: database.db,
      clock: moving,
      secrets,
      egress: {
        post: (url, headers, body) => {
          sent.push({ url, headers: { ...headers }, body })
          return Promise.resolve(answer)
        },
      },
    })
    const job = await deliveryJob()
    await run.run(job, undefined)
    moving.advance(2 * 3_600_000)
    await run.run(job, undefined)
    const signed = (by: string, at: string, body: string) => new Webhook(by).sign('pub_1', new Date(at), body)
    const body = sent[0]?.body ?? ''
    expect(sent.map(({ headers }) => headers['webhook-signature'])).toEqual([
      `${signed(secret, '2026-03-01T12:00:00Z', body)} ${signed(former, '2026-03-01T12:00:00Z', body)}`,
      signed(secret, '2026-03-01T14:00:00Z', body),
    ])
  })

  test('a failing endpoint is tried ten times on the published schedule under one id, then the message has failed', async () => {
    const { endpoint } = await endpointFor()
    await announce(database.db, shopId, event)
    answer = { kind: 'failed', reason: 'no answer in time' }
    const job = await deliveryJob()
    const delays: (number | 'failed')[] = []
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const outcome = await processor().run(job, undefined)
      delays.push(outcome.kind === 'snooze' ? outcome.delayMs : 'failed')
    }
    expect(delays).toEqual([...retryDelaysMs, 'failed'])
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    const { items } = await listDeliveries(database.db, shopId, endpoint.id, { limit: 10 })
    expect(items).toMatchObject([{ state: 'failed', attempts: 10, lastFailure: 'no answer in time' }])
  })

  test('a message that was taken is not sent again', async () => {
    await endpointFor()
    await announce(database.db, shopId, event)
    const job = await deliveryJob()
    await processor().run(job, undefined)
    await processor().run(job, undefined)
    expect(sent).toHaveLength(1)
  })

  test('410 Gone disables the endpoint, and messages that still wait are dropped', async () => {
    const { endpoint } = await endpointFor()
    await announce(database.db, shopId, event)
    answer = { kind: 'answered', status: 410 }
    const job = await deliveryJob()
    await processor().run(job, undefined)
    expect(await getEndpoint(database.db, shopId, endpoint.id)).toMatchObject({
      state: 'disabled',
      disabledReason: 'the endpoint answered 410 Gone',
    })
    expect(await announce(database.db, shopId, { ...event, id: 'pub_2' })).toBe(0)
  })

  test('an address that may not be called fails at once and says why', async () => {
    const { endpoint } = await endpointFor()
    await announce(database.db, shopId, event)
    answer = { kind: 'refused', reason: 'shop.example leads to an address that is not public' }
    await processor().run(await deliveryJob(), undefined)
    const { items } = await listDeliveries(database.db, shopId, endpoint.id, { limit: 10 })
    expect(items).toMatchObject([
      { state: 'failed', attempts: 1, lastFailure: 'shop.example leads to an address that is not public' },
    ])
  })
})
