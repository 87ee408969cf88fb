/** What stands behind a slate: its counts from Postgres, and the slate made again. */
import { z } from 'zod'
import { recountEvidence } from '../../../recommendations/after/evidence.ts'
import { replaySlate } from '../../../recommendations/after/replay.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import type { ServerDeps } from '../../server-deps.ts'
import { reasonSchema } from './slate-schema.ts'

const countedSchema = reasonSchema.pick({ k: true, n: true, lift: true, ci: true, days: true })
const slateParamsSchema = z.object({ slate: z.string().min(1).max(60) })

export function addReceiptRoutes(server: HttpServer, { recommendations }: ServerDeps): void {
  server.get(
    '/v1/recommendations/:slate/evidence',
    {
      config: { scope: 'catalog:read', cost: 20, problems: [404] },
      schema: {
        operationId: 'getSlateEvidence',
        tags: ['Recommendations'],
        summary: 'The counts its reasons claim, recounted from stored events',
        description:
          'As of the moment the statistics were made; history that was erased or dropped by age since then makes counts differ.',
        params: slateParamsSchema,
        response: {
          200: z.object({
            items: z
              .array(
                z.object({
                  id: z.string(),
                  reason: reasonSchema,
                  claimed: countedSchema.optional(),
                  recounted: countedSchema.optional(),
                  match: z.boolean().optional(),
                }),
              )
              .readonly(),
          }),
        },
      },
    },
    async (request) => ({
      items: await recountEvidence(recommendations, shopIdOf(request), request.params.slate),
    }),
  )

  server.get(
    '/v1/recommendations/:slate/replay',
    {
      config: { scope: 'catalog:read', cost: 10, problems: [404, 410] },
      schema: {
        operationId: 'replaySlate',
        tags: ['Recommendations'],
        summary: 'The slate made again from what is stored of it',
        params: slateParamsSchema,
        response: {
          200: z.object({
            identical: z.boolean(),
            epoch: z.int(),
            items: z.array(z.string()).readonly(),
            because: z.enum(['catalogue-changed', 'history-not-kept', 'rules-changed']).optional(),
          }),
        },
      },
    },
    async (request) => replaySlate(recommendations, shopIdOf(request), request.params.slate),
  )
}
