/** Re-indexing: building embeddings with another model beside the live ones, and going back. */
import { z } from 'zod'
import {
  reindexPhases,
  getReindex,
  listReindexes,
  type Reindex,
} from '../../catalog/embedding/reindex/reindex.ts'
import { cancelReindex, requestReindex } from '../../catalog/embedding/reindex/request-reindex.ts'
import { rollbackEmbedding } from '../../catalog/embedding/rollback-embedding.ts'
import { eventStreamSchema, streamMsMax, type SendEvents, type Snapshot } from '../event-stream.ts'
import { requireAllowedModel } from '../guards/allowed-models.ts'
import { shopIdOf } from '../guards/authenticate.ts'
import type { HttpServer } from '../http-server.ts'
import { answerOnce, idempotencyHeadersSchema } from '../idempotency.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../page-query.ts'
import type { ServerDeps } from '../server-deps.ts'

const gateSchema = z
  .object({
    coverage: z.number().describe('Share of active products with a current vector'),
    sampled: z.int().describe('Products whose neighbours were compared'),
    recallAt10: z.number().describe('Share of the true ten nearest that the index finds'),
    p95Ms: z.number(),
    efSearch: z.int(),
    exact: z.boolean().describe('True: searches scan the table'),
  })
  .meta({ id: 'EmbeddingGate' })

const reindexSchema = z
  .object({
    id: z.string(),
    state: z.enum(['queued', 'leased', 'done', 'failed', 'dead', 'cancelled']),
    versionId: z.string(),
    spec: z.string().describe('The model asked for'),
    model: z.string().nullable().describe('The exact model it became'),
    progress: z
      .object({
        phase: z.enum(reindexPhases),
        done: z.int(),
        total: z.int(),
        rate: z.number().nullable().describe('Products per second'),
      })
      .nullable(),
    result: z.object({ changed: z.boolean(), embedded: z.int(), gate: gateSchema.nullable() }).nullable(),
    error: z.object({ code: z.string(), detail: z.string() }).nullable(),
    createdAt: z.date(),
    finishedAt: z.date().nullable(),
  })
  .meta({ id: 'Reindex' })

const embeddingVersionSchema = z
  .object({
    id: z.string(),
    spec: z.string(),
    model: z.string(),
    dimensions: z.int(),
    state: z.enum(['building', 'live', 'retired', 'failed']),
    gate: gateSchema.nullable(),
  })
  .meta({ id: 'EmbeddingVersion' })

const reindexRequestSchema = z
  .strictObject({
    spec: z
      .string()
      .min(1)
      .max(300)
      .regex(/^[\x21-\x7e]+$/, 'must be a model such as "minilm+lsa"')
      .default('default')
      .describe(
        '`default`, `minilm`, `lsa`, `minilm+lsa`, or a model that the operator has configured or allowed, such as `openai:<model>`',
      ),
    force: z.boolean().default(false).describe('Build anew even when the live version has this spec'),
  })
  .meta({ id: 'ReindexRequest', examples: [{ spec: 'minilm+lsa' }] })

export function addReindexRoutes(
  server: HttpServer,
  { db, clock, config }: ServerDeps,
  sendEvents: SendEvents,
): void {
  server.post(
    '/v1/reindexes',
    {
      config: { scope: 'jobs:write', cost: 50, idempotent: true, problems: [409, 422] },
      schema: {
        operationId: 'requestReindex',
        tags: ['Embeddings'],
        summary: 'Embed the catalogue anew',
        description:
          'Builds beside the live version, passes a gate (coverage 100 %, recall@10 at least 0.95) and only then switches.',
        headers: idempotencyHeadersSchema,
        body: reindexRequestSchema,
        response: { 202: reindexSchema.describe('Accepted; watch it at Location') },
      },
    },
    async (request, reply) => {
      requireAllowedModel(request.body.spec, config)
      return answerOnce(db, request, reply, reindexSchema, async (trx, shopId) => {
        const resource = await requestReindex(trx, clock, { shopId, ...request.body })
        return { status: 202, location: `/v1/reindexes/${resource.id}`, resource }
      })
    },
  )

  server.get(
    '/v1/reindexes',
    {
      config: { scope: 'jobs:read', cost: 1 },
      schema: {
        operationId: 'listReindexes',
        tags: ['Embeddings'],
        summary: 'Re-indexes, newest first',
        querystring: pageQuerySchema,
        response: { 200: pageSchema(reindexSchema) },
      },
    },
    async (request) => listReindexes(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/reindexes/:id',
    {
      config: { scope: 'jobs:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getReindex',
        tags: ['Embeddings'],
        summary: 'One re-index with its progress',
        params: idParamsSchema,
        response: { 200: reindexSchema },
      },
    },
    async (request) => getReindex(db, shopIdOf(request), request.params.id),
  )

  server.get(
    '/v1/reindexes/:id/events',
    {
      exposeHeadRoute: false,
      handlerTimeout: streamMsMax,
      config: { scope: 'jobs:read', cost: 5, problems: [404] },
      schema: {
        operationId: 'watchReindex',
        tags: ['Embeddings'],
        summary: 'Progress of a re-index as server-sent events',
        produces: ['text/event-stream'],
        params: idParamsSchema,
        response: { 200: eventStreamSchema },
      },
    },
    async (request, reply) => {
      const shopId = shopIdOf(request)
      return sendEvents(reply, async () => {
        const found = await getReindex(db, shopId, request.params.id)
        return { data: JSON.stringify(z.encode(reindexSchema, found)), phase: phases[found.state] }
      })
    },
  )

  server.post(
    '/v1/reindexes/:id/cancel',
    {
      config: { scope: 'jobs:write', cost: 5, problems: [404, 409] },
      schema: {
        operationId: 'cancelReindex',
        tags: ['Embeddings'],
        summary: 'Stop a re-index',
        description:
          'The live version stays; what was embedded is kept, so that the same request goes on from there.',
        params: idParamsSchema,
        response: { 200: reindexSchema },
      },
    },
    async (request) =>
      db.transaction().execute((trx) => cancelReindex(trx, clock, shopIdOf(request), request.params.id)),
  )

  server.post(
    '/v1/reindexes/rollback',
    {
      config: { scope: 'jobs:write', cost: 10, idempotent: true, problems: [409, 422] },
      schema: {
        operationId: 'rollbackEmbedding',
        tags: ['Embeddings'],
        summary: 'Go back to the version before',
        description: 'One pointer moves; both versions were kept current, so no product is missing.',
        headers: idempotencyHeadersSchema,
        response: { 200: embeddingVersionSchema },
      },
    },
    async (request, reply) =>
      answerOnce(db, request, reply, embeddingVersionSchema, async (trx, shopId) => {
        const resource = await rollbackEmbedding(trx, clock, shopId)
        return { status: 200, location: null, resource }
      }),
  )
}

const phases: Record<Reindex['state'], Snapshot['phase']> = {
  queued: 'running',
  leased: 'running',
  done: 'done',
  cancelled: 'done',
  failed: 'failed',
  dead: 'failed',
}
