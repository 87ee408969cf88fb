/**
 * Cost per minute, by key and, where a key is public or missing, by client address too. Counters live in this
 * process: with N API processes a client may get N times the limit, which is cheaper than a shared counter on the
 * hot path and still bounds what one process has to bear.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../../errors.ts'
import type { ServerDeps } from '../server-deps.ts'
import { addressBucket } from './client-address.ts'

/** What a failed authentication takes from its address: guessing keys gets expensive soon. */
const failedAuthenticationCost = 10
const windowSeconds = 60

export interface RateLimits {
  /** Charges a failed authentication to the client's address. @throws AppError request.rate-limited */
  chargeFailure(request: FastifyRequest): Promise<void>
}

/** Makes the limiters; `limitRequests` puts them on the server, after the principal is known. */
export function createRateLimits(config: ServerDeps['config']) {
  const perKey = {
    name: 'key',
    limiter: new RateLimiterMemory({ points: config.RATE_LIMIT_PER_MINUTE, duration: windowSeconds }),
  }
  const perAddress = {
    name: 'address',
    limiter: new RateLimiterMemory({ points: config.RATE_LIMIT_IP_PER_MINUTE, duration: windowSeconds }),
  }
  return {
    perKey,
    perAddress,
    async chargeFailure(request: FastifyRequest): Promise<void> {
      await consume(perAddress, addressBucket(request.ip), failedAuthenticationCost)
    },
  } satisfies RateLimits & Record<string, unknown>
}

export type OpenRateLimits = ReturnType<typeof createRateLimits>

export function limitRequests(server: FastifyInstance, limits: OpenRateLimits): void {
  const { perKey, perAddress } = limits
  server.addHook('onRequest', async (request, reply) => {
    const cost = request.routeOptions.config.cost ?? 0
    if (cost === 0) return
    const { principal } = request
    if (principal?.kind !== 'secret' && principal?.kind !== 'restricted') {
      announce(reply, perAddress, await consume(perAddress, addressBucket(request.ip), cost, reply))
    }
    if (principal !== null) announce(reply, perKey, await consume(perKey, principal.keyId, cost, reply))
  })
}

interface Limit {
  readonly name: string
  readonly limiter: RateLimiterMemory
}

async function consume(
  limit: Limit,
  id: string,
  cost: number,
  reply?: FastifyReply,
): Promise<RateLimiterRes> {
  try {
    return await limit.limiter.consume(id, cost)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    if (reply !== undefined) announce(reply, limit, refusal)
    throw new AppError(
      'request.rate-limited',
      `The limit of ${String(limit.limiter.points)} a minute per ${limit.name} is used up; wait as Retry-After says.`,
      { retryAfterMs: refusal.msBeforeNext },
    )
  }
}

/** Header fields of draft-ietf-httpapi-ratelimit-headers-10. */
export function limitHeaders({ name, limiter }: Limit, state: RateLimiterRes) {
  const seconds = Math.ceil(state.msBeforeNext / 1000)
  return [
    'ratelimit-policy',
    `"${name}";q=${String(limiter.points)};w=${String(windowSeconds)}`,
    'ratelimit',
    `"${name}";r=${String(state.remainingPoints)};t=${String(seconds)}`,
  ] as const
}

function announce(reply: FastifyReply, limit: Limit, state: RateLimiterRes): void {
  const [policy, policyValue, now, nowValue] = limitHeaders(limit, state)
  reply.header(policy, policyValue)
  reply.header(now, nowValue)
}
