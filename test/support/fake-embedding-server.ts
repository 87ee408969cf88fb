/** A server on 127.0.0.1 that answers `POST /v1/embeddings` as OpenAI's does, or as the test says. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { json } from 'node:stream/consumers'
import { z } from 'zod'

export interface FakeEmbeddingServer extends AsyncDisposable {
  /** With "/v1". */
  readonly baseUrl: string
  /** Bodies received so far. */
  readonly requests: readonly EmbeddingRequest[]
  /** Answers the next requests so, one each, before answering well again. */
  answerNext(...answers: readonly ScriptedAnswer[]): void
}

export interface ScriptedAnswer {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body: string
}

const requestSchema = z.object({
  model: z.string(),
  input: z.array(z.string()),
  dimensions: z.int().optional(),
})
export type EmbeddingRequest = z.output<typeof requestSchema>

export async function startFakeEmbeddingServer(defaultDimensions = 6): Promise<FakeEmbeddingServer> {
  const requests: EmbeddingRequest[] = []
  const scripted: ScriptedAnswer[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = requestSchema.parse(await json(request))
    requests.push(body)
    const script = scripted.shift()
    if (script !== undefined) {
      response
        .writeHead(script.status, { 'content-type': 'application/json', ...script.headers })
        .end(script.body)
      return
    }
    const data = body.input.map((text, index) => ({
      index,
      embedding: fakeVector(text, body.dimensions ?? defaultDimensions),
    }))
    // Backwards, because the API promises an index and no order.
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ data: data.reverse() }))
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.int() }).parse(server.address())
  return {
    baseUrl: `http://127.0.0.1:${String(port)}/v1`,
    requests,
    answerNext: (...answers) => scripted.push(...answers),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Depends on every character and is three units long: making it unit length is the driver's work. */
export function fakeVector(text: string, dimensions: number): number[] {
  const vector = Array.from({ length: dimensions }, () => 1)
  Array.from(text).forEach((character, i) => {
    const slot = i % dimensions
    vector[slot] = ((vector[slot] ?? 0) * 31 + (character.codePointAt(0) ?? 0)) % 997
  })
  const length = Math.hypot(...vector)
  return vector.map((value) => (3 * value) / length)
}
