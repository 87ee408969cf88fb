/** Webhook endpoints of the caller's shop: who is told of events. A secret is shown once, in the answer that makes it. */
import { z } from 'zod'
import {
  endpointChangesSchema,
  newEndpointSchema,
  type Delivery,
  type Endpoint,
} from '../../webhooks/endpoint.ts'
import {
  changeEndpoint,
  createEndpoint,
  getEndpoint,
  listDeliveries,
  listEndpoints,
  removeEndpoint,
  rotateSecret,
  secretOverlapHoursMax,
  testEndpoint,
} from '../../webhooks/manage-endpoints.ts'
import { webhookEventTypeSchema } from '../../webhooks/webhook-event.ts'
import { shopIdOf } from '../guards/authenticate.ts'
import type { HttpServer } from '../http-server.ts'
import { noIdempotencyHeadersSchema } from '../idempotency.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../page-query.ts'
import type { ServerDeps } from '../server-deps.ts'

const endpointSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(webhookEventTypeSchema).readonly().describe('Empty: every event'),
    state: z.enum(['active', 'disabled']),
    disabledReason: z.string().nullable(),
    createdAt: z.date(),
  })
  .meta({ id: 'WebhookEndpoint' }) satisfies z.ZodType<Endpoint>

const issuedEndpointSchema = endpointSchema
  .extend({ secret: z.string().describe('Verifies signatures (Standard Webhooks); shown this once') })
  .meta({ id: 'IssuedWebhookEndpoint' })

const deliverySchema = z
  .object({
    id: z.string(),
    eventId: z.string().describe('`webhook-id` of the message; the same in every attempt'),
    eventType: webhookEventTypeSchema,
    state: z.enum(['pending', 'delivered', 'failed', 'dropped']),
    attempts: z.int(),
    lastStatus: z.int().nullable(),
    lastFailure: z.string().nullable(),
    lastAttemptAt: z.date().nullable(),
    createdAt: z.date(),
  })
  .meta({ id: 'WebhookDelivery' }) satisfies z.ZodType<Delivery>

const rotationSchema = z
  .strictObject({
    overlapHours: z
      .number()
      .min(0)
      .max(secretOverlapHoursMax)
      .default(24)
      .describe('How long messages bear a second signature by the old secret'),
  })
  .meta({ id: 'WebhookRotation', examples: [{ overlapHours: 24 }] })

export function addWebhookRoutes(server: HttpServer, deps: ServerDeps): void {
  const { db, clock } = deps
  const endpoints = { clock, secrets: deps.secrets }

  server.get(
    '/v1/webhooks',
    {
      config: { scope: 'admin:shop', cost: 1 },
      schema: {
        operationId: 'listWebhooks',
        tags: ['Webhooks'],
        summary: 'Endpoints, oldest first',
        querystring: pageQuerySchema,
        response: { 200: pageSchema(endpointSchema) },
      },
    },
    async (request) => listEndpoints(db, shopIdOf(request), request.query),
  )

  server.post(
    '/v1/webhooks',
    {
      config: { scope: 'admin:shop', cost: 10, problems: [409, 422] },
      schema: {
        operationId: 'createWebhook',
        tags: ['Webhooks'],
        summary: 'Add an endpoint',
        description:
          'Messages are signed as Standard Webhooks 1.0 asks. Only public https addresses on port 443 or 8443 are called, unless the operator allows a network.',
        headers: noIdempotencyHeadersSchema,
        body: newEndpointSchema.meta({
          id: 'NewWebhookEndpoint',
          examples: [{ url: 'https://shop.example/hooks/vitrine', events: ['copy.published'] }],
        }),
        response: { 201: issuedEndpointSchema },
      },
    },
    async (request, reply) => {
      const { endpoint, secret } = await db
        .transaction()
        .execute((trx) => createEndpoint(trx, endpoints, { ...request.body, shopId: shopIdOf(request) }))
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...endpoint, secret })
    },
  )

  server.get(
    '/v1/webhooks/:id',
    {
      config: { scope: 'admin:shop', cost: 1, problems: [404] },
      schema: {
        operationId: 'getWebhook',
        tags: ['Webhooks'],
        summary: 'One endpoint',
        params: idParamsSchema,
        response: { 200: endpointSchema },
      },
    },
    async (request) => getEndpoint(db, shopIdOf(request), request.params.id),
  )

  server.patch(
    '/v1/webhooks/:id',
    {
      config: { scope: 'admin:shop', cost: 5, problems: [404] },
      schema: {
        operationId: 'changeWebhook',
        tags: ['Webhooks'],
        summary: 'Change address, events or state of an endpoint',
        params: idParamsSchema,
        body: endpointChangesSchema.meta({ id: 'WebhookEndpointChanges', examples: [{ state: 'active' }] }),
        response: { 200: endpointSchema },
      },
    },
    async (request) =>
      db
        .transaction()
        .execute((trx) => changeEndpoint(trx, shopIdOf(request), request.params.id, request.body)),
  )

  server.post(
    '/v1/webhooks/:id/rotate',
    {
      config: { scope: 'admin:shop', cost: 10, problems: [404, 422] },
      schema: {
        operationId: 'rotateWebhookSecret',
        tags: ['Webhooks'],
        summary: 'Replace the secret without a refused message',
        headers: noIdempotencyHeadersSchema,
        params: idParamsSchema,
        body: rotationSchema,
        response: { 200: issuedEndpointSchema },
      },
    },
    async (request, reply) => {
      const { endpoint, secret } = await db.transaction().execute((trx) =>
        rotateSecret(trx, endpoints, {
          shopId: shopIdOf(request),
          id: request.params.id,
          overlapHours: request.body.overlapHours,
        }),
      )
      return reply.header('cache-control', 'no-store').send({ ...endpoint, secret })
    },
  )

  server.post(
    '/v1/webhooks/:id/test',
    {
      config: { scope: 'admin:shop', cost: 10, problems: [404, 409] },
      schema: {
        operationId: 'testWebhook',
        tags: ['Webhooks'],
        summary: 'Send a "ping" to the endpoint',
        description: 'What became of it stands among its deliveries.',
        params: idParamsSchema,
        response: { 202: endpointSchema },
      },
    },
    async (request, reply) => {
      const shopId = shopIdOf(request)
      await db.transaction().execute((trx) => testEndpoint(trx, clock, shopId, request.params.id))
      return reply.code(202).send(await getEndpoint(db, shopId, request.params.id))
    },
  )

  server.get(
    '/v1/webhooks/:id/deliveries',
    {
      config: { scope: 'admin:shop', cost: 2, problems: [404] },
      schema: {
        operationId: 'listWebhookDeliveries',
        tags: ['Webhooks'],
        summary: 'Messages to an endpoint, newest first',
        params: idParamsSchema,
        querystring: pageQuerySchema,
        response: { 200: pageSchema(deliverySchema) },
      },
    },
    async (request) => listDeliveries(db, shopIdOf(request), request.params.id, request.query),
  )

  server.delete(
    '/v1/webhooks/:id',
    {
      config: { scope: 'admin:shop', cost: 5, problems: [404] },
      schema: {
        operationId: 'deleteWebhook',
        tags: ['Webhooks'],
        summary: 'Remove an endpoint and its messages',
        params: idParamsSchema,
        response: { 204: z.undefined().describe('The endpoint is gone') },
      },
    },
    async (request, reply) => {
      await db.transaction().execute((trx) => removeEndpoint(trx, shopIdOf(request), request.params.id))
      return reply.code(204).send()
    },
  )
}
