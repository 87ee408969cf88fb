/**
 * The HTTP door: hardening, guards in order, then an explicit list of routes. A request passes: id, unknown route,
 * pressure, key and scope, CORS, rate limit, body, schema, storable text, handler with deadline.
 */
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyContextConfig,
  type FastifyInstance,
} from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { AppError } from '../errors.ts'
import { newId } from '../ids.ts'
import { createAuthenticator } from '../security/authenticate.ts'
import { describeApi } from './docs/openapi.ts'
import { serveReference } from './docs/reference.ts'
import { createEventStreams } from './event-stream.ts'
import { openExpressLane } from './express/express-lane.ts'
import { requireKeys } from './guards/authenticate.ts'
import { setBrowserHeaders } from './guards/browser-headers.ts'
import { allowShopOrigins } from './guards/cors.ts'
import { limitRequestTime } from './guards/deadline.ts'
import { closeAfterAnswer } from './guards/drain.ts'
import { defaultPressureLimits, shedUnderPressure, type PressureLimits } from './guards/pressure.ts'
import { createRateLimits, limitRequests } from './guards/rate-limit.ts'
import { refuseUnstorableText } from './guards/storable-text.ts'
import { refuseUnknownRoutes } from './guards/unknown-route.ts'
import { limits } from './limits.ts'
import { sendProblem } from './problems/problem.ts'
import { observeRequests } from './request-log.ts'
import { enforceRoutePolicy } from './route-policy.ts'
import { addProbeRoutes, addRoutes } from './routes/all-routes.ts'
import { answerBrokenRequest } from './problems/broken-request.ts'
import { traceRequests } from './trace-requests.ts'
import type { ServerDeps } from './server-deps.ts'

export interface ServerOptions {
  readonly pressure?: PressureLimits
  /** "probes": what an operator's machinery asks a worker, and nothing else. */
  readonly routes?: 'all' | 'probes'
}

/** A server that is not listening yet; `ready` and `listen` reject when a route breaks the policy. */
export async function createServer(deps: ServerDeps, options: ServerOptions = {}): Promise<FastifyInstance> {
  const publicUrl = deps.config.PUBLIC_URL
  const log: FastifyBaseLogger = deps.log
  const server: FastifyInstance = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId('req'),
    requestIdHeader: false,
    trustProxy: deps.config.TRUST_PROXY.length === 0 ? false : [...deps.config.TRUST_PROXY],
    requestTimeout: limits.uploadMs,
    connectionTimeout: limits.idleConnectionMs,
    keepAliveTimeout: limits.keepAliveMs,
    bodyLimit: limits.bodyBytes,
    maxRequestsPerSocket: limits.requestsPerSocket,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { maxParamLength: limits.paramChars },
    http: {
      headersTimeout: limits.headersMs,
      maxHeaderSize: limits.headerBytes,
      connectionsCheckingInterval: limits.timeoutCheckMs,
    },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      sendProblem(error, request, reply, publicUrl)
    },
  })
  // Fastify reads plain text by default; no route takes it, and uploads bring their own parser.
  server.removeContentTypeParser('text/plain')
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  // Unknown routes are refused earlier; this answers what a plugin does not find (a file of the reference, a preflight).
  server.setNotFoundHandler((request, reply) =>
    sendProblem(
      new AppError('request.not-found', 'There is nothing at this path.'),
      request,
      reply,
      publicUrl,
    ),
  )
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, publicUrl))

  const routes = enforceRoutePolicy(server)
  limitRequestTime(server, limits.handlerMs)
  closeAfterAnswer(server)
  if (deps.tracer !== undefined) traceRequests(server, deps.tracer)
  observeRequests(server, deps)
  hintCommittedWork(server, deps)
  const browserHeaders = await setBrowserHeaders(server)
  refuseUnknownRoutes(server, routes)
  await shedUnderPressure(server, options.pressure ?? defaultPressureLimits)
  const rateLimits = createRateLimits(deps.config)
  const authenticate = createAuthenticator(deps)
  requireKeys(server, authenticate, rateLimits)
  if (options.routes !== 'probes') await allowShopOrigins(server, deps)
  limitRequests(server, rateLimits)
  refuseUnstorableText(server)
  if (options.routes === 'probes') {
    addProbeRoutes(server, deps)
    return server
  }

  await describeApi(server, publicUrl)
  await serveReference(server)
  addRoutes(server, deps, createEventStreams(server))
  openExpressLane(server, deps, { authenticate, rateLimits, browserHeaders })
  return server
}

/** What a request has committed is hinted to the queue at once; the relay's own timer serves other processes' commits. */
function hintCommittedWork(server: FastifyInstance, { relay }: Pick<ServerDeps, 'relay'>): void {
  server.addHook('onResponse', (request, _reply, done) => {
    if (request.method !== 'GET' && !isReading(request.routeOptions.config)) relay.poke()
    done()
  })
}

/** Storefronts ask by POST and change nothing. */
function isReading({ scope }: FastifyContextConfig): boolean {
  return scope?.endsWith(':read') === true
}
