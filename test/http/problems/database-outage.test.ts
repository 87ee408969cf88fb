/** Requests while PostgreSQL is away: refused with advice, and not as a fault of ours. */
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src/database/connect.ts'
import { createServer } from '../../../src/http/server.ts'
import { generateKey } from '../../../src/security/api-key.ts'
import type { Answer } from '../support/answer.ts'
import { bearer, testDeps } from '../support/start-server.ts'

async function askWithDatabaseAt(port: number) {
  await using database = await openDatabase(`postgres://nobody@127.0.0.1:${String(port)}/vitrine`, {
    poolMax: 2,
  })
  const server = await createServer(testDeps(database))
  try {
    return await server.inject({ method: 'GET', url: '/v1/shop', headers: bearer(generateKey('secret')) })
  } finally {
    await server.close()
  }
}

async function listen(onConnection: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const server = createTcpServer(onConnection).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 }
}

const expected = [503, 'database.unavailable', '2']
const outcome = (answer: Awaited<ReturnType<typeof askWithDatabaseAt>>) => [
  answer.statusCode,
  answer.json<Answer>().code,
  answer.headers['retry-after'],
]

test('a closed port is a 503 that says when to come back', async () => {
  const { server, port } = await listen(() => undefined)
  server.close()
  await once(server, 'close')
  expect(outcome(await askWithDatabaseAt(port))).toEqual(expected)
})

test('a server that hangs up is a 503 that says when to come back', async () => {
  const { server, port } = await listen((socket) => socket.destroy())
  expect(outcome(await askWithDatabaseAt(port))).toEqual(expected)
  server.close()
})

test('a server that accepts and never answers is one too, before the handler’s own limit', async () => {
  const sockets: Socket[] = []
  const { server, port } = await listen((socket) => sockets.push(socket))
  expect(outcome(await askWithDatabaseAt(port))).toEqual(expected)
  for (const socket of sockets) socket.destroy()
  server.close()
})
