/** /openapi.json, the interactive reference at /docs and the list of problems at /docs/errors; all work offline. */
import fastifySwaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { errorPage } from './error-page.ts'

/** The reference is a page with scripts and styles of ours; inline styles are what Swagger UI sets while it runs. */
const referencePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export async function serveReference(server: FastifyInstance): Promise<void> {
  server.get('/openapi.json', {
    config: { public: true, cost: 1 },
    schema: {
      operationId: 'getOpenApi',
      tags: ['Operations'],
      summary: 'This document',
      response: { 200: z.record(z.string(), z.unknown()).describe('OpenAPI 3.1') },
    },
    handler: (_request, reply) => reply.serializer(JSON.stringify).send(server.swagger()),
  })
  const page = errorPage()
  await server.register(async (pages) => {
    // Everything in this scope is a page of the reference, static files included.
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, public: true, cost: 0, undocumented: true }
    })
    pages.get('/docs/errors', (_request, reply) =>
      reply.type('text/html; charset=utf-8').header('content-security-policy', page.policy).send(page.html),
    )
    await pages.register(fastifySwaggerUi, {
      routePrefix: '/docs',
      staticCSP: referencePolicy,
      uiConfig: { deepLinking: true, persistAuthorization: false, displayRequestDuration: true },
      theme: { title: 'Vitrine API' },
    })
  })
}
