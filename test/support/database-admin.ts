/** What test set-up does to a PostgreSQL server as its owner. */
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

/** The same server, another database. */
export function inDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

/** Runs one statement outside any transaction, as CREATE and DROP DATABASE want it. */
export async function withAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** An autovacuum worker in the database belongs to the superuser and may not be ended by us; it leaves by itself. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await withAdmin(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      return
    } catch (error) {
      if (tries === 20) throw error
      await setTimeout(250)
    }
  }
}
