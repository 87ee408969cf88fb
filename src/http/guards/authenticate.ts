/**
 * `Authorization: Bearer vt_…` → request.principal, and whether its key may call this route. A route says what it
 * asks for (route-policy.ts); nothing here looks at paths.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import type { Principal, Scope } from '../../security/api-key.ts'
import type { Authenticator } from '../../security/authenticate.ts'
import { isFromThisMachine } from './client-address.ts'
import type { RateLimits } from './rate-limit.ts'

export function requireKeys(server: FastifyInstance, authenticate: Authenticator, limits: RateLimits): void {
  server.decorateRequest('principal', null)
  server.addHook('onRequest', (request, _reply, done) => {
    const { scope, loopback } = request.routeOptions.config
    if (scope === undefined || (loopback === true && isFromThisMachine(request))) {
      done()
      return
    }
    const admit = (principal: Principal) => {
      request.principal = principal
      refuseForeignOrigin(request, principal)
      refuseMissingScope(principal, scope)
      done()
    }
    const known = identify(request, authenticate, limits)
    if (known instanceof Promise) known.then(admit).catch(done)
    else admit(known)
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

/** At once for a key that is in memory. */
function identify(
  request: FastifyRequest,
  authenticate: Authenticator,
  limits: RateLimits,
): Principal | Promise<Principal> {
  const presented = presentedKey(request.headers.authorization)
  const known = presented === undefined ? refuseMissingKey() : authenticate(presented)
  return known instanceof Promise ? known.catch((error: unknown) => charge(error, request, limits)) : known
}

/** The credentials of RFC 6750. */
export function presentedKey(authorization: string | undefined): string | undefined {
  return /^Bearer +([\x21-\x7e]{1,200}) *$/i.exec(authorization ?? '')?.[1]
}

async function refuseMissingKey(): Promise<never> {
  throw new AppError('security.key-missing', 'Send your key as "Authorization: Bearer vt_…".')
}

async function charge(error: unknown, request: FastifyRequest, limits: RateLimits): Promise<never> {
  if (error instanceof AppError && error.kind === 'unauthenticated') await limits.chargeFailure(request)
  throw error
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
