/** Slates for a placement. The answer has its final shape; fields a later release fills are absent until then. */
import { z } from 'zod'
import { consentLevels, recommendationRequestSchema } from '../../recommendations/recommendation.ts'
import { recommend } from '../../recommendations/recommend.ts'
import { shopIdOf } from '../guards/authenticate.ts'
import type { HttpServer } from '../http-server.ts'
import { limits } from '../limits.ts'
import type { ServerDeps } from '../server-deps.ts'

const sourceSchema = z.enum(['content', 'category', 'latest'])

const reasonSchema = z
  .object({
    code: z.enum(['shares-category', 'shares-brand', 'shares-attributes', 'similar-text', 'latest']),
    item: z.string().optional().describe('The product it has this in common with'),
    category: z.string().optional(),
    brand: z.string().optional(),
    attributes: z
      .record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])).readonly())
      .readonly()
      .optional(),
  })
  .meta({ id: 'Reason' })

const recommendationSchema = z
  .object({
    slate: z.string(),
    as_of: z.string().describe('When it was made, ISO 8601'),
    consent_used: z.enum(consentLevels).describe('What was needed, never above what was granted'),
    items: z
      .array(
        z.object({
          id: z.string(),
          position: z.int().describe('From 0'),
          score: z.number(),
          source: sourceSchema,
          tier: z.int().describe('Steps down the fallback chain; 0 is the placement’s first source'),
          reason: reasonSchema,
        }),
      )
      .readonly(),
    fill: z.object({
      asked: z.int(),
      returned: z.int(),
      eligible: z.int().optional().describe('Products that may be shown; with `explain` or a short slate'),
      removed: z
        .object({ hidden: z.int(), stock: z.int(), filter: z.int(), excluded: z.int() })
        .optional()
        .describe('The others, each under the first test that removed it'),
    }),
    sources: z.array(z.object({ name: sourceSchema, ms: z.number() })).readonly(),
  })
  .meta({
    id: 'Recommendation',
    examples: [
      {
        slate: 'slate_01JD0000000000000000000000',
        as_of: '2026-01-05T10:00:00.000Z',
        consent_used: 'none',
        items: [
          {
            id: 'k4',
            position: 0,
            score: 0.81,
            source: 'content',
            tier: 0,
            reason: { code: 'shares-category', item: 'k1', category: 'home > kitchen > kettles' },
          },
        ],
        fill: { asked: 1, returned: 1 },
        sources: [{ name: 'content', ms: 3.2 }],
      },
    ],
  })

export function addRecommendationRoute(server: HttpServer, deps: ServerDeps): void {
  server.post(
    '/v1/recommendations',
    {
      handlerTimeout: limits.recommendationMs,
      // Built field by field in `recommend`, whose type the schema is checked against; parsing it again was 7 % of a
      // request (profiled).
      serializerCompiler: () => JSON.stringify,
      config: { scope: 'reco:read', cost: 2, shed: 'last', problems: [404] },
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
              context: { item: 'k1' },
              n: 4,
              filter: { all: [{ price: { lte: 80 } }, { 'attr.color': { in: ['red'] } }] },
            },
          ],
        }),
        response: { 200: recommendationSchema },
      },
    },
    async (request) => recommend(deps, { ...request.body, shopId: shopIdOf(request) }),
  )
}
