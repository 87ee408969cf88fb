/**
 * Text that PostgreSQL cannot hold is refused before it gets there: the character U+0000 and half a surrogate pair
 * (its UTF-8 and its jsonb have neither), in paths, queries and bodies alike.
 */
import type { FastifyInstance } from 'fastify'
import { AppError } from '../../errors.ts'

const UNSTORABLE = /[\0\p{Surrogate}]/u

export function refuseUnstorableText(server: FastifyInstance): void {
  server.addHook('preHandler', (request, _reply, done) => {
    const parts = [
      ['path', request.params],
      ['query', request.query],
      ['', request.routeOptions.config.checksOwnText === true ? undefined : request.body],
    ] as const
    const path = parts.map(([name, part]) => findUnstorable(part, name)).find((found) => found !== undefined)
    done(path === undefined ? undefined : refusal(path))
  })
}

/** False for a body that holds such text anywhere. */
export function isStorable(body: unknown): boolean {
  return findUnstorable(body, '') === undefined
}

/** Where the first such text is; undefined when there is none. Uploads are streams and are looked at by their readers. */
function findUnstorable(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? path || 'body' : undefined
  if (!isPlain(value)) return undefined
  for (const [name, inner] of Object.entries(value)) {
    const here = path === '' ? name : `${path}.${name}`
    const found = UNSTORABLE.test(name) ? path || 'body' : findUnstorable(inner, here)
    if (found !== undefined) return found
  }
  return undefined
}

function isPlain(value: unknown): value is object {
  if (Array.isArray(value)) return true
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function refusal(path: string): AppError {
  const message = 'holds U+0000 or half a surrogate pair, which no text can'
  return new AppError('request.invalid', `${path}: ${message}`, { errors: [{ path, message }] })
}
