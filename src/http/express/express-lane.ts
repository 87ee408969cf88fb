/**
 * The shortest way for what a shop's own servers ask most: POST /v1/recommendations with a secret or restricted key. Such a
 * request passes the guards of every other (key, scope, rate limit, pressure, drain, deadline, text that cannot be stored)
 * by the same functions and gets the same headers, but no framework: no hooks and no parsers, which took most of the time
 * of an answer that is ready (docs/decisions/0018-express-lane.md). Whatever is not plain is handed on untouched, and so is
 * everything that is refused: browsers, compressed or chunked bodies, traced or logged requests, all errors.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { recommendReady, type KnownQuestion } from '../../recommendations/recommend-ready.ts'
import { recommend } from '../../recommendations/recommend.ts'
import type { Answer } from '../../recommendations/serving/answer/issue-slate.ts'
import type { Principal } from '../../security/api-key.ts'
import type { Authenticator } from '../../security/authenticate.ts'
import { presentedKey } from '../guards/authenticate.ts'
import { limitHeaders, type OpenRateLimits } from '../guards/rate-limit.ts'
import { limits, recommendationCost } from '../limits.ts'
import { problemMediaType, problemOf } from '../problems/problem.ts'
import type { ServerDeps } from '../server-deps.ts'
import { collectTimes, type AnswerTimes } from './answer-times.ts'
import { createQuestions, ifValid } from './read-question.ts'

export interface LaneGuards {
  readonly authenticate: Authenticator
  readonly rateLimits: OpenRateLimits
  readonly browserHeaders: Readonly<Record<string, string>>
}

const path = '/v1/recommendations'
/** Longer questions take the ordinary way. */
const bodyBytesMax = 4_096

const expired = new AppError(
  'request.timeout',
  `The request was not done within ${String(limits.recommendationMs)} ms; try again.`,
)

type Handler = (request: IncomingMessage, response: ServerResponse) => void

export function openExpressLane(server: FastifyInstance, deps: ServerDeps, guards: LaneGuards): void {
  // Spans and debug lines are written by hooks.
  if (deps.tracer !== undefined || deps.log.isLevelEnabled('debug')) return
  let isClosing = false
  const times = collectTimes(deps.metrics.requests, { method: 'POST', route: path, status: 200 })
  const serve = createLane(deps, guards, { isClosing: () => isClosing, times })
  server.addHook('preClose', (done) => {
    isClosing = true
    done()
  })
  server.addHook('onClose', (_server, done) => {
    times[Symbol.dispose]()
    done()
  })
  server.addHook('onListen', (done) => {
    const [handle] = server.server.listeners('request')
    if (handle === undefined) throw new Error('Fastify listens to requests.')
    server.server.removeAllListeners('request')
    server.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const handOn: Handler = (...both) => void handle.call(server.server, ...both)
      if (isClosing || !isPlain(request) || server.isUnderPressure()) handOn(request, response)
      else serve(request, response, handOn)
    })
    done()
  })
}

function isPlain({ method, url, headers }: IncomingMessage): boolean {
  return (
    method === 'POST' &&
    url === path &&
    headers['content-type'] === 'application/json' &&
    headers.origin === undefined &&
    headers['content-encoding'] === undefined &&
    headers['transfer-encoding'] === undefined &&
    Number(headers['content-length']) <= bodyBytesMax
  )
}

function createLane(
  { recommendations, metrics, clock, log, config }: ServerDeps,
  guards: LaneGuards,
  { isClosing, times }: { readonly isClosing: () => boolean; readonly times: AnswerTimes },
) {
  const { perKey } = guards.rateLimits
  const findQuestion = createQuestions(clock)
  const fixed = [...Object.entries(guards.browserHeaders).flat(), 'vary', 'Origin']

  return (request: IncomingMessage, response: ServerResponse, handle: Handler): void => {
    const startedAt = clock.monotonicMs()
    // The parser has read the rest of the packet by then; as a rule that is the whole body.
    process.nextTick(() => {
      const read: unknown = request.read()
      const bytes = Buffer.isBuffer(read) ? read : undefined
      const handOn = () => {
        if (bytes !== undefined) request.unshift(bytes)
        handle(request, response)
      }
      if (bytes?.length !== Number(request.headers['content-length'])) {
        handOn()
        return
      }
      const principal = known(guards.authenticate, request.headers.authorization)
      const question = principal && findQuestion(bytes.toString())
      if (principal === undefined || question === undefined) handOn()
      else answer(principal, question, { response, startedAt, handOn })
    })
  }

  function answer(
    { keyId, shopId }: Principal,
    question: KnownQuestion,
    { response, startedAt, handOn }: { response: ServerResponse; startedAt: number; handOn: () => void },
  ): void {
    const ready = ifValid(() => recommendReady(recommendations, shopId, question))
    const requestId = newId('req')
    const send = (state: RateLimiterRes, status: number, body: string, headers: readonly string[]) => {
      if (response.headersSent || response.destroyed) return
      const length = Buffer.byteLength(body)
      const own = ['x-request-id', requestId, 'content-length', String(length)]
      // As guards/drain.ts does: a client that keeps its connection open would keep the process from ending.
      const last = isClosing() ? ['connection', 'close'] : []
      response.writeHead(status, [...fixed, ...limitHeaders(perKey, state), ...own, ...headers, ...last])
      // As many bytes as characters: ASCII, which Node writes faster as Latin-1.
      response.end(body, length === body.length ? 'latin1' : 'utf8')
      const seconds = (clock.monotonicMs() - startedAt) / 1_000
      if (status === 200) times.add(seconds)
      else metrics.requests.observe({ method: 'POST', route: path, status }, seconds)
    }
    const sendAnswer = (state: RateLimiterRes, { json, ageSeconds }: Answer) => {
      send(state, 200, json, ['content-type', 'application/json; charset=utf-8', 'age', String(ageSeconds)])
    }
    const expire = (state: RateLimiterRes) => {
      const problem = problemOf(expired, { instance: path, requestId, publicUrl: config.PUBLIC_URL })
      log.warn(
        { method: 'POST', route: path, status: problem.status, shopId, keyId, reqId: requestId },
        'request',
      )
      send(state, problem.status, JSON.stringify(problem), [
        ...['content-type', problemMediaType, 'cache-control', 'no-store', 'retry-after', '1'],
      ])
    }
    const work = async (state: RateLimiterRes) => {
      const timer = setTimeout(expire, limits.recommendationMs, state)
      try {
        sendAnswer(state, await recommend(recommendations, shopId, question.request))
      } catch {
        // The ordinary way says what is wrong, and takes its own points for it.
        await perKey.limiter.reward(keyId, recommendationCost)
        if (!response.headersSent) handOn()
      } finally {
        clearTimeout(timer)
      }
    }
    perKey.limiter
      .consume(keyId, recommendationCost)
      .then((state) => (ready === undefined ? work(state) : sendAnswer(state, ready())), handOn)
      .catch((error: unknown) => {
        log.error({ err: error }, 'a recommendation could not be sent')
        response.destroy()
      })
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
