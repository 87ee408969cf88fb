import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOpenAiEmbedder } from '../../../src/inference/embedders/openai-embedder.ts'
import { startFakeEmbeddingServer, type FakeEmbeddingServer } from '../../support/fake-embedding-server.ts'

let server: FakeEmbeddingServer
beforeAll(async () => {
  server = await startFakeEmbeddingServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const open = (dimensions?: number) =>
  createOpenAiEmbedder({
    model: 'm',
    baseUrl: server.baseUrl,
    apiKey: 'sk-secret',
    dimensions,
    timeoutMs: 500,
  })

describe('the OpenAI-compatible embedder', () => {
  it('asks for the dimensions it was given, and learns them otherwise', async () => {
    const given = await open(4)
    await given.embed(['shoe'], { purpose: 'document' })
    expect(given.model).toBe('openai:m:4')
    expect(server.requests.at(-1)).toMatchObject({ model: 'm', dimensions: 4 })
    const learned = await open()
    expect(learned.dimensions).toBe(6)
    expect(server.requests.at(-1)).not.toHaveProperty('dimensions')
  })

  it('splits many texts over requests and keeps their order', async () => {
    const embedder = await open(4)
    const before = server.requests.length
    const texts = Array.from({ length: 150 }, (_, i) => `text ${String(i)}`)
    const vectors = await embedder.embed(texts, { purpose: 'document' })
    expect(server.requests.slice(before).map(({ input }) => input.length)).toEqual([64, 64, 22])
    const [last] = await embedder.embed(['text 149'], { purpose: 'document' })
    expect(vectors.at(-1)).toEqual(last)
  })

  it.each([
    [429, { 'retry-after': '2' }, 'inference.overloaded', 2_000],
    [429, { 'retry-after-ms': '150' }, 'inference.overloaded', 150],
    [429, { 'retry-after': 'tomorrow' }, 'inference.overloaded', undefined],
    [500, {}, 'inference.unavailable', undefined],
    [503, { 'retry-after': '999999' }, 'inference.unavailable', 3_600_000],
    [400, {}, 'inference.rejected', undefined],
    [401, {}, 'inference.rejected', undefined],
    [404, {}, 'inference.rejected', undefined],
  ])('answers status %i %j with %s', async (status, headers, code, retryAfterMs) => {
    const embedder = await open(4)
    const before = server.requests.length
    server.answerNext({ status, headers, body: '{"error":{"message":"no, sk-secret"}}' })
    const failure = embedder.embed(['shoe'], { purpose: 'document' })
    await expect(failure).rejects.toMatchObject({ code, retryAfterMs })
    await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining('sk-secret') })
    expect(server.requests.length - before).toBe(1)
  })

  it.each([
    ['no JSON', '<html>'],
    ['another shape', '{"data":[{"vector":[1]}]}'],
    ['a missing vector', '{"data":[]}'],
    ['too few numbers', '{"data":[{"index":0,"embedding":[1,2]}]}'],
    ['no direction', '{"data":[{"index":0,"embedding":[0,0,0,0]}]}'],
  ])('calls %s malformed', async (_, body) => {
    const embedder = await open(4)
    server.answerNext({ status: 200, body })
    await expect(embedder.embed(['shoe'], { purpose: 'document' })).rejects.toMatchObject({
      code: 'inference.malformed',
    })
  })

  it('calls a closed port unavailable', async () => {
    const closed = await createOpenAiEmbedder({
      model: 'm',
      baseUrl: 'http://127.0.0.1:9/v1',
      apiKey: 'k',
      dimensions: 4,
    })
    await expect(closed.embed(['shoe'], { purpose: 'query' })).rejects.toMatchObject({
      code: 'inference.unavailable',
    })
  })
})
