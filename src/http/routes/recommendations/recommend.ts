/** Slates for the slots of a page. */
import { z } from 'zod'
import type { FastifyReply } from 'fastify'
import { batchRequestSchema, recommendBatch } from '../../../recommendations/after/batch.ts'
import { nextPage } from '../../../recommendations/after/next-page.ts'
import { recommend } from '../../../recommendations/recommend.ts'
import { recommendationRequestSchema } from '../../../recommendations/recommendation.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { limits, recommendationCost } from '../../limits.ts'
import type { ServerDeps } from '../../server-deps.ts'
import { recommendationSchema } from './slate-schema.ts'

export function addRecommendationRoutes(server: HttpServer, { recommendations }: ServerDeps): void {
  server.post(
    '/v1/recommendations',
    {
      handlerTimeout: limits.recommendationMs,
      config: { scope: 'reco:read', cost: recommendationCost, shed: 'last', problems: [404] },
      schema: {
        operationId: 'recommend',
        tags: ['Recommendations'],
        summary: 'Products for a slot of a page',
        description:
          'Active products in stock only. The slate is short only when fewer products are eligible, and then `fill` says why.',
        body: recommendationRequestSchema.meta({
          id: 'RecommendationRequest',
          examples: [
            {
              placement: 'product-similar',
              consent: 'session',
              session: 's9',
              context: { item: 'k1', items: ['k7', 'k1'] },
              n: 4,
              filter: { all: [{ price: { lte: 80 } }, { 'attr.color': { in: ['red'] } }] },
            },
          ],
        }),
        response: { 200: recommendationSchema },
      },
    },
    async (request, reply) => {
      return sendReady(reply, await recommend(recommendations, shopIdOf(request), request.body))
    },
  )

  server.post(
    '/v1/recommendations/batch',
    {
      handlerTimeout: limits.recommendationMs,
      config: { scope: 'reco:read', cost: 10, shed: 'last', problems: [404] },
      schema: {
        operationId: 'recommendBatch',
        tags: ['Recommendations'],
        summary: 'Products for all slots of a page at once',
        description: 'With `distinct` no product stands in two of the slates.',
        body: batchRequestSchema.meta({
          id: 'RecommendationBatchRequest',
          examples: [
            {
              distinct: true,
              consent: 'none',
              requests: [
                { placement: 'home', n: 8 },
                { placement: 'cart', context: { cart: ['A1'] }, n: 4 },
              ],
            },
          ],
        }),
        response: { 200: z.object({ slates: z.array(recommendationSchema).readonly() }) },
      },
    },
    async (request, reply) =>
      sendReady(reply, await recommendBatch(recommendations, { ...request.body, shopId: shopIdOf(request) })),
  )

  server.get(
    '/v1/recommendations/:slate/next',
    {
      handlerTimeout: limits.recommendationMs,
      config: { scope: 'reco:read', cost: 2, shed: 'last', problems: [404] },
      schema: {
        operationId: 'recommendNext',
        tags: ['Recommendations'],
        summary: 'The next page of a slate',
        description: 'Without what was shown before, and looked at afresh. Pages end after 500 products.',
        params: slateParamsSchema,
        querystring: z.strictObject({ n: z.coerce.number().int().min(1).max(100).optional() }),
        response: { 200: recommendationSchema },
      },
    },
    async (request, reply) => {
      const { slate } = request.params
      const answer = await nextPage(recommendations, { shopId: shopIdOf(request), slate, n: request.query.n })
      return sendReady(reply, answer)
    },
  )
}

const slateParamsSchema = z.object({ slate: z.string().min(1).max(60) })

/** Already JSON, written field by field; serialising it again would be most of a request's work (profiled). */
function sendReady(
  reply: FastifyReply,
  { json, ageSeconds }: { readonly json: string; readonly ageSeconds: number },
): FastifyReply {
  return reply.header('age', ageSeconds).type('application/json; charset=utf-8').serializer(String).send(json)
}
