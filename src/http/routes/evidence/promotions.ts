/** Promotions of the shop: what they give, on which products, from when to when. */
import { z } from 'zod'
import { recordIdSchema } from '../../../content/facts/evidence/record-id.ts'
import { promotions } from '../../../content/facts/evidence/keep-records.ts'
import { promotionContentSchema } from '../../../content/facts/promotions/promotion.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { limits } from '../../limits.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'

const promotionSchema = z
  .object({
    ...promotionContentSchema.shape,
    id: z.string(),
    covers: z.looseObject({}).describe('Products it covers: `{"products": [ids]}` or `{"filter": …}`'),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: 'Promotion' })

const contentSchema = promotionContentSchema.meta({
  id: 'PromotionContent',
  examples: [
    {
      name: 'Winter sale',
      covers: { filter: { category: { under: ['Home & Kitchen'] } } },
      terms: { kind: 'percent', percent: 20 },
      startsAt: '2026-12-27T00:00:00+01:00',
      endsAt: '2027-01-10T00:00:00+01:00',
      timeZone: 'Europe/Berlin',
    },
  ],
})

export function addPromotionRoutes(server: HttpServer, { db, clock }: ServerDeps): void {
  server.get(
    '/v1/copy/promotions',
    {
      config: { scope: 'copy:read', cost: 1 },
      schema: {
        operationId: 'listPromotions',
        tags: ['Evidence'],
        summary: 'Promotions, by id',
        querystring: pageQuerySchema,
        response: { 200: pageSchema(promotionSchema) },
      },
    },
    async (request) => promotions.list(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/copy/promotions/:id',
    {
      config: { scope: 'copy:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getPromotion',
        tags: ['Evidence'],
        summary: 'One promotion',
        params: idParamsSchema,
        response: { 200: promotionSchema },
      },
    },
    async (request) => promotions.get(db, shopIdOf(request), request.params.id),
  )

  server.put(
    '/v1/copy/promotions/:id',
    {
      bodyLimit: limits.selectionBytes,
      config: { scope: 'copy:write', cost: 5, problems: [413] },
      schema: {
        operationId: 'putPromotion',
        tags: ['Evidence'],
        summary: 'Keep a promotion under an id of your own',
        description:
          'It is said only while it runs, with its dates, and its percentage only where the price ledger bears it out.',
        params: z.strictObject({ id: recordIdSchema }),
        body: contentSchema,
        response: { 200: promotionSchema },
      },
    },
    async (request) => promotions.put(db, clock, shopIdOf(request), request.params.id, request.body),
  )

  server.delete(
    '/v1/copy/promotions/:id',
    {
      config: { scope: 'copy:write', cost: 5, problems: [404] },
      schema: {
        operationId: 'removePromotion',
        tags: ['Evidence'],
        summary: 'Remove a promotion',
        description: 'Texts that rest on it become stale.',
        params: idParamsSchema,
        response: { 204: z.undefined().describe('The promotion is gone') },
      },
    },
    async (request, reply) => {
      await promotions.remove(db, shopIdOf(request), request.params.id)
      return reply.code(204).send()
    },
  )
}
