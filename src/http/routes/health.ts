/** Probes and metrics: what an operator's machinery asks. */
import { z } from 'zod'
import type { HttpServer } from '../http-server.ts'
import type { ServerDeps } from '../server-deps.ts'

const probeSchema = z
  .object({
    status: z.enum(['ok', 'failing']),
    reason: z.string().optional().describe('Why it fails'),
  })
  .meta({ id: 'Probe', examples: [{ status: 'ok' }] })

/** The database gets this long to answer the readiness probe. */
const databaseAnswerMs = 2_000

export function addHealthRoutes(server: HttpServer, { health, registry }: ServerDeps): void {
  server.get(
    '/livez',
    {
      config: { public: true, cost: 0, shed: 'never' },
      schema: {
        operationId: 'checkAlive',
        tags: ['Operations'],
        summary: 'Is this process worth keeping?',
        description:
          'Fails when jobs have been due for a minute, the database answers and nothing is claimed. Never asks a dependency.',
        response: { 200: probeSchema, 503: probeSchema },
      },
    },
    async (_request, reply) => {
      if (health.isConsuming()) return { status: 'ok' as const }
      reply.code(503)
      return { status: 'failing' as const, reason: 'due jobs are not being claimed' }
    },
  )

  server.get(
    '/readyz',
    {
      config: { public: true, cost: 0, shed: 'never' },
      schema: {
        operationId: 'checkReady',
        tags: ['Operations'],
        summary: 'Should this process get requests?',
        description: 'Fails while draining, while the database is not migrated and while it does not answer.',
        response: { 200: probeSchema, 503: probeSchema },
      },
    },
    async (_request, reply) => {
      const reason = await unreadiness(health)
      if (reason === undefined) return { status: 'ok' as const }
      reply.code(503)
      return { status: 'failing' as const, reason }
    },
  )

  server.get(
    '/metrics',
    {
      config: { scope: 'admin:shop', loopback: true, cost: 1, shed: 'never' },
      schema: {
        operationId: 'getMetrics',
        tags: ['Operations'],
        summary: 'Prometheus metrics',
        description:
          'Open to callers on this machine that do not come through a proxy; others need `admin:shop`.',
        produces: ['text/plain'],
        response: { 200: z.string().describe('Prometheus text format') },
      },
    },
    async (_request, reply) =>
      reply
        .type(registry.contentType)
        .serializer(String)
        .send(await registry.metrics()),
  )
}

async function unreadiness(health: ServerDeps['health']): Promise<string | undefined> {
  if (health.isDraining()) return 'the process is shutting down'
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, databaseAnswerMs, 'the database does not answer in time')
  })
  const answer = health.checkDatabase().then(
    () => undefined,
    () => 'the database does not answer or is not migrated',
  )
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
