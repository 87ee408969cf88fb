/** What a PostgreSQL server does by itself and PGlite does not: there is no autovacuum. */
import { sql } from 'kysely'
import type { Logger } from '../telemetry.ts'
import type { Database } from './connect.ts'

const EVERY_MS = 15 * 60_000

/** Vacuums the embedded database now and then; on a server it does nothing. The returned function ends it. */
export function startMaintenance({ db, dialect }: Database, log: Logger): () => void {
  if (dialect !== 'pglite') return () => undefined
  const timer = setInterval(() => {
    sql`VACUUM (ANALYZE)`.execute(db).catch((error: unknown) => {
      log.warn({ err: error }, 'vacuuming the embedded database failed; it will be tried again')
    })
  }, EVERY_MS)
  return () => {
    clearInterval(timer)
  }
}
