/** A small HTTP server that answers what a test tells it, and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type Answer = (asked: Asked, response: ServerResponse) => void

export interface FakeApi extends AsyncDisposable {
  readonly url: string
  readonly asked: readonly Asked[]
  /** Settings that point the command at this server. */
  readonly env: Readonly<Record<string, string>>
}

/** `routes`: "GET /v1/search" → answer. Anything else is a problem 404. */
export async function startFakeApi(routes: Readonly<Record<string, Answer>>): Promise<FakeApi> {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://fake')
      const one: Asked = {
        method: request.method ?? '',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: request.headers,
        body,
      }
      asked.push(one)
      const answer =
        routes[`${one.method} ${one.path}`] ?? problem(404, 'request.not-found', 'There is nothing here.')
      answer(one, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${String(portOf(server.address()))}`
  return {
    url,
    asked,
    env: { VITRINE_URL: url, VITRINE_API_KEY: 'vt_sk_live_test' },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_asked, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
}

export function problem(
  status: number,
  code: string,
  detail: string,
  errors?: readonly { readonly path: string; readonly message: string }[],
): Answer {
  const body = {
    type: `/docs/errors#${code}`,
    title: code,
    status,
    detail,
    instance: '/',
    code,
    requestId: 'req_1',
  }
  return (_asked, response) => {
    response
      .writeHead(status, { 'content-type': 'application/problem+json' })
      .end(JSON.stringify(errors === undefined ? body : { ...body, errors }))
  }
}

/** Server-sent events, one after the other; `stay` leaves the stream open after the last. */
export function events(states: readonly (readonly [name: string, data: unknown])[], stay = false): Answer {
  return (_asked, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const [name, data] of states) response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
    if (!stay) response.end()
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: string[] = []
  request.setEncoding('utf8')
  for await (const piece of request) pieces.push(String(piece))
  return pieces.join('')
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The fake server has no port.')
  return address.port
}
