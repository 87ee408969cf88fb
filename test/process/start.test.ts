import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { migrate, readMigrations } from '../../src/database/migrate.ts'
import { openDatabase } from '../../src/database/connect.ts'
import { startProcess } from '../../src/process/start.ts'
import { describeOnRealServers } from '../support/servers.ts'

const directories: string[] = []
async function dataDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-start-'))
  directories.push(directory)
  return directory
}
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true })
})

const quiet = { PORT: '0', LOG_LEVEL: 'silent', EMBEDDING_MODEL: 'lsa' }
const statusOf = async (url: string) => (await fetch(url, { headers: { connection: 'close' } })).status

describe('stopping', () => {
  it('is not ready at once, answers while it drains, and then closes the listener', async () => {
    const config = readConfig({ ...quiet, DATA_DIR: await dataDirectory(), SHUTDOWN_DRAIN_MS: '2000' })
    const running = await startProcess(config, 'all')
    const url = running.url ?? ''
    expect(await statusOf(`${url}/readyz`)).toBe(200)
    const stopped = running.stop()
    expect(await statusOf(`${url}/readyz`)).toBe(503)
    expect(await statusOf(`${url}/livez`)).toBe(200)
    expect(await statusOf(`${url}/v1/shop`)).toBe(401)
    await stopped
    await expect(statusOf(`${url}/livez`)).rejects.toThrow('fetch failed')
  })
})

describeOnRealServers('a worker with PROBE_PORT', (scratch) => {
  it('answers probes and metrics, and neither the API nor its reference', async () => {
    {
      await using database = await openDatabase(scratch.databaseUrl, { poolMax: 2 })
      await migrate(database.db, await readMigrations('migrations'))
    }
    const config = readConfig({
      ...quiet,
      DATABASE_URL: scratch.databaseUrl,
      QUEUE_URL: scratch.queueUrl,
      DATA_DIR: await dataDirectory(),
      PROBE_PORT: '0',
      SHUTDOWN_DRAIN_MS: '0',
    })
    const running = await startProcess(config, 'worker')
    try {
      const paths = ['/livez', '/readyz', '/metrics', '/v1/shop', '/v1/search?q=x', '/docs', '/openapi.json']
      const statuses = await Promise.all(paths.map((path) => statusOf(`${running.url ?? ''}${path}`)))
      expect(statuses).toEqual([200, 200, 200, 404, 404, 404, 404])
    } finally {
      await running.stop()
    }
  })
})
