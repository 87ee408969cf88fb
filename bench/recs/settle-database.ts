/**
 * Millions of new rows are followed by autovacuum, which takes a core for minutes: the tables are vacuumed here, and whatever
 * runs already is waited for, so that the first stream is measured like the last.
 */
import { sql } from 'kysely'
import type { BenchShop } from '../shop/open-shop.ts'

const limitMs = 5 * 60_000

export async function settleDatabase({ database: { db } }: Pick<BenchShop, 'database'>): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`.execute(db)
  for (const { name } of rows) await sql.raw(`VACUUM (ANALYZE) ${name}`).execute(db)
  const until = performance.now() + limitMs
  while (performance.now() < until) {
    const running = await sql`SELECT FROM pg_stat_progress_vacuum WHERE datname = current_database()`.execute(
      db,
    )
    if (running.rows.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error('The database did not come to rest.')
}
