/**
 * Errors as RFC 9457 problems. The kind of an error alone decides its status; the table below does not compile
 * until every kind has one. Details of our own faults stay in the log, found by the request id.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AppError } from '../../errors.ts'
import { type ErrorKind } from '../../errors.ts'
import { toAppError } from './translate-error.ts'

export const statusOf: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  gone: 410,
  'not-allowed': 405,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  unprocessable: 422,
  limited: 429,
  internal: 500,
  unavailable: 503,
}

export const problemMediaType = 'application/problem+json'

export const problemSchema = z
  .object({
    type: z.string().describe('Link to the description of the code'),
    title: z.string().describe('The same for every problem with this code'),
    status: z.int(),
    detail: z.string().describe('What was wrong this time and what to do'),
    instance: z.string().describe('Path of the request'),
    code: z.string().describe('Stable name of the problem; programs decide by this'),
    requestId: z.string().describe('Names the request in our log'),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .describe('One entry per wrong field: "variants.0.price", "query.limit", "header.idempotency-key"'),
  })
  .meta({
    id: 'Problem',
    description: 'RFC 9457 problem details',
    examples: [
      {
        type: '/docs/errors#request.invalid',
        title: 'The request does not match its schema',
        status: 400,
        detail: 'query.limit: Too big: expected number to be <=100',
        instance: '/v1/products',
        code: 'request.invalid',
        requestId: 'req_01JD0000000000000000000000',
        errors: [{ path: 'query.limit', message: 'Too big: expected number to be <=100' }],
      },
    ],
  })
export type Problem = z.output<typeof problemSchema>

/** Without a retry time of its own, a limited or unavailable answer asks for this pause. */
const retryAfterSeconds = 1

/** Answers a request with what went wrong. `publicUrl` makes the type link absolute. */
export function sendProblem(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string | undefined,
): FastifyReply {
  const error = toAppError(thrown)
  const problem = problemOf(error, {
    instance: request.url.split('?', 1)[0] ?? '',
    requestId: request.id,
    publicUrl,
  })
  if (error.kind === 'internal') request.log.error({ err: thrown }, 'request failed')
  if (error.code === 'database.unavailable') request.log.warn({ err: thrown }, 'the database did not answer')
  reply.code(problem.status).type(problemMediaType).header('cache-control', 'no-store')
  if (error.kind === 'limited' || error.kind === 'unavailable' || error.retryAfterMs !== undefined) {
    const seconds = Math.ceil((error.retryAfterMs ?? retryAfterSeconds * 1000) / 1000)
    reply.header('retry-after', String(Math.max(seconds, 1)))
  }
  if (error.kind === 'unauthenticated') reply.header('www-authenticate', 'Bearer realm="vitrine"')
  if (error.code === 'security.scope-missing') {
    reply.header('www-authenticate', 'Bearer realm="vitrine", error="insufficient_scope"')
  }
  // An upload that is refused would otherwise be read to its end and thrown away.
  if (hasUnreadBody(request)) reply.header('connection', 'close')
  return reply.serializer(JSON.stringify).send(problem)
}

export interface ProblemContext {
  readonly instance: string
  readonly requestId: string
  readonly publicUrl?: string | undefined
}

export function problemOf(error: AppError, { instance, requestId, publicUrl }: ProblemContext): Problem {
  const detail =
    error.kind === 'internal' ? 'We have logged it; quote the requestId when you ask.' : error.message
  return {
    type: `${publicUrl?.replace(/\/$/, '') ?? ''}/docs/errors#${error.code}`,
    title: error.title,
    status: statusOf[error.kind],
    detail,
    instance,
    code: error.code,
    requestId,
    ...(error.errors.length === 0 ? {} : { errors: [...error.errors] }),
  }
}

function hasUnreadBody({ raw }: FastifyRequest): boolean {
  const announced =
    raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length'] ?? 0) > 0
  return announced && !raw.readableEnded
}
