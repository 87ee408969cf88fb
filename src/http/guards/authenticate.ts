/**
 * `Authorization: Bearer vt_…` → request.principal, and whether its key may call this route. A route says what it
 * asks for (route-policy.ts); nothing here looks at paths.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import type { Principal, Scope } from '../../security/api-key.ts'
import { createAuthenticator } from '../../security/authenticate.ts'
import type { ServerDeps } from '../server-deps.ts'
import { isFromThisMachine } from './client-address.ts'
import type { RateLimits } from './rate-limit.ts'

export function requireKeys(server: FastifyInstance, deps: ServerDeps, limits: RateLimits): void {
  const authenticate = createAuthenticator(deps)
  server.decorateRequest('principal', null)
  server.addHook('onRequest', async (request) => {
    const { scope, loopback } = request.routeOptions.config
    if (scope === undefined) return
    if (loopback === true && isFromThisMachine(request)) return
    request.principal = await identify(request, authenticate, limits)
    refuseForeignOrigin(request, request.principal)
    refuseMissingScope(request.principal, scope)
  })
}

/** The caller of a route that has a scope. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw new Error('A route without a scope asked who is calling.')
  return request.principal
}

/** The shop of the caller; every query of a route is bound to it. */
export function shopIdOf(request: FastifyRequest): string {
  return principalOf(request).shopId
}

/** Who decides about a draft, for the log: the shop and the key. */
export function reviewerOf(request: FastifyRequest): { readonly shopId: string; readonly keyId: string } {
  const { shopId, keyId } = principalOf(request)
  return { shopId, keyId }
}

async function identify(
  request: FastifyRequest,
  authenticate: (presented: string) => Promise<Principal>,
  limits: RateLimits,
): Promise<Principal> {
  const presented = /^Bearer +([\x21-\x7e]{1,200}) *$/i.exec(request.headers.authorization ?? '')?.[1]
  try {
    if (presented === undefined) {
      throw new AppError('security.key-missing', 'Send your key as "Authorization: Bearer vt_…".')
    }
    return await authenticate(presented)
  } catch (error) {
    if (error instanceof AppError && error.kind === 'unauthenticated') await limits.chargeFailure(request)
    throw error
  }
}

function refuseMissingScope(principal: Principal, scope: Scope): void {
  if (principal.scopes.includes(scope)) return
  throw new AppError('security.scope-missing', `This route needs a key with the scope ${scope}.`)
}

/** A publishable key in a browser works only on pages of its shop; outside browsers there is no Origin to check. */
function refuseForeignOrigin(request: FastifyRequest, principal: Principal): void {
  const { origin } = request.headers
  if (principal.kind !== 'publishable' || origin === undefined) return
  if (principal.corsOrigins.includes(origin) || isSameOrigin(origin, request)) return
  throw new AppError(
    'security.origin-forbidden',
    'Add this origin to the shop’s corsOrigins to use the key there.',
  )
}

/** Our own pages (the reference at /docs) may call the API they describe. */
function isSameOrigin(origin: string, request: FastifyRequest): boolean {
  return URL.canParse(origin) && new URL(origin).host === request.host
}
