/** The URL picks the driver: postgres:// → pg, pglite:// → PGlite in a worker thread. Both give the same JavaScript values. */
import { Kysely, PostgresDialect, type Logger } from 'kysely'
import { isAbsolute, join } from 'node:path'
import pg from 'pg'
import { lockDataDirectory } from './data-directory-lock.ts'
import { pgliteListener, postgresListener, type OpenListener } from './changes/listener.ts'
import { openInWorkerThread, type PgliteEngine } from './pglite-engine.ts'
import { pgliteDialect, pglitePool, PgliteSessions } from './pglite-sessions.ts'
import { prepareMarked } from './prepare-marked.ts'
import type { Db, Schema } from './schema.ts'
import { StatementCounts } from './statement-counts.ts'

export type DatabaseDialect = 'postgres' | 'pglite'
export type QueuePool = pg.Pool | ReturnType<typeof pglitePool>

/** An open database: `db` is what the rest of the house sees. */
export interface Database extends AsyncDisposable {
  readonly db: Db
  readonly dialect: DatabaseDialect
  readonly counts: StatementCounts
  /**
   * A pool in which BullMQ may keep its own tables (schema "bullmq"): of the PostgreSQL server `queueUrl` names, or of
   * the embedded database. The caller ends it before the database.
   */
  openQueuePool(queueUrl: string): QueuePool
  /** Opens a connection of its own that hears notices. The caller closes it before the database. */
  readonly openListener: OpenListener
}

export interface DatabaseOptions {
  readonly poolMax: number
  /** Called when an idle connection drops; the pool opens another. */
  readonly onIdleError?: (error: Error) => void
}

/** bigint fits a JavaScript number here (ids, minor units, counters stay below 2^53); dates stay plain text. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)
types.setTypeParser(pg.types.builtins.DATE, (value) => value)

const QUEUE_SEARCH_PATH = 'bullmq,public'

/** @throws AppError database.data-directory-locked when another process has the embedded directory */
export async function openDatabase(url: string, options: DatabaseOptions): Promise<Database> {
  if (!url.startsWith('pglite://')) return openPostgres(url, options)
  const directory = pgliteDirectory(url)
  const unlock = lockDataDirectory(directory)
  try {
    const engine = await openInWorkerThread(join(directory, 'postgres'))
    return await embed(engine, () => {
      unlock()
      return Promise.resolve()
    })
  } catch (error) {
    unlock()
    throw error
  }
}

/** "pglite://./data" → "data" below the working directory; "pglite:///var/lib/x" → absolute. */
export function pgliteDirectory(url: string): string {
  const path = url.slice('pglite://'.length)
  return isAbsolute(path) ? path : join(process.cwd(), path)
}

/** Wraps an open PGlite engine; tests pass an in-memory one. */
export async function embed(engine: PgliteEngine, afterClose: () => Promise<void>): Promise<Database> {
  const counts = new StatementCounts()
  // One session serves both our tables and BullMQ's; its table names differ from ours, and public comes first.
  await engine.query('SET search_path TO public, bullmq', [])
  const sessions = new PgliteSessions(engine)
  const db = new Kysely<Schema>({ dialect: pgliteDialect(sessions), log: countedBy(counts) })
  return {
    db,
    dialect: 'pglite',
    counts,
    openQueuePool: (queueUrl) =>
      queueUrl.startsWith('pglite:') ? pglitePool(sessions) : postgresQueuePool(queueUrl),
    openListener: pgliteListener(sessions),
    async [Symbol.asyncDispose]() {
      await db.destroy()
      await engine.close()
      await afterClose()
    },
  }
}

function openPostgres(url: string, { poolMax, onIdleError }: DatabaseOptions): Database {
  const counts = new StatementCounts()
  const pool = new pg.Pool({
    connectionString: url,
    max: poolMax,
    types,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'vitrine',
    // Compiling a plan costs more than any of our statements runs.
    options: '-c jit=off',
  })
  pool.on('error', (error) => onIdleError?.(error))
  pool.on('connect', prepareMarked)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), log: countedBy(counts) })
  return {
    db,
    dialect: 'postgres',
    counts,
    openQueuePool: postgresQueuePool,
    openListener: postgresListener(url),
    async [Symbol.asyncDispose]() {
      await db.destroy()
    },
  }
}

function postgresQueuePool(url: string): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max: 10,
    options: `-c search_path=${QUEUE_SEARCH_PATH}`,
    keepAlive: true,
  })
}

/** Kysely tells of every statement, those that open and close transactions included. */
function countedBy(counts: StatementCounts): Logger {
  return ({ query }) => {
    counts.count(query.sql)
  }
}
