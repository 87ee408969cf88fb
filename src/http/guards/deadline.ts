/**
 * No request may take longer than its route's limit, from its headers to the end of its answer: a body that trickles in
 * is cut off as a handler that hangs is. Fastify's own `handlerTimeout` names the limit but does not keep it, because it
 * makes and aborts an AbortSignal for every request, which was a sixth of a remembered recommendation (profiled).
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError } from '../../errors.ts'

export function limitRequestTime(server: FastifyInstance, defaultMs: number): void {
  server.addHook('onRoute', (route) => {
    route.config = { ...route.config, limitMs: route.handlerTimeout ?? defaultMs }
    delete route.handlerTimeout
  })
  server.addHook('onRequest', (request, reply, done) => {
    const limitMs = request.routeOptions.config.limitMs ?? defaultMs
    const timer = setTimeout(expire, limitMs, reply, limitMs)
    // After an answer, and when the client leaves without one.
    reply.raw.once('close', () => {
      clearTimeout(timer)
    })
    done()
  })
}

function expire(reply: FastifyReply, limitMs: number): void {
  // A hijacked answer looks after itself.
  if (reply.sent) return
  const expired = new AppError(
    'request.timeout',
    `The request was not done within ${String(limitMs)} ms; try again.`,
  )
  if (reply.raw.headersSent) reply.raw.destroy(expired)
  else void reply.send(expired)
}
