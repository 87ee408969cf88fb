/** What the shop should find out first: facts that texts of its products miss. */
import { z } from 'zod'
import { listAsks } from '../../../content/facts/ask/list-asks.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'

const askSchema = z
  .object({
    kind: z.string().describe('Leaf category, levels joined by " > ", or the product type'),
    attribute: z.string(),
    label: z.string().nullable(),
    reason: z
      .enum(['missing', 'unit-missing'])
      .describe('`unit-missing`: the numbers are there; a unit in the dictionary unlocks them'),
    products: z.int().describe('Products of the kind that lack it'),
    siblingShare: z.number().describe('Share of the kind that has it'),
    weight: z.int(),
    channels: z.array(z.string()).readonly().describe('Channels that count must-say facts'),
    score: z.number().describe('weight × sibling share × (1 + 0.1 per channel)'),
    examples: z.array(z.string()).readonly().describe('Some of the products that lack it'),
  })
  .meta({ id: 'Ask' })

export function addAskRoutes(server: HttpServer, { db, clock }: ServerDeps): void {
  server.get(
    '/v1/copy/ask',
    {
      config: { scope: 'copy:read', cost: 20 },
      schema: {
        operationId: 'listAsks',
        tags: ['Evidence'],
        summary: 'Missing must-say facts, the most valuable first',
        querystring: pageQuerySchema.extend({
          product: z.string().min(1).max(200).optional().describe('Only what this product lacks'),
          category: z
            .string()
            .min(1)
            .max(2_000)
            .optional()
            .describe('Only products of this category path, levels joined by " > "'),
        }),
        response: { 200: pageSchema(askSchema) },
      },
    },
    async (request) => listAsks(db, clock, shopIdOf(request), request.query),
  )
}
