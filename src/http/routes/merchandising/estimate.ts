/** What a rule would cost or bring, from slots that were filled by chance. */
import {
  estimateRequestSchema,
  estimateRule,
  ruleEstimateSchema,
} from '../../../recommendations/exploration/estimate/estimate-rule.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { limits } from '../../limits.ts'
import type { ServerDeps } from '../../server-deps.ts'

export function addEstimateRoute(server: HttpServer, { db, clock, recommendations }: ServerDeps): void {
  const deps = { db, clock, mirrors: recommendations.mirrors }
  server.post(
    '/v1/merchandising/rules/estimate',
    {
      bodyLimit: limits.bodyBytes,
      config: { scope: 'catalog:read', cost: 50 },
      schema: {
        operationId: 'estimateMerchandisingRule',
        tags: ['Recommendations'],
        summary: 'What a rule would cost or bring, before it is shown to anybody',
        description:
          'Compares, in slots that were filled by chance (the shop’s setting `explore`), draws that did what the rule would have done with ' +
          'draws that did what is done now: self-normalised inverse propensity scoring, weights up to 10, 95 % interval clustered by ' +
          'visitor. Nothing is stored. See docs/recommendations/merchandising.md.',
        body: estimateRequestSchema.meta({
          id: 'MerchandisingEstimateRequest',
          examples: [
            {
              rule: { name: 'More Lumen', action: 'boost', filter: { brand: { in: ['Lumen'] } }, factor: 3 },
              days: 14,
            },
          ],
        }),
        response: { 200: ruleEstimateSchema.meta({ id: 'MerchandisingRuleEstimate' }) },
      },
    },
    async (request) => estimateRule(deps, { ...request.body, shopId: shopIdOf(request) }),
  )
}
