/** Imports each catalogue twice through the very code the service runs, and watches time, memory and follow-up jobs. */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { planEmbedding } from '../../src/catalog/embedding/plan-embedding.ts'
import type { CatalogFormat } from '../../src/catalog/formats/catalog-format.ts'
import type { Import } from '../../src/catalog/imports/import.ts'
import { getImport } from '../../src/catalog/imports/read-imports.ts'
import { receiveImport } from '../../src/catalog/imports/receive-import.ts'
import { runImportProcessor } from '../../src/catalog/imports/run-import.ts'
import { systemClock } from '../../src/clock.ts'
import { openDatabase, type Database } from '../../src/database/connect.ts'
import { migrate, readMigrations } from '../../src/database/migrate.ts'
import type { Db, Json } from '../../src/database/schema.ts'
import { newId } from '../../src/ids.ts'
import { openScratch, realServers } from '../../test/support/servers.ts'

export type Driver = 'postgres' | 'pglite'

export interface MeasuredImport {
  readonly file: string
  readonly run: 'first' | 'again'
  readonly rowsInFile: number
  readonly imported: Import
  /** Taking in the upload, and reading it into products. */
  readonly receiveMs: number
  readonly runMs: number
  /** Processor time of this process while reading, milliseconds: on a busy machine it tells more than the clock. */
  readonly cpuMs: number
  readonly statements: number
  /** Jobs made, besides the import's own. */
  readonly jobs: number
  /** Highest resident memory of this process above what it was before the first import, bytes. */
  readonly peakAboveIdle: number
}

export interface Measured {
  readonly driver: Driver
  readonly idleBytes: number
  readonly imports: readonly MeasuredImport[]
}

interface Feed {
  readonly name: string
  readonly path: string
  readonly format: CatalogFormat
  readonly mapping: Json
  readonly rows: number
}

export async function measureImports(driver: Driver, catalogues: string): Promise<Measured> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-bench-'))
  try {
    const feeds = await listFeeds(catalogues, directory)
    return await onDatabase(driver, directory, async (database) => {
      const shopId = await addShop(database.db)
      // The smallest catalogue, in a shop of its own: code is compiled and pools are open before memory counts.
      for (const feed of feeds.slice(0, 1)) await importOnce(database, await addShop(database.db), feed)
      globalThis.gc?.()
      const idleBytes = process.memoryUsage.rss()
      const imports: MeasuredImport[] = []
      for (const feed of feeds) {
        for (const run of ['first', 'again'] as const) {
          imports.push(await measureOne(database, shopId, feed, run, idleBytes))
        }
      }
      return { driver, idleBytes, imports }
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** The two real catalogues, and 20,000 products with 3 variants each made up on the spot. */
async function listFeeds(catalogues: string, directory: string): Promise<Feed[]> {
  const mapped = async (name: string): Promise<Feed> => {
    const path = join(catalogues, `${name}.jsonl`)
    const mapping: Json = JSON.parse(
      await readFile(join(import.meta.dirname, `../../fixtures/mappings/${name}.mapping.json`), 'utf8'),
    )
    return { name, path, format: 'jsonl', mapping, rows: await countLines(path) }
  }
  return [await mapped('aws-retail'), await mapped('icecat'), await madeUp(directory)]
}

async function madeUp(directory: string): Promise<Feed> {
  const rows = 20_000
  const path = join(directory, 'variants.csv')
  const file = createWriteStream(path)
  file.write(
    'Handle,Title,Body (HTML),Vendor,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price\n',
  )
  for (let n = 0; n < rows; n += 1) {
    const sizes = ['S', 'M', 'L'].map(
      (size, at) =>
        `shirt-${n},${at === 0 ? `Shirt ${n},Soft cotton in colour ${n % 40},Mill,"cotton,new"` : ',,,'},Size,${size},s${n}-${size},${(n + at) % 7},${19 + at}.90\n`,
    )
    if (!file.write(sizes.join(''))) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
  return { name: '20,000 × 3 variants (Shopify)', path, format: 'shopify-csv', mapping: null, rows: rows * 3 }
}

async function countLines(path: string): Promise<number> {
  let lines = 0
  for await (const chunk of createReadStream(path)) {
    if (!Buffer.isBuffer(chunk)) continue
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1
  }
  return lines
}

async function onDatabase<T>(
  driver: Driver,
  directory: string,
  use: (database: Database) => Promise<T>,
): Promise<T> {
  const servers = driver === 'postgres' ? realServers() : undefined
  if (driver === 'postgres' && servers === undefined)
    throw new Error('No real servers run; see "npm run servers".')
  const scratch = servers && (await openScratch(servers))
  try {
    await using database = await openDatabase(scratch?.databaseUrl ?? `pglite://${join(directory, 'data')}`, {
      poolMax: 4,
    })
    await migrate(database.db, await readMigrations(join(import.meta.dirname, '../../migrations')))
    return await use(database)
  } finally {
    await scratch?.close()
  }
}

async function addShop(db: Db): Promise<string> {
  const id = newId('shop')
  await db.insertInto('shops').values({ id, name: id, locale: 'en', currency: 'USD' }).execute()
  return id
}

async function measureOne(
  database: Database,
  shopId: string,
  feed: Feed,
  run: MeasuredImport['run'],
  idleBytes: number,
): Promise<MeasuredImport> {
  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5)
  const jobsBefore = await countJobs(database.db, shopId)
  try {
    const measured = await importOnce(database, shopId, feed)
    const jobs = (await countJobs(database.db, shopId)) - jobsBefore
    return {
      file: feed.name,
      run,
      rowsInFile: feed.rows,
      ...measured,
      jobs,
      peakAboveIdle: Math.max(0, peak - idleBytes),
    }
  } finally {
    clearInterval(watch)
  }
}

async function importOnce({ db, counts }: Database, shopId: string, feed: Feed) {
  const started = performance.now()
  const { format, mapping } = feed
  const accepted = await receiveImport(
    { db, clock: systemClock, maxBytes: 2 ** 31 },
    { shopId, format, bytes: createReadStream(feed.path), ...(mapping === null ? {} : { mapping }) },
  )
  const received = performance.now()
  const statementsBefore = counts.statements
  const cpuBefore = process.cpuUsage()
  const processor = runImportProcessor({
    db,
    clock: systemClock,
    planChanges: planEmbedding,
    maxUnpackedBytes: 2 ** 33,
  })
  const job = {
    id: accepted.jobId ?? '',
    shopId,
    parentId: null,
    payload: { importId: accepted.id },
    token: 1,
    attempts: 0,
    signal: new AbortController().signal,
    report: () => Promise.resolve(),
  }
  const outcome = await processor.run(job, undefined)
  if (outcome.kind !== 'done') throw new Error('The import did not end.')
  await db.transaction().execute(async (trx) => processor.commit?.(trx, [{ job, result: outcome.result }]))
  const ended = performance.now()
  const cpu = process.cpuUsage(cpuBefore)
  const statements = counts.statements - statementsBefore
  const imported = await getImport(db, shopId, accepted.id)
  return {
    imported,
    receiveMs: received - started,
    runMs: ended - received,
    cpuMs: (cpu.user + cpu.system) / 1_000,
    statements,
  }
}

async function countJobs(db: Db, shopId: string): Promise<number> {
  const { n } = await db
    .selectFrom('jobs')
    .where('shop_id', '=', shopId)
    .where('kind', '!=', 'catalog.run-import')
    .select((select) => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}
