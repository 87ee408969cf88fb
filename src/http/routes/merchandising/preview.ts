/** What a page would show with the rules of a moment, some added or left out. */
import { z } from 'zod'
import { previewRequestSchema, previewSlate } from '../../../recommendations/after/preview.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { limits } from '../../limits.ts'
import type { ServerDeps } from '../../server-deps.ts'
import { slateItemSchema } from '../recommendations/slate-schema.ts'

export function addPreviewRoute(server: HttpServer, { recommendations, rules }: ServerDeps): void {
  server.post(
    '/v1/merchandising/preview',
    {
      bodyLimit: limits.bodyBytes,
      config: { scope: 'catalog:read', cost: 20, problems: [404] },
      schema: {
        operationId: 'previewMerchandising',
        tags: ['Recommendations'],
        summary: 'What a page would show, with rules and without',
        description: 'Nothing is stored, and no rule is withheld. Each rule says what became of it.',
        body: previewRequestSchema.meta({
          id: 'MerchandisingPreviewRequest',
          examples: [
            {
              request: { placement: 'product-similar', context: { item: 'KET-007' }, n: 4 },
              at: '2026-11-27T10:00:00+01:00',
              add: [{ name: 'Black Friday', action: 'pin', filter: { tag: { in: ['black-friday'] } } }],
            },
          ],
        }),
        response: {
          200: z.object({
            withRules: z.array(slateItemSchema).readonly(),
            withoutRules: z.array(slateItemSchema).readonly(),
            rules: z
              .array(
                z.object({
                  id: z.string().describe('"tried-0" for the first one of `add`'),
                  name: z.string(),
                  effect: z.enum([
                    'matches',
                    'not-enabled',
                    'other-placement',
                    'out-of-schedule',
                    'other-context',
                    'left-out',
                    'no-eligible-product',
                    'no-difference',
                  ]),
                }),
              )
              .readonly(),
          }),
        },
      },
    },
    async (request) => previewSlate(recommendations, rules, { ...request.body, shopId: shopIdOf(request) }),
  )
}
