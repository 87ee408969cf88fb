/** One connection that hears notices, outside the pool: what is asked on it is answered after what was announced before. */
import pg from 'pg'
import type { PgliteSessions } from '../pglite-sessions.ts'

export interface Listener {
  /** Rows; a statement that takes longer than its limit fails, and the connection counts as lost. */
  query(text: string, parameters: readonly unknown[]): Promise<readonly unknown[]>
  close(): Promise<void>
}

export interface ListenerEvents {
  readonly onNotice: (payload: string) => void
  /** At most once; never after `close`. */
  readonly onLost: (error: Error) => void
}

export type OpenListener = (channel: string, events: ListenerEvents) => Promise<Listener>

/** Longer than a lease: an answer that comes later is worth nothing. */
const answerMs = 700

export function postgresListener(url: string): OpenListener {
  return async (channel, { onNotice, onLost }) => {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 2_000,
      query_timeout: answerMs,
      keepAlive: true,
      application_name: 'vitrine changes',
    })
    let isOpen = true
    const close = async () => {
      if (!isOpen) return
      isOpen = false
      // A server that does not answer is not waited for.
      await Promise.race([client.end().catch(() => undefined), new Promise((done) => setTimeout(done, 200))])
    }
    const lose = (error: Error) => {
      if (!isOpen) return
      void close()
      onLost(error)
    }
    client.on('notification', ({ payload }) => onNotice(payload ?? ''))
    client.on('error', lose)
    client.on('end', () => lose(new Error('The connection that listens has ended.')))
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
      await requireDirect(client)
    } catch (error) {
      await close()
      throw error
    }
    return {
      async query(text, parameters) {
        try {
          const { rows } = await client.query<Record<string, unknown>>(text, [...parameters])
          return rows
        } catch (error) {
          lose(error instanceof Error ? error : new Error(String(error)))
          throw error
        }
      },
      close,
    }
  }
}

/**
 * Behind a pooler that lends connections by transaction, notices get lost while every statement succeeds: a lease held
 * there would be a lie. A pooler gives its own number at connecting, the server tells its own when asked.
 */
async function requireDirect(client: pg.Client & { readonly processID?: unknown }): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  if (rows[0]?.pid === client.processID) return
  throw new Error(
    'DATABASE_URL leads through a connection pooler, where notices get lost; answers are checked in the database one by one. Connect API processes directly.',
  )
}

export function pgliteListener(sessions: PgliteSessions): OpenListener {
  return async (channel, { onNotice }) => {
    const stop = await sessions.listen(channel, onNotice)
    return {
      query: async (text, parameters) => (await sessions.open().query(text, parameters)).rows,
      close: stop,
    }
  }
}
