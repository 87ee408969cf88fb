/**
 * Browsers may read answers only for publishable keys, and only on origins their shop lists. A preflight carries no
 * key, so it is answered for an origin that any shop lists; the request that follows is held to its own shop's list.
 */
import fastifyCors, { type FastifyCorsOptions } from '@fastify/cors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isOriginKnown } from '../../shops/find-shop.ts'
import type { ServerDeps } from '../server-deps.ts'

/** How long a preflight's look-up is good for, and how many origins are remembered. */
const rememberMs = 5_000
const rememberedOriginsMax = 1_000
const preflightSeconds = 600

export async function allowShopOrigins(server: FastifyInstance, deps: ServerDeps): Promise<void> {
  const isKnown = rememberOrigins(deps)
  // The plugin adds one route for preflights; it is public, and it is not part of the API.
  server.addHook('onRoute', (route) => {
    if (route.method !== 'OPTIONS') return
    route.config = { ...route.config, public: true, cost: 0, shed: 'last', undocumented: true }
  })
  await server.register(fastifyCors, {
    // By a callback, because most requests are not from a browser and need not wait for anything.
    delegator: (
      request: FastifyRequest,
      decide: (error: Error | null, options?: FastifyCorsOptions) => void,
    ) => {
      const allowed = isAllowed(request, isKnown)
      if (typeof allowed === 'boolean') decide(null, allowed ? allowedOptions : refusedOptions)
      else {
        allowed.then(
          (known) => {
            decide(null, known ? allowedOptions : refusedOptions)
          },
          (error: unknown) => {
            decide(error instanceof Error ? error : new Error('Origins could not be read.', { cause: error }))
          },
        )
      }
    },
  })
}

const allowedOptions: FastifyCorsOptions = {
  origin: true,
  methods: ['GET', 'POST'],
  allowedHeaders: ['authorization', 'content-type'],
  exposedHeaders: ['location', 'ratelimit', 'ratelimit-policy', 'retry-after', 'x-request-id'],
  credentials: false,
  maxAge: preflightSeconds,
  hideOptionsRoute: true,
}
const refusedOptions: FastifyCorsOptions = { ...allowedOptions, origin: false }

function isAllowed(
  request: FastifyRequest,
  isKnown: (origin: string) => Promise<boolean>,
): boolean | Promise<boolean> {
  const { origin } = request.headers
  if (origin === undefined) return false
  if (request.method === 'OPTIONS') return isKnown(origin)
  return request.principal?.kind === 'publishable' && request.principal.corsOrigins.includes(origin)
}

function rememberOrigins({ db, clock }: ServerDeps): (origin: string) => Promise<boolean> {
  const remembered = new Map<string, { readonly atMs: number; readonly known: boolean }>()
  return async (origin) => {
    const entry = remembered.get(origin)
    if (entry !== undefined && clock.monotonicMs() - entry.atMs < rememberMs) return entry.known
    const known = await isOriginKnown(db, origin)
    if (remembered.size >= rememberedOriginsMax) remembered.clear()
    remembered.set(origin, { atMs: clock.monotonicMs(), known })
    return known
  }
}
