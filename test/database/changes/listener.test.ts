import { connect, createServer } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { postgresListener } from '../../../src/database/changes/listener.ts'
import { describeOnRealServers } from '../../support/servers.ts'

/** Hands bytes on, but names its own process number at connecting, as a pooler does (message "K", 12 bytes long). */
async function startPooler(url: string) {
  const { hostname, port } = new URL(url)
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    client.pipe(upstream)
    upstream.on('data', (chunk) => {
      const at = chunk.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]))
      if (at >= 0) chunk.writeInt32BE(1 + chunk.readInt32BE(at + 5), at + 5)
      client.write(chunk)
    })
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => other.destroy())
      socket.on('close', () => other.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The pooler does not listen.')
  const own = new URL(url)
  own.host = `127.0.0.1:${String(address.port)}`
  return { url: own.href, close: () => server.close() }
}

describeOnRealServers('the connection that listens', (scratch) => {
  const quiet = { onNotice: () => undefined, onLost: () => undefined }

  test('hears what is announced', async () => {
    const heard: string[] = []
    const listener = await postgresListener(scratch.databaseUrl)('quiet', {
      ...quiet,
      onNotice: (payload) => heard.push(payload),
    })
    await listener.query(`SELECT pg_notify('quiet', 'one')`, [])
    expect(heard).toEqual(['one'])
    await listener.close()
  })

  test('refuses a pooler, through which notices would be lost without a sign', async () => {
    const pooler = await startPooler(scratch.databaseUrl)
    await expect(postgresListener(pooler.url)('quiet', quiet)).rejects.toThrow('connection pooler')
    pooler.close()
  })
})
