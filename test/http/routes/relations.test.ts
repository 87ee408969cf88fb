import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bearer, startServer, type TestServer } from '../support/start-server.ts'

let t: TestServer
beforeAll(async () => {
  t = await startServer()
  await publishRelations(7)
})
afterAll(() => t[Symbol.asyncDispose]())

/** Twelve complements and one substitute of the kettle in the build that serves, and one complement in the build before. */
async function publishRelations(epoch: number): Promise<void> {
  const { db } = t.database
  await sql`
    INSERT INTO model_states (shop_id, epoch, viewers, buyers) VALUES (${t.shopId}, ${epoch}, 5000, 1000)
    ON CONFLICT (shop_id) DO UPDATE SET epoch = excluded.epoch, viewers = 5000, buyers = 1000`.execute(db)
  const add = (build: number, kind: string, dst: string, score: number) =>
    sql`
      INSERT INTO relations (shop_id, epoch, kind, src, dst, ab, a, b, score, lo, hi)
      VALUES (${t.shopId}, ${build}, ${kind}, 'kettle', ${dst}, 10, 100, 50, ${score}, 1.5, 4)`.execute(db)
  for (let place = 0; place < 12; place += 1)
    await add(epoch, 'complement', `tea-${String(place)}`, 1 - place / 100)
  await add(epoch, 'substitute', 'other-kettle', 0.4)
  await add(epoch - 1, 'complement', 'of-the-build-before', 9)
}

function relations(query: string, key = t.secret) {
  return t.server.inject({ method: 'GET', url: `/v1/products/${query}`, headers: bearer(key) })
}

describe('GET /v1/products/{id}/relations', () => {
  test('gives the relations of the build that serves, best first, with counts, lift and interval', async () => {
    const answer = await relations('kettle/relations?kind=complement&limit=2')
    expect(answer.statusCode).toBe(200)
    const lift = 10 / 100 / (40 / 900)
    const counts = {
      support: 10,
      a: 100,
      b: 50,
      total: 1_000,
      lift: expect.closeTo(lift, 6),
      interval: [1.5, 4],
    }
    expect(answer.json()).toEqual({
      data: [
        { id: 'tea-0', score: expect.closeTo(1, 5), ...counts },
        { id: 'tea-1', score: expect.closeTo(0.99, 5), ...counts },
      ],
    })
  })

  test('gives substitutes when no kind is asked for, counted over those who viewed', async () => {
    const { data } = (await relations('kettle/relations')).json<{ data: { id: string; total: number }[] }>()
    expect(data.map(({ id, total }) => [id, total])).toEqual([['other-kettle', 5_000]])
  })

  test('is empty for a product nothing is known of, and for another shop', async () => {
    expect((await relations('nobody/relations')).json()).toEqual({ data: [] })
    expect((await relations('kettle/relations?kind=complement', t.otherSecret)).json()).toEqual({ data: [] })
  })

  test.each(['kind=twin', 'limit=0', 'limit=101'])('refuses %s by its field', async (query) => {
    const answer = await relations(`kettle/relations?${query}`)
    expect(answer.statusCode).toBe(400)
    expect(answer.json<{ errors: { path: string }[] }>().errors[0]?.path).toContain(query.split('=')[0])
  })

  test('asks for the right to read the catalogue', async () => {
    expect((await relations('kettle/relations', await t.keyWith(['jobs:read']))).statusCode).toBe(403)
  })
})
