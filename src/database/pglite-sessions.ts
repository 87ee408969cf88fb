/**
 * Many logical sessions over PGlite's one connection. A session that opens a transaction has the connection for
 * itself until it commits or rolls back; everybody else waits in line. Two faces: a Kysely driver, and the
 * structural pool that BullMQ's Postgres backend expects.
 */
import { EventEmitter } from 'node:events'
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
} from 'kysely'
import type { EngineResult, PgliteEngine } from './pglite-engine.ts'

export class PgliteSessions {
  readonly #engine: PgliteEngine
  /** The end of the line: each new holder waits for the one before. */
  #tail: Promise<void> = Promise.resolve()

  constructor(engine: PgliteEngine) {
    this.#engine = engine
  }

  open(): PgliteSession {
    return new PgliteSession(this.#engine, () => this.#takeTurn())
  }

  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>> {
    return this.#alone(() => this.#engine.listen(channel, onPayload))
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.#takeTurn()
    try {
      return await work()
    } finally {
      release()
    }
  }

  /** Resolves when the connection is ours, to the function that gives it back. */
  async #takeTurn(): Promise<() => void> {
    const before = this.#tail
    let finish = () => {}
    this.#tail = new Promise((resolve) => {
      finish = resolve
    })
    await before
    return finish
  }
}

/** Comments and white space before the first word, which would hide BEGIN, LISTEN and the like. */
const leadingNoise = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/

export class PgliteSession {
  readonly #engine: PgliteEngine
  readonly #takeTurn: () => Promise<() => void>
  /** Set while a transaction of this session holds the connection. */
  #release: (() => void) | undefined

  constructor(engine: PgliteEngine, takeTurn: () => Promise<() => void>) {
    this.#engine = engine
    this.#takeTurn = takeTurn
  }

  async query(text: string, parameters: readonly unknown[]): Promise<EngineResult> {
    const verb = /^[a-z]+/i.exec(text.replace(leadingNoise, ''))?.[0].toUpperCase()
    const opens = verb === 'BEGIN' || verb === 'START'
    const closes = verb === 'COMMIT' || verb === 'ROLLBACK' || verb === 'END' || verb === 'ABORT'
    if (this.#release === undefined) {
      const release = await this.#takeTurn()
      if (opens) this.#release = release
      try {
        return await this.#engine.query(text, parameters)
      } finally {
        if (!opens) release()
      }
    }
    try {
      return await this.#engine.query(text, parameters)
    } finally {
      // "ROLLBACK TO SAVEPOINT" stays inside the transaction.
      if (closes && !/^\s*rollback\s+to\b/i.test(text)) this.#giveBack()
    }
  }

  /** Ends what the session left open, so that the line moves on. */
  async release(): Promise<void> {
    if (this.#release === undefined) return
    try {
      await this.#engine.query('ROLLBACK', [])
    } finally {
      this.#giveBack()
    }
  }

  #giveBack(): void {
    const release = this.#release
    this.#release = undefined
    release?.()
  }
}

/** Kysely over the sessions; the SQL is that of PostgreSQL. */
export function pgliteDialect(sessions: PgliteSessions): Dialect {
  const connections = new WeakMap<DatabaseConnection, PgliteSession>()
  const run = (connection: DatabaseConnection, text: string) =>
    connection.executeQuery(CompiledQuery.raw(text))
  return {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ({
      init: () => Promise.resolve(),
      acquireConnection() {
        const session = sessions.open()
        const connection: DatabaseConnection = {
          async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
            const result = await session.query(query.sql, query.parameters)
            return { rows: typedRows<R>(result), numAffectedRows: BigInt(result.rowCount) }
          },
          streamQuery() {
            throw new Error('Streaming is not offered by the embedded database; read pages by key.')
          },
        }
        connections.set(connection, session)
        return Promise.resolve(connection)
      },
      async beginTransaction(connection, settings) {
        const level =
          settings.isolationLevel === undefined ? '' : ` isolation level ${settings.isolationLevel}`
        await run(connection, `begin${level}`)
      },
      async commitTransaction(connection) {
        await run(connection, 'commit')
      },
      async rollbackTransaction(connection) {
        await run(connection, 'rollback')
      },
      async releaseConnection(connection) {
        await connections.get(connection)?.release()
      },
      destroy: () => Promise.resolve(),
    }),
  }
}

/** A client as BullMQ's Postgres backend uses it: queries, LISTEN with notifications, release. */
class PooledSession extends EventEmitter {
  readonly #sessions: PgliteSessions
  readonly #session: PgliteSession
  readonly #stops = new Map<string, () => Promise<void>>()

  constructor(sessions: PgliteSessions) {
    super()
    this.#sessions = sessions
    this.#session = sessions.open()
  }

  async query<R>(
    text: string,
    parameters: readonly unknown[] = [],
  ): Promise<{ rows: R[]; rowCount: number }> {
    const subscription = /^(UNLISTEN|LISTEN)\s+("?)([\w:.-]+|\*)\2/i.exec(text.replace(leadingNoise, ''))
    if (subscription) {
      await this.#subscribe(subscription[1]?.toUpperCase() === 'LISTEN', subscription[3] ?? '')
      return { rows: [], rowCount: 0 }
    }
    const result = await this.#session.query(text, parameters)
    return { rows: typedRows<R>(result), rowCount: result.rowCount }
  }

  async #subscribe(listen: boolean, channel: string): Promise<void> {
    if (listen) {
      if (this.#stops.has(channel)) return
      const stop = await this.#sessions.listen(channel, (payload) =>
        this.emit('notification', { channel, payload }),
      )
      this.#stops.set(channel, stop)
      return
    }
    for (const [name, stop] of [...this.#stops]) {
      if (channel !== '*' && channel !== name) continue
      this.#stops.delete(name)
      await stop()
    }
  }

  release(): void {
    void this.#session.release().catch(() => undefined)
    void this.#subscribe(false, '*').catch(() => undefined)
  }
}

/** The pool BullMQ takes: it never owns the database, so `end` leaves it open. */
export function pglitePool(sessions: PgliteSessions) {
  const errors = new EventEmitter()
  const direct = new PooledSession(sessions)
  return {
    query: <R>(text: string, parameters?: readonly unknown[]) => direct.query<R>(text, parameters),
    connect: () => Promise.resolve(new PooledSession(sessions)),
    end: () => Promise.resolve(),
    on(event: string, listener: (...values: unknown[]) => void) {
      errors.on(event, listener)
      return this
    },
    removeAllListeners(event?: string) {
      errors.removeAllListeners(event)
      return this
    },
  }
}

/** A driver cannot know row types: the caller states them, as with every driver. */
function typedRows<R>({ rows }: EngineResult): R[] {
  return isRowsOf<R>(rows) ? rows : []
}

function isRowsOf<R>(rows: unknown): rows is R[] {
  return Array.isArray(rows)
}
