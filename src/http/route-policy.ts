/**
 * What every route must say about itself before the server starts: who may call it, what it costs, which problems of
 * its own it answers, and its schemas. A route that forgets one stops the start-up.
 */
import type { FastifyInstance, RouteOptions } from 'fastify'
import type { Principal, Scope } from '../security/api-key.ts'
import type { statusOf } from './problems/problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The scope a key needs; exactly one of `scope` and `public` is set. */
    scope?: Scope
    public?: true
    /** Also open, without a key, to callers on this machine. */
    loopback?: true
    /** Points of the rate limit one call takes. */
    cost?: number
    /** Longest time from the headers to the end of the answer; a route names it as `handlerTimeout`. */
    limitMs?: number
    /** Under pressure most routes are shed first; "last": storefront routes; "never": probes. */
    shed?: 'first' | 'last' | 'never'
    /** Takes an Idempotency-Key. */
    idempotent?: true
    /** Statuses of problems beyond those every route can answer; for the reference. */
    problems?: readonly (typeof statusOf)[keyof typeof statusOf][]
    /** The route looks for text that cannot be stored itself, part by part of its body. */
    checksOwnText?: true
    /** Not in the OpenAPI document: the reference itself. */
    undocumented?: true
  }
  interface FastifyRequest {
    /** Who is calling; null on public routes. */
    principal: Principal | null
  }
}

export interface DeclaredRoute {
  readonly method: string
  readonly url: string
  readonly options: RouteOptions
}

/** Watches routes being added to `server` and checks them when it gets ready; returns the list, which fills up. */
export function enforceRoutePolicy(server: FastifyInstance): readonly DeclaredRoute[] {
  const routes: DeclaredRoute[] = []
  server.addHook('onRoute', (options) => {
    for (const method of [options.method].flat()) routes.push({ method, url: options.url, options })
  })
  server.addHook('onReady', (done) => {
    const complaints = routes.flatMap(complaintsAbout)
    done(complaints.length === 0 ? undefined : new Error(`Routes break the policy: ${complaints.join('; ')}`))
  })
  return routes
}

function complaintsAbout({ method, url, options }: DeclaredRoute): string[] {
  const { config, schema } = options
  const name = `${method} ${url}`
  const complaints: string[] = []
  if ((config?.scope === undefined) === (config?.public === undefined)) {
    complaints.push(`${name} needs either a scope or "public"`)
  }
  if (config?.cost === undefined || config.cost < 0) complaints.push(`${name} needs a cost`)
  if (config?.undocumented !== true) {
    if (schema?.response === undefined) complaints.push(`${name} needs response schemas`)
    if (schema?.operationId === undefined) complaints.push(`${name} needs an operationId`)
  }
  return complaints
}

/** The methods that do exist at this path, for a 405. */
export function methodsAt(routes: readonly DeclaredRoute[], path: string): string[] {
  const steps = path.split('/')
  const fits = ({ method, url }: DeclaredRoute) => {
    const pattern = url.split('/')
    return (
      method !== 'OPTIONS' &&
      pattern.length === steps.length &&
      pattern.every((part, index) => part.startsWith(':') || part === steps[index])
    )
  }
  return [...new Set(routes.filter(fits).map((route) => route.method))].sort()
}
