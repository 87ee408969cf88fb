/** The `Idempotency-Key` header: from a request to `once`, and from its outcome to the response. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../database/schema.ts'
import { once, type OnceOutcome, type StoredAnswer } from '../security/idempotency.ts'
import { shopIdOf } from './guards/authenticate.ts'

/** Headers of a route that starts work. Other headers pass: proxies and browsers add many. */
export const idempotencyHeadersSchema = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/, 'must be 1 to 255 printable ASCII characters')
    .optional()
    .describe('Repeat a request with the same key and body and the first answer comes back; kept seven days'),
})

/** Headers of a route that must not be repeated from a stored answer, because its answer holds a secret. */
export const noIdempotencyHeadersSchema = z.object({
  'idempotency-key': z
    .undefined({ error: 'is not taken here: a stored answer would keep the secret key' })
    .optional(),
})

/** What a new piece of work answers: a status, where it can be watched, and its first representation. */
export interface Accepted<T> {
  readonly status: 200 | 201 | 202
  readonly location: string | null
  readonly resource: T
}

/**
 * Runs `accept` at most once per Idempotency-Key and answers with its outcome, or with the answer stored for the key.
 *
 * @param schema the response schema; it turns the resource into the JSON that is sent now and stored for repeats
 */
export async function answerOnce<S extends z.ZodType>(
  db: Db,
  request: FastifyRequest,
  reply: FastifyReply,
  schema: S,
  accept: (trx: Db, shopId: string) => Promise<Accepted<z.output<S>>>,
): Promise<FastifyReply> {
  const shopId = shopIdOf(request)
  const outcome = await once(
    db,
    { shopId, key: idempotencyKeyOf(request), fingerprint: fingerprintOf(request) },
    async (trx) => storable(schema, await accept(trx, shopId)),
  )
  return sendOutcome(reply, outcome)
}

/** The answer as it is kept in the database. */
export function storable<S extends z.ZodType>(
  schema: S,
  { status, location, resource }: Accepted<z.output<S>>,
): StoredAnswer {
  return { status, location, body: JSON.stringify(z.encode(schema, resource)) }
}

/** Status, Location, `Idempotent-Replayed` and body of an outcome; the body is JSON already. */
export function sendOutcome(reply: FastifyReply, { answer, replayed }: OnceOutcome): FastifyReply {
  reply.code(answer.status).type('application/json; charset=utf-8')
  if (answer.location !== null) reply.header('location', answer.location)
  if (replayed) reply.header('idempotent-replayed', 'true')
  return reply.serializer(String).send(answer.body)
}

export function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  return typeof key === 'string' ? key : undefined
}

/** SHA-256 of method, path with query, and body. A parsed body has its schema's key order; `bytesHash` stands for a streamed one. */
export function fingerprintOf(request: FastifyRequest, bytesHash?: Uint8Array): Uint8Array {
  const hash = createHash('sha256').update(`${request.method} ${request.url}\n`)
  return hash.update(bytesHash ?? JSON.stringify(request.body ?? null)).digest()
}
