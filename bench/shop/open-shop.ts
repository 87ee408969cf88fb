/** A shop on scratch databases of the real servers, for benches that need the service as it runs in production. */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { receiveImport } from '../../src/catalog/imports/receive-import.ts'
import { systemClock } from '../../src/clock.ts'
import { openDatabase, type Database } from '../../src/database/connect.ts'
import { migrate, readMigrations } from '../../src/database/migrate.ts'
import type { Json } from '../../src/database/schema.ts'
import { createKey } from '../../src/security/issue-key.ts'
import { createShop } from '../../src/shops/create-shop.ts'
import { openScratch, type RealServers } from '../../test/support/servers.ts'

export interface BenchShop extends AsyncDisposable {
  readonly database: Database
  readonly shopId: string
  /** Secret key. */
  readonly key: string
  /** Environment for processes that serve this shop. */
  readonly environment: Readonly<Record<string, string>>
}

export async function openShop(
  servers: RealServers,
  dataDirectory: string,
  model: string,
): Promise<BenchShop> {
  const scratch = await openScratch(servers)
  const database = await openDatabase(scratch.databaseUrl, { poolMax: 16 })
  await migrate(database.db, await readMigrations(join(import.meta.dirname, '../../migrations')))
  const shop = await database.db
    .transaction()
    .execute((trx) => createShop(trx, systemClock, { name: 'bench', locale: 'en', currency: 'EUR' }))
  const { key } = await database.db
    .transaction()
    .execute((trx) => createKey(trx, systemClock, { shopId: shop.id, name: 'bench', kind: 'secret' }))
  return {
    database,
    shopId: shop.id,
    key,
    environment: {
      DATABASE_URL: scratch.databaseUrl,
      QUEUE_URL: scratch.queueUrl,
      DATA_DIR: dataDirectory,
      EMBEDDING_MODEL: model,
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
      PORT: '0',
      RATE_LIMIT_PER_MINUTE: '100000000',
      JOB_LEASE_MS: '6000',
      JOB_BEAT_MS: '2000',
      JOB_SWEEP_MS: '1000',
    },
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await scratch.close()
    },
  }
}

/** Uploads one of the evaluation catalogues; a worker imports it. */
export async function uploadCatalogue(
  { database, shopId }: BenchShop,
  path: string,
  name: string,
): Promise<void> {
  const mappingFile = join(import.meta.dirname, `../../fixtures/mappings/${name}.mapping.json`)
  const mapping: Json = JSON.parse(await readFile(mappingFile, 'utf8'))
  await receiveImport(
    { db: database.db, clock: systemClock, maxBytes: 2 ** 31 },
    { shopId, format: 'jsonl', mapping, fileName: name, bytes: createReadStream(path) },
  )
}

export interface OpenJobs {
  readonly open: number
  readonly failed: number
  /** Of one that failed. */
  readonly error: string
  /** Of the youngest re-index. */
  readonly progress: string
}

/** Waits until no job of the shop is open, at most `limitMs`; prints progress every ten seconds. */
export async function untilIdle(
  { database: { db }, shopId }: Pick<BenchShop, 'database' | 'shopId'>,
  limitMs: number,
): Promise<void> {
  const until = performance.now() + limitMs
  for (let round = 0; performance.now() < until; round++) {
    const { rows } = await sql<OpenJobs>`
      SELECT count(*) FILTER (WHERE state IN ('queued', 'leased')) AS open,
        count(*) FILTER (WHERE state IN ('failed', 'dead')) AS failed,
        coalesce((SELECT progress::text FROM jobs WHERE shop_id = ${shopId} AND kind = 'catalog.reindex'
          ORDER BY created_at DESC LIMIT 1), '') AS progress,
        coalesce((max(error::text) FILTER (WHERE state IN ('failed', 'dead'))), '') AS error
      FROM jobs WHERE shop_id = ${shopId}`.execute(db)
    const [jobs] = rows
    if (jobs === undefined || jobs.failed > 0) throw new Error(`A job failed: ${JSON.stringify(jobs)}`)
    if (jobs.open === 0) return
    if (round % 40 === 39) console.log(`  … ${String(jobs.open)} jobs open; ${jobs.progress}`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('The jobs did not end in time.')
}
