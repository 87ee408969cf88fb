/** Waivers: granting, looking, revoking. */
import { z } from 'zod'
import { findingCodes } from '../../../content/check/finding.ts'
import {
  getWaiver,
  grantWaiver,
  listWaivers,
  revokeWaiver,
} from '../../../content/review/waivers/manage-waivers.ts'
import { waiverRequestSchema, waiverSchema } from '../../../content/review/waivers/waiver.ts'
import { reviewerOf, shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { answerOnce, idempotencyHeadersSchema } from '../../idempotency.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'

const waiverResponseSchema = waiverSchema.meta({
  id: 'Waiver',
  description: 'Findings of this code may stand, for the product or (null) the whole shop, until it runs out',
})

export function addWaiverRoutes(server: HttpServer, { db, clock }: ServerDeps): void {
  server.post(
    '/v1/copy/waivers',
    {
      config: { scope: 'copy:review', cost: 5, idempotent: true, problems: [404, 409, 422] },
      schema: {
        operationId: 'grantWaiver',
        tags: ['Copy'],
        summary: 'Let findings of one code stand, with a reason and until a day',
        description: 'At most 366 days. `G00` cannot be waived. To change one, revoke it and grant another.',
        headers: idempotencyHeadersSchema,
        body: waiverRequestSchema.meta({
          id: 'WaiverRequest',
          examples: [
            {
              code: 'C06',
              product: 'k1',
              reason: 'Award of 2025, certificate in the file',
              expiresAt: '2026-12-31T23:59:59Z',
            },
          ],
        }),
        response: { 201: waiverResponseSchema },
      },
    },
    async (request, reply) =>
      answerOnce(db, request, reply, waiverResponseSchema, async (trx) => {
        const resource = await grantWaiver(trx, clock, reviewerOf(request), request.body)
        return { status: 201, location: `/v1/copy/waivers/${resource.id}`, resource }
      }),
  )

  server.get(
    '/v1/copy/waivers',
    {
      config: { scope: 'copy:read', cost: 1 },
      schema: {
        operationId: 'listWaivers',
        tags: ['Copy'],
        summary: 'Waivers, newest first',
        querystring: pageQuerySchema.extend({
          live: z.enum(['true', 'false']).default('true').describe('`false`: also those run out or revoked'),
          code: z.enum(findingCodes).optional(),
          product: z.string().min(1).max(200).optional(),
        }),
        response: { 200: pageSchema(waiverResponseSchema) },
      },
    },
    async (request) => {
      const { live, ...query } = request.query
      const liveAt = live === 'true' ? clock.now() : undefined
      return listWaivers(db, shopIdOf(request), { ...query, liveAt })
    },
  )

  server.get(
    '/v1/copy/waivers/:id',
    {
      config: { scope: 'copy:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getWaiver',
        tags: ['Copy'],
        summary: 'One waiver',
        params: idParamsSchema,
        response: { 200: waiverResponseSchema },
      },
    },
    async (request) => getWaiver(db, shopIdOf(request), request.params.id),
  )

  server.delete(
    '/v1/copy/waivers/:id',
    {
      config: { scope: 'copy:review', cost: 5, problems: [404] },
      schema: {
        operationId: 'revokeWaiver',
        tags: ['Copy'],
        summary: 'Revoke a waiver; it stays on record',
        params: idParamsSchema,
        querystring: z.strictObject({ reason: z.string().trim().min(1).max(1_000).optional() }),
        response: { 200: waiverResponseSchema },
      },
    },
    async (request) =>
      db
        .transaction()
        .execute((trx) => revokeWaiver(trx, reviewerOf(request), request.params.id, request.query.reason)),
  )
}
