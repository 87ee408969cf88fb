/** What only a real socket shows. */
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../src/http/limits.ts'
import { bearer, startServer, type TestServer } from './support/start-server.ts'

let t: TestServer
let port: number
beforeAll(async () => {
  t = await startServer()
  await t.server.listen({ host: '127.0.0.1', port: 0 })
  const address = t.server.server.address()
  port = address !== null && typeof address === 'object' ? address.port : 0
})
afterAll(async () => {
  await t[Symbol.asyncDispose]()
})

/** Sends raw bytes and returns everything that comes back until the server closes the connection. */
function exchange(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      answer += text
    })
    socket.on('close', () => {
      resolve(answer)
    })
    socket.on('error', reject)
  })
}

test('the server’s own limits are those of limits.ts', () => {
  const { server } = t.server
  expect(server.headersTimeout).toBe(limits.headersMs)
  expect(server.requestTimeout).toBe(limits.uploadMs)
  expect(server.timeout).toBe(limits.idleConnectionMs)
  expect(server.keepAliveTimeout).toBe(limits.keepAliveMs)
  expect(server.maxRequestsPerSocket).toBe(limits.requestsPerSocket)
  expect(t.server.initialConfig).toMatchObject({
    bodyLimit: limits.bodyBytes,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  })
})

describe('on the wire', () => {
  test('what is no HTTP gets a 400 problem and the connection ends', async () => {
    const answer = await exchange('NONSENSE\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('application/problem+json')
    expect(answer).toContain('request.invalid')
  })

  test('header fields over 8 KiB get a 431 problem', async () => {
    const answer = await exchange(`GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(9_000)}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
    expect(answer).toContain('request.too-large')
  })

  test('a request with two lengths is refused', async () => {
    const answer = await exchange(
      'POST /v1/recommendations HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('a refused upload is not read to its end', async () => {
    const answer = await exchange(
      'POST /v1/imports?format=jsonl HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\nContent-Type: text/csv\r\n\r\nid,title\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1\.1 401 /)
    expect(answer.toLowerCase()).toContain('connection: close')
  })

  test('an upload that breaks off leaves no import behind', async () => {
    const before = await t.database.db.selectFrom('imports').select('id').execute()
    const head = `POST /v1/imports?format=jsonl HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\nAuthorization: ${bearer(t.secret).authorization}\r\n\r\n{"id":"a"}\n`
    const socket = connect(port, '127.0.0.1', () => socket.write(head))
    const count = async () => (await t.database.db.selectFrom('imports').select('id').execute()).length
    await expect.poll(count, { timeout: 10_000 }).toBe(before.length + 1)
    socket.destroy()
    await expect.poll(count, { timeout: 10_000 }).toBe(before.length)
  })

  test('a body that trickles is cut off by the handler’s limit', { timeout: 30_000 }, async () => {
    const answer = await exchange(
      `POST /v1/recommendations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\nAuthorization: ${bearer(t.publishable).authorization}\r\n\r\n{"pla`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 503 /)
    expect(answer).toContain('request.timeout')
  })
})

test('browsers get the headers that make an answer inert', async () => {
  const { headers } = await t.server.inject('/livez')
  expect(headers).toMatchObject({
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  })
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['x-powered-by']).toBeUndefined()
})
