import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from './support/answer.ts'
import { bearer, startServer, type TestServer } from './support/start-server.ts'

let t: TestServer
beforeAll(async () => {
  t = await startServer()
})
afterAll(async () => {
  await t[Symbol.asyncDispose]()
})

const file = '{"id":"a","title":"A kettle","variants":[{"id":"a"}]}\n'
const upload = (
  headers: Record<string, string> = {},
  payload: string | Buffer = file,
  url = '/v1/imports?format=jsonl&fileName=a.jsonl',
) =>
  t.server.inject({
    method: 'POST',
    url,
    headers: { ...bearer(t.secret), 'content-type': 'application/jsonl', ...headers },
    payload,
  })
const get = (url: string, key = t.secret) => t.server.inject({ method: 'GET', url, headers: bearer(key) })
const countImports = async () => (await t.database.db.selectFrom('imports').select('id').execute()).length

describe('POST /v1/imports', () => {
  test('202: the upload is stored, its job queued, and Location leads to it', async () => {
    const answer = await upload()
    expect(answer.statusCode).toBe(202)
    expect(answer.json<Answer>()).toMatchObject({
      state: 'queued',
      format: 'jsonl',
      fileName: 'a.jsonl',
      byteLength: file.length,
    })
    const watched = await get(String(answer.headers['location']))
    expect(watched.json<Answer>()).toEqual(answer.json<Answer>())
    const jobs = await t.database.db
      .selectFrom('jobs')
      .select('payload')
      .where('kind', '=', 'catalog.run-import')
      .execute()
    expect(jobs.map((job) => job.payload)).toContainEqual({ importId: answer.json<Answer>().id })
  })

  test.each(['application/json', 'text/csv', 'text/plain', 'application/gzip'])(
    '202: a body of type %s is bytes, not parsed',
    async (type) => {
      expect((await upload({ 'content-type': type }, '{"cut')).statusCode).toBe(202)
    },
  )

  test('202: the same key and file again is the first import, another file is a 422', async () => {
    const key = { 'idempotency-key': 'feed of monday' }
    const first = await upload(key)
    const before = await countImports()
    const again = await upload(key)
    expect([again.statusCode, again.headers['idempotent-replayed'], again.headers['location']]).toEqual([
      202,
      'true',
      first.headers['location'],
    ])
    expect(again.json<Answer>()).toEqual(first.json<Answer>())
    const other = await upload(key, `${file}${file}`)
    expect([other.statusCode, other.json<Answer>().code]).toEqual([422, 'idempotency.body-differs'])
    expect(await countImports()).toBe(before)
  })

  test('202: twenty uploads at once with one key are one import', async () => {
    const before = await countImports()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => upload({ 'idempotency-key': 'at once' })),
    )
    expect(new Set(answers.map((answer) => `${String(answer.statusCode)} ${answer.body}`)).size).toBe(1)
    expect(answers[0]?.statusCode).toBe(202)
    expect(await countImports()).toBe(before + 1)
  })

  test('400: a mapping with a format that takes none, and an unknown format', async () => {
    const mapping = Buffer.from('{"version":1}').toString('base64url')
    const answer = await upload({ 'vitrine-mapping': mapping }, file, '/v1/imports?format=shopify-csv')
    expect([answer.statusCode, answer.json<Answer>().code]).toEqual([400, 'catalog.mapping-invalid'])
    expect((await upload({}, file, '/v1/imports?format=pdf')).statusCode).toBe(400)
  })

  test('413: more than the limit, announced or not, leaves nothing behind', async () => {
    await using small = await startServer({ config: { IMPORT_MAX_BYTES: 1_000 } })
    const send = (payload: Buffer, headers = {}) =>
      small.server.inject({
        method: 'POST',
        url: '/v1/imports?format=jsonl',
        headers: { ...bearer(small.secret), ...headers },
        payload,
      })
    const answer = await send(Buffer.alloc(1_001, 'x'))
    expect([answer.statusCode, answer.json<Answer>().code]).toEqual([413, 'catalog.feed-too-large'])
    const chunked = await send(Buffer.alloc(5_000, 'x'), { 'transfer-encoding': 'chunked' })
    expect([chunked.statusCode, chunked.json<Answer>().code]).toEqual([413, 'catalog.feed-too-large'])
    expect(await small.database.db.selectFrom('imports').select('id').execute()).toEqual([])
  })

  test('403: a publishable key', async () => {
    expect((await upload(bearer(t.publishable))).statusCode).toBe(403)
  })
})

describe('an import', () => {
  test('404: is not there for another shop, in all its routes', async () => {
    const { id } = (await upload()).json<Answer>()
    for (const suffix of ['', '/errors', '/events']) {
      expect((await get(`/v1/imports/${id}${suffix}`, t.otherSecret)).json<Answer>().code).toBe(
        'catalog.import-not-found',
      )
    }
    const cancelled = await t.server.inject({
      method: 'POST',
      url: `/v1/imports/${id}/cancel`,
      headers: bearer(t.otherSecret),
    })
    expect(cancelled.statusCode).toBe(404)
  })

  test('200, then 409: it is cancelled once', async () => {
    const { id } = (await upload()).json<Answer>()
    const cancel = () =>
      t.server.inject({ method: 'POST', url: `/v1/imports/${id}/cancel`, headers: bearer(t.secret) })
    expect((await cancel()).json<Answer>()).toMatchObject({ id, state: 'cancelled' })
    const again = await cancel()
    expect([again.statusCode, again.json<Answer>().code]).toEqual([409, 'catalog.import-finished'])
  })

  test('200: its errors come in pages', async () => {
    const { id } = (await upload()).json<Answer>()
    const rows = [1, 2, 3].map((row) => ({
      import_id: id,
      shop_id: t.shopId,
      row_number: row,
      seq: 0,
      path: 'title',
      message: 'is missing',
    }))
    await t.database.db.insertInto('import_errors').values(rows).execute()
    const first = (await get(`/v1/imports/${id}/errors?limit=2`)).json<Answer>()
    const second = (await get(`/v1/imports/${id}/errors?limit=2&cursor=${first.next}`)).json<Answer>()
    expect([...first.items, ...second.items].map((error) => error.row)).toEqual([1, 2, 3])
    expect(second.next).toBeNull()
  })

  test('200: the list is newest first and holds each once', async () => {
    const seen: string[] = []
    let query = ''
    for (;;) {
      const page = (await get(`/v1/imports?limit=7${query}`)).json<Answer>()
      seen.push(...page.items.map((item) => item.id))
      if (page.next === null) break
      query = `&cursor=${page.next}`
    }
    expect(seen).toHaveLength(await countImports())
    expect(new Set(seen).size).toBe(seen.length)
  })
})
