/** Progress streams and the typed client, over a real socket. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiClient, type ApiClient } from '../../src/client/api-client.ts'
import { startServer, type TestServer } from './support/start-server.ts'

let t: TestServer
let url: string
let client: ApiClient
beforeAll(async () => {
  t = await startServer()
  url = await t.server.listen({ host: '127.0.0.1', port: 0 })
  client = createApiClient({ url, key: t.secret })
})
afterAll(async () => {
  await t[Symbol.asyncDispose]()
})

async function* bytesOf(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield await Promise.resolve(new TextEncoder().encode(part))
}
const upload = () =>
  client.upload({
    format: 'jsonl',
    fileName: 'a.jsonl',
    bytes: bytesOf('{"id":"a",', '"title":"A","variants":[{"id":"a"}]}\n'),
  })
const setState = (id: string, changes: { state: string; rows_settled?: number }) =>
  t.database.db.updateTable('imports').set(changes).where('id', '=', id).execute()

test('a stream tells the state, each change, and ends with the import', async () => {
  const { id } = await upload()
  const events: { name: string; data: unknown }[] = []
  for await (const event of client.events(`/v1/imports/${id}/events`)) {
    events.push(event)
    if (events.length === 1) await setState(id, { state: 'running', rows_settled: 1 })
    if (events.length === 2) await setState(id, { state: 'done' })
  }
  expect(events.map((event) => event.name)).toEqual(['progress', 'progress', 'done'])
  expect(events.map((event) => event.data)).toMatchObject([
    { state: 'queued' },
    { state: 'running', rowsSettled: 1 },
    { state: 'done' },
  ])
})

test('a failed import ends its stream with "error"', async () => {
  const { id } = await upload()
  await setState(id, { state: 'failed' })
  const names: string[] = []
  for await (const event of client.events(`/v1/imports/${id}/events`)) names.push(event.name)
  expect(names).toEqual(['error'])
})

test('a client that leaves stops the polling, and closing the server ends open streams', async () => {
  await using own = await startServer()
  const address = await own.server.listen({ host: '127.0.0.1', port: 0 })
  const watcher = createApiClient({ url: address, key: own.secret })
  const { id } = await watcher.upload({ format: 'jsonl', bytes: bytesOf('{}') })
  const leaving = new AbortController()
  const left = watcher.events(`/v1/imports/${id}/events`, leaving.signal)
  expect((await left.next()).value).toMatchObject({ name: 'progress' })
  leaving.abort()
  await expect(left.next()).rejects.toThrow()
  const staying = watcher.events(`/v1/imports/${id}/events`)
  expect((await staying.next()).value).toMatchObject({ name: 'progress' })
  const ended = staying.next().then(
    (result) => result.done,
    () => true,
  )
  await own.server.close()
  expect(await ended).toBe(true)
})

test('an unknown id is a problem, not a stream', async () => {
  await expect(client.events('/v1/imports/imp_x/events').next()).rejects.toMatchObject({
    code: 'catalog.import-not-found',
    status: 404,
  })
})

test('answers are typed, refusals carry code and fields, a silent server is named', async () => {
  const { data } = await client.GET('/v1/imports', { params: { query: { limit: 1 } } })
  expect(data?.items).toHaveLength(1)
  await expect(client.GET('/v1/imports', { params: { query: { limit: 0 } } })).rejects.toMatchObject({
    name: 'ApiProblem',
    code: 'request.invalid',
    errors: [{ path: 'query.limit' }],
  })
  const nobody = createApiClient({ url: 'http://127.0.0.1:1', key: t.secret })
  await expect(nobody.GET('/v1/shop')).rejects.toMatchObject({ code: 'cli.server-unreachable' })
})

test('an export downloads as bytes', async () => {
  const chunks: Uint8Array[] = []
  for await (const chunk of client.download('/v1/exports?format=jsonl')) chunks.push(chunk)
  expect(Buffer.concat(chunks).toString()).toBe('')
})

test('an upload repeated with its key is the same import', async () => {
  const send = () =>
    client.upload({
      format: 'jsonl',
      bytes: bytesOf('{"id":"x"}'),
      idempotencyKey: 'client',
      mapping: undefined,
    })
  expect((await send()).id).toBe((await send()).id)
})
