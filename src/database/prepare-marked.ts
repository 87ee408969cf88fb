/**
 * Prepared statements for the few queries that are asked hundreds of times a second: parsing and planning cost them as
 * much as running. A statement asks for it by its first words. PostgreSQL keeps the plan per connection, so PgBouncer
 * must know of prepared statements (1.21 or later with max_prepared_statements above 0). PGlite ignores the mark.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'

/** A statement that starts so is prepared; only for those whose best plan does not depend on the parameters. */
export const preparedMark = '/* prepared */'

/** A plan takes some 100 KB of the server's memory and stays as long as the connection. Later texts are parsed each time. */
const preparedMax = 50

/** Gives marked statements of this connection a name, by which PostgreSQL prepares them. */
export function prepareMarked(client: pg.ClientBase): void {
  const names = new Map<string, string>()
  const query: unknown = Reflect.get(client, 'query')
  if (typeof query !== 'function') throw new TypeError('This is no client of pg.')
  const named = (text: unknown, values: unknown): unknown[] => {
    if (typeof text !== 'string' || !text.startsWith(preparedMark)) return [text, values]
    const known = names.get(text)
    if (known === undefined && names.size >= preparedMax) return [text, values]
    const name = known ?? createHash('sha256').update(text).digest('base64url').slice(0, 24)
    names.set(text, name)
    return [{ name, text, values }]
  }
  Object.defineProperty(client, 'query', {
    value: (text: unknown, values: unknown, ...rest: unknown[]): unknown =>
      Reflect.apply(query, client, [...named(text, values), ...rest]),
  })
}
