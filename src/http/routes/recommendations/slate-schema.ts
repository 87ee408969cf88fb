/** Slates and their reasons, as the reference shows them. */
import { z } from 'zod'
import { consentLevels } from '../../../events/consent.ts'
import { candidateSources, reasonCodes } from '../../../recommendations/recommendation.ts'

const sourceSchema = z.enum(candidateSources)

export const reasonSchema = z
  .object({
    code: z.enum(reasonCodes),
    item: z.string().optional().describe('The product it is about: viewed, bought or compared with'),
    k: z.int().optional().describe('Of n visitors with `item`, so many went on to this one'),
    n: z
      .int()
      .optional()
      .describe(
        'Visitors with `item`, or without `k` those of this product in the last `days`; five or more, like k',
      ),
    days: z.int().optional().describe('How far back `n` counts, for trending, popular and bestseller'),
    lift: z.number().optional().describe('How much likelier than for visitors without `item`'),
    ci: z.array(z.number()).length(2).readonly().optional().describe('95 % interval of the lift'),
    category: z.string().optional(),
    brand: z.string().optional(),
    attributes: z
      .record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])).readonly())
      .readonly()
      .optional(),
  })
  .meta({ id: 'Reason' })

export const slateItemSchema = z.object({
  id: z.string(),
  position: z.int().describe('From 0'),
  score: z.number().describe('Blended relevance; the best candidate without rules has 1'),
  source: sourceSchema,
  tier: z.int().describe('Steps down the fallback chain; 0 is what the placement is for'),
  rule: z.string().nullable().describe('The merchandising rule that placed or moved it'),
  explored: z
    .literal(true)
    .optional()
    .describe('Drawn by chance among the products ranked next to this place'),
  reason: reasonSchema,
})

export const recommendationSchema = z
  .object({
    slate: z.string(),
    token: z.string().describe('Send it with the events of this slate'),
    as_of: z
      .string()
      .describe('When everything known was counted last, ISO 8601; the header Age has the seconds since'),
    epoch: z.int().describe('Number of the image that answered; 0 while the shop has none'),
    consent_used: z.enum(consentLevels).describe('What was needed, never above what was granted'),
    items: z.array(slateItemSchema).readonly(),
    fill: z.object({
      asked: z.int(),
      returned: z.int(),
      eligible: z.int().optional().describe('Products that may be shown; with `explain` or a short slate'),
      removed: z
        .object({ hidden: z.int(), stock: z.int(), filter: z.int(), excluded: z.int() })
        .optional()
        .describe('The others, each under the first test that removed it'),
    }),
    sources: z
      .array(z.object({ name: sourceSchema, ms: z.number().optional(), late: z.literal(true).optional() }))
      .readonly()
      .describe('Sources asked; a late one did not answer in time and was not waited for'),
    next: z.string().optional().describe('The next page, without repeats'),
    stale: z.literal(true).optional().describe('Postgres could not be asked whether all may still be shown'),
    outdated: z
      .literal(true)
      .optional()
      .describe('What was learnt is too old and was not used: only the catalogue answered'),
  })
  .meta({
    id: 'Recommendation',
    examples: [
      {
        slate: 'slate_01JD0000000000000000000000',
        token: 'v1.1.WyJzbGF0ZV8wMUpEMDAwMDAwMDAwMDAwMDAwMDAwMDAwMCJd.5zRkq1',
        as_of: '2026-01-05T10:00:00.000Z',
        epoch: 4127,
        consent_used: 'session',
        items: [
          {
            id: 'k4',
            position: 0,
            score: 1,
            source: 'session-knn',
            tier: 0,
            rule: null,
            reason: { code: 'viewed-after', item: 'k1', k: 38, n: 212, lift: 6.1, ci: [4.5, 8.3] },
          },
        ],
        fill: { asked: 1, returned: 1 },
        sources: [
          { name: 'session-knn', ms: 0.4 },
          { name: 'content', late: true as const },
        ],
        next: '/v1/recommendations/slate_01JD0000000000000000000000/next?n=1',
      },
    ],
  })
