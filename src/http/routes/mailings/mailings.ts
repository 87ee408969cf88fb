/** Mailings: slates for the readers of an e-mail, made by a worker: asking for them, watching it, reading them. */
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { listMailingSlates } from '../../../recommendations/mailings/list-mailing-slates.ts'
import { mailingRequestSchema, mailingSchema } from '../../../recommendations/mailings/mailing.ts'
import { cancelMailing, getMailing, listMailings } from '../../../recommendations/mailings/read-mailings.ts'
import { requestMailing } from '../../../recommendations/mailings/request-mailing.ts'
import { eventStreamSchema, runPhases, streamMsMax, type SendEvents } from '../../event-stream.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { answerOnce, idempotencyHeadersSchema } from '../../idempotency.ts'
import { limits } from '../../limits.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'
import { recommendationSchema } from '../recommendations/slate-schema.ts'

const resourceSchema = mailingSchema.meta({ id: 'Mailing' })
const slatesSchema = pageSchema(
  z
    .object({
      visitor: z.string(),
      slate: recommendationSchema.nullable().describe('Null until it is made'),
    })
    .meta({ id: 'MailingSlate' }),
)

export function addMailingRoutes(
  server: HttpServer,
  { db, clock, recommendations }: ServerDeps,
  sendEvents: SendEvents,
): void {
  server.post(
    '/v1/mailings',
    {
      bodyLimit: limits.selectionBytes,
      config: { scope: 'jobs:write', cost: 50, idempotent: true, problems: [409, 413, 422] },
      schema: {
        operationId: 'requestMailing',
        tags: ['Recommendations'],
        summary: 'A slate for each reader of an e-mail',
        description:
          'A worker makes them, placement `email`. A visitor named twice is one recipient, and one who was erased is none.',
        headers: idempotencyHeadersSchema,
        body: mailingRequestSchema.meta({
          id: 'MailingRequest',
          examples: [{ visitors: ['v-1041', 'v-2233'], n: 6, exclude: { bought: true } }],
        }),
        response: { 202: resourceSchema.describe('Accepted; watch it at Location') },
      },
    },
    async (request, reply) =>
      answerOnce(db, request, reply, resourceSchema, async (trx, shopId) => {
        const resource = await requestMailing(trx, clock, { shopId, ...request.body })
        return { status: 202, location: `/v1/mailings/${resource.id}`, resource }
      }),
  )

  server.get(
    '/v1/mailings',
    {
      config: { scope: 'jobs:read', cost: 2 },
      schema: {
        operationId: 'listMailings',
        tags: ['Recommendations'],
        summary: 'Mailings of the last 30 days, newest first',
        querystring: pageQuerySchema,
        response: { 200: pageSchema(resourceSchema) },
      },
    },
    async (request) => listMailings(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/mailings/:id',
    {
      config: { scope: 'jobs:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getMailing',
        tags: ['Recommendations'],
        summary: 'One mailing: what was asked and how far it is',
        params: idParamsSchema,
        response: { 200: resourceSchema },
      },
    },
    async (request) => getMailing(db, shopIdOf(request), request.params.id),
  )

  server.get(
    '/v1/mailings/:id/slates',
    {
      config: { scope: 'jobs:read', cost: 10, problems: [404] },
      schema: {
        operationId: 'listMailingSlates',
        tags: ['Recommendations'],
        summary: 'What each recipient is shown, in the order of the list',
        description:
          'Read it when the e-mail is sent: what may no longer be shown by then is left out. Also of a mailing that goes on.',
        params: idParamsSchema,
        querystring: pageQuerySchema,
        response: { 200: slatesSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const json = await listMailingSlates({ db, recommendations }, shopIdOf(request), id, request.query)
      return sendWritten(reply, json)
    },
  )

  server.get(
    '/v1/mailings/:id/events',
    {
      exposeHeadRoute: false,
      handlerTimeout: streamMsMax,
      config: { scope: 'jobs:read', cost: 5, problems: [404] },
      schema: {
        operationId: 'watchMailing',
        tags: ['Recommendations'],
        summary: 'Progress of a mailing as server-sent events',
        produces: ['text/event-stream'],
        params: idParamsSchema,
        response: { 200: eventStreamSchema },
      },
    },
    async (request, reply) => {
      const shopId = shopIdOf(request)
      return sendEvents(reply, async () => {
        const found = await getMailing(db, shopId, request.params.id)
        return { data: JSON.stringify(z.encode(resourceSchema, found)), phase: runPhases[found.state] }
      })
    },
  )

  server.post(
    '/v1/mailings/:id/cancel',
    {
      config: { scope: 'jobs:write', cost: 5, problems: [404, 409] },
      schema: {
        operationId: 'cancelMailing',
        tags: ['Recommendations'],
        summary: 'Stop a mailing',
        description: 'Slates made so far stay readable.',
        params: idParamsSchema,
        response: { 200: resourceSchema },
      },
    },
    async (request) =>
      db.transaction().execute((trx) => cancelMailing(trx, shopIdOf(request), request.params.id)),
  )
}

/** Slates are kept as JSON and go out in their own words. */
function sendWritten(reply: FastifyReply, json: string): FastifyReply {
  return reply.type('application/json; charset=utf-8').serializer(String).send(json)
}
