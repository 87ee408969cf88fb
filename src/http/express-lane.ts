/**
 * The shortest way for what storefronts ask most: the same bytes to POST /v1/recommendations again, with the same secret or
 * restricted key, while their slate is ready. Such a request passes the guards of every other (key, scope, rate limit,
 * pressure, drain) by the same functions and gets the same headers, but no framework: no hooks, no parser, no schema, which
 * took most of its time (docs/decisions/0018-express-lane.md). Everything else is handed on untouched, and so is whatever
 * is not plain: browsers, compressed or chunked bodies, refusals, traced or logged requests.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { RateLimiterRes } from 'rate-limiter-flexible'
import { newId } from '../ids.ts'
import { createMemo } from '../recommendations/memory/slate-memo.ts'
import { recommendReady, type KnownQuestion } from '../recommendations/recommend-ready.ts'
import { recommendationRequestSchema } from '../recommendations/recommendation.ts'
import type { Principal } from '../security/api-key.ts'
import type { Authenticator } from '../security/authenticate.ts'
import { presentedKey } from './guards/authenticate.ts'
import { limitHeaders, type OpenRateLimits } from './guards/rate-limit.ts'
import { recommendationCost } from './limits.ts'
import type { ServerDeps } from './server-deps.ts'

export interface LaneGuards {
  readonly authenticate: Authenticator
  readonly rateLimits: OpenRateLimits
  readonly browserHeaders: Readonly<Record<string, string>>
}

const path = '/v1/recommendations'
const labels = { method: 'POST', route: path, status: 200 } as const
/** Longer questions are rarely asked twice. */
const bodyBytesMax = 2_048
const questionsMax = 10_000
const questionsKeptMs = 10 * 60_000

type Handler = (request: IncomingMessage, response: ServerResponse) => void

export function openExpressLane(server: FastifyInstance, deps: ServerDeps, guards: LaneGuards): void {
  // Spans and debug lines are written by hooks.
  if (deps.tracer !== undefined || deps.log.isLevelEnabled('debug')) return
  const questions = createMemo<KnownQuestion>({
    entriesMax: questionsMax,
    keptMs: questionsKeptMs,
    clock: deps.clock,
  })
  /** Bodies on the ordinary way, so that they are known from their answer on. */
  const passing = new WeakMap<IncomingMessage, string>()
  let isClosing = false
  server.addHook('preClose', (done) => {
    isClosing = true
    done()
  })
  server.addHook('onResponse', ({ raw }, { statusCode }, done) => {
    const text = passing.get(raw)
    if (text !== undefined && statusCode === 200) learn(questions.set, text)
    done()
  })
  server.addHook('onListen', (done) => {
    const [handle] = server.server.listeners('request')
    if (handle !== undefined) {
      server.server.removeAllListeners('request')
      server.server.on(
        'request',
        enter((request, response) => void handle.call(server.server, request, response)),
      )
    }
    done()
  })
  const answer = createAnswer(deps, guards)

  function enter(handle: Handler): Handler {
    return (request, response) => {
      if (isClosing || !isPlain(request) || server.isUnderPressure()) {
        handle(request, response)
        return
      }
      const startedAt = deps.clock.monotonicMs()
      // The parser has read the rest of the packet by then; as a rule that is the whole body.
      process.nextTick(() => {
        const read: unknown = request.read()
        const bytes = Buffer.isBuffer(read) ? read : undefined
        const text = bytes?.toString()
        const isWhole = text !== undefined && bytes?.length === Number(request.headers['content-length'])
        const question = isWhole ? questions.get(text) : undefined
        const handOn = () => {
          if (isWhole && question === undefined) passing.set(request, text)
          if (bytes !== undefined) request.unshift(bytes)
          handle(request, response)
        }
        if (question === undefined || !answer(request, response, question, startedAt, handOn)) handOn()
      })
    }
  }
}

function isPlain({ method, url, headers }: IncomingMessage): boolean {
  return (
    method === 'POST' && url === path && headers['content-type'] === 'application/json' && isBare(headers)
  )
}

function isBare(headers: IncomingHttpHeaders): boolean {
  return (
    headers.origin === undefined &&
    headers['content-encoding'] === undefined &&
    headers['transfer-encoding'] === undefined &&
    headers.expect === undefined &&
    Number(headers['content-length']) <= bodyBytesMax
  )
}

/** Only what says nothing about a visitor can be asked again by anybody. */
function learn(know: (text: string, question: KnownQuestion) => void, text: string): void {
  const request = recommendationRequestSchema.parse(JSON.parse(text))
  if (request.session === undefined && request.visitor === undefined) know(text, { request })
}

function createAnswer({ recommendations, metrics, clock, log }: ServerDeps, guards: LaneGuards) {
  const { authenticate, browserHeaders } = guards
  const { perKey } = guards.rateLimits
  const fixed = [
    ...Object.entries(browserHeaders).flat(),
    ...['vary', 'Origin', 'content-type', 'application/json; charset=utf-8'],
  ]

  /** False when the request must go the ordinary way; after true, `handOn` is called when the limit refuses it. */
  return (
    request: IncomingMessage,
    response: ServerResponse,
    question: KnownQuestion,
    startedAt: number,
    handOn: () => void,
  ): boolean => {
    const principal = known(authenticate, request.headers.authorization)
    if (principal === undefined) return false
    const ready = ifValid(() => recommendReady(recommendations, principal.shopId, question))
    if (ready === undefined) return false
    const send = (state: RateLimiterRes) => {
      const { json, ageSeconds } = ready()
      const bytes = Buffer.byteLength(json)
      response.writeHead(200, [
        ...fixed,
        ...limitHeaders(perKey, state),
        ...['x-request-id', newId('req'), 'age', String(ageSeconds)],
        ...['content-length', String(bytes)],
      ])
      // As many bytes as characters: ASCII, which Node writes faster as Latin-1 than as UTF-8.
      response.end(json, bytes === json.length ? 'latin1' : 'utf8')
      metrics.requests.observe(labels, (clock.monotonicMs() - startedAt) / 1_000)
    }
    perKey.limiter
      .consume(principal.keyId, recommendationCost)
      .then(send, handOn)
      .catch((error: unknown) => {
        log.error({ err: error }, 'a remembered recommendation could not be sent')
        response.destroy()
      })
    return true
  }
}

/** Whoever may ask, when that is known without asking; publishable keys are also limited by address and origin. */
function known(authenticate: Authenticator, authorization: string | undefined): Principal | undefined {
  const presented = presentedKey(authorization)
  const principal = presented === undefined ? undefined : authenticate(presented)
  if (principal === undefined || principal instanceof Promise) {
    principal?.catch(() => undefined)
    return undefined
  }
  return principal.kind !== 'publishable' && principal.scopes.includes('reco:read') ? principal : undefined
}

/** What is wrong with a question is told on the ordinary way. */
function ifValid<T>(find: () => T): T | undefined {
  try {
    return find()
  } catch {
    return undefined
  }
}
