/** One log line and one observation per request, and its id in the response. */
import type { FastifyInstance } from 'fastify'
import type { ServerDeps } from './server-deps.ts'

export function observeRequests(server: FastifyInstance, { metrics }: ServerDeps): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  server.addHook('onResponse', (request, reply, done) => {
    const { method } = request
    const status = reply.statusCode
    // The pattern, never the path: a label must have few values.
    const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown')
    metrics.requests.observe({ method, route, status }, reply.elapsedTime / 1000)
    const line = {
      method,
      route,
      status,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      shopId: request.principal?.shopId,
      keyId: request.principal?.keyId,
    }
    if (status >= 500) request.log.warn(line, 'request')
    else if (status >= 400) request.log.info(line, 'request')
    else request.log.debug(line, 'request')
    done()
  })
}
