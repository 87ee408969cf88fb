/**
 * Real PostgreSQL and Valkey for tests. Their addresses come from TEST_DATABASE_URL and TEST_QUEUE_URL, or from the
 * file that `npm run servers` writes. Without them the suites that need them say so and register nothing, except in
 * CI (CI=true), where each becomes a failing test: a missing suite must not look like a passing one.
 *
 * Every suite gets a database of its own, dropped at the end, and a Valkey database of its own, emptied before use.
 * TEST_QUEUE_URL must therefore name a server whose databases from 1 on may be emptied.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { dropDatabase } from './database-admin.ts'

/** Where the real servers listen. The role of `databaseUrl` may create databases that have pgvector. */
export interface RealServers {
  readonly databaseUrl: string
  readonly queueUrl: string
}

/** A database and a queue for one suite. Read the addresses inside hooks and tests, not while suites are defined. */
export interface Scratch {
  readonly databaseUrl: string
  readonly queueUrl: string
}

/** A `describe` on a scratch database and queue of the real servers; one failing test when CI has no servers. */
export function describeOnRealServers(name: string, define: (scratch: Scratch) => void): void {
  const servers = realServers()
  if (servers === undefined) {
    reportMissing(name)
    return
  }
  describe(`${name} (PostgreSQL and Valkey)`, () => {
    let opened: OpenScratch | undefined
    const open = (): OpenScratch => {
      if (opened === undefined) throw new Error('The scratch servers exist only inside hooks and tests.')
      return opened
    }
    beforeAll(async () => {
      opened = await openScratch(servers)
    })
    afterAll(async () => {
      await opened?.close()
    })
    define({
      get databaseUrl() {
        return open().databaseUrl
      },
      get queueUrl() {
        return open().queueUrl
      },
    })
  })
}

/** The servers that run now, or undefined. */
export function realServers(): RealServers | undefined {
  const databaseUrl = process.env['TEST_DATABASE_URL']
  const queueUrl = process.env['TEST_QUEUE_URL']
  if (databaseUrl !== undefined && queueUrl !== undefined) return { databaseUrl, queueUrl }
  return startedServers()
}

export interface OpenScratch extends Scratch {
  close(): Promise<void>
}

/** A new empty database and an emptied Valkey database, for callers that manage their own hooks. */
export async function openScratch(servers: RealServers): Promise<OpenScratch> {
  const database = `${scratchPrefix}${String(Math.floor(Date.now() / 1000))}_${randomBytes(6).toString('hex')}`
  await withClient(servers.databaseUrl, async (client) => {
    await dropAbandoned(client, servers.databaseUrl)
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`)
  })
  const databaseUrl = new URL(servers.databaseUrl)
  databaseUrl.pathname = `/${database}`
  return {
    databaseUrl: databaseUrl.href,
    queueUrl: await emptyQueueUrl(servers.queueUrl),
    close: () => dropDatabase(servers.databaseUrl, database),
  }
}

const missing =
  'needs real servers: run "npm run servers" (Debian, root) or set TEST_DATABASE_URL and TEST_QUEUE_URL'

function reportMissing(name: string): void {
  if (process.env['CI'] === 'true') {
    test(`${name} (PostgreSQL and Valkey)`, () => {
      expect.fail(`In CI every suite must run; this one ${missing}.`)
    })
    return
  }
  console.info(`not run: "${name}" ${missing}`)
}

const startedServersSchema = z.object({
  databaseUrl: z.string(),
  queueUrl: z.string(),
  processes: z.record(z.string(), z.number()),
})

function startedServers(): RealServers | undefined {
  const file = join(process.env['VITRINE_SERVERS_DIR'] ?? '/var/cache/vitrine-servers', 'servers.json')
  if (!existsSync(file)) return undefined
  const started = startedServersSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const alive = Object.entries(started.processes).every(([name, pid]) => runs(name, pid))
  return alive ? started : undefined
}

/** The file outlives a reboot, and a pid may be given to another process: the name must match too. */
function runs(name: string, pid: number): boolean {
  const file = `/proc/${String(pid)}/comm`
  return existsSync(file) && readFileSync(file, 'utf8').trim() === name
}

const scratchPrefix = 'vitrine_test_'
const abandonedAfterSeconds = 3600

/** Databases of runs that were killed; their names tell when they were made. */
async function dropAbandoned(client: pg.Client, url: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database
     WHERE datname ~ $1 AND split_part(datname, '_', 3)::bigint < extract(epoch FROM now()) - $2::int`,
    [`^${scratchPrefix}[0-9]+_`, abandonedAfterSeconds],
  )
  for (const { name } of rows) await dropDatabase(url, name)
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** Databases are handed out in turn by a counter in database 0, so that parallel test files and runs keep apart. */
async function emptyQueueUrl(url: string): Promise<string> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1 })
  try {
    await redis.connect()
    const [, databases] = z
      .tuple([z.string(), z.coerce.number()])
      .parse(await redis.config('GET', 'databases'))
    const turn = await redis.incr('vitrine:test:database')
    const database = 1 + (turn % (databases - 1))
    await redis.select(database)
    await redis.flushdb()
    const own = new URL(url)
    own.pathname = `/${String(database)}`
    return own.href
  } finally {
    redis.disconnect()
  }
}
