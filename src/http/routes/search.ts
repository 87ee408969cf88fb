/** Text search over the catalogue. */
import { z } from 'zod'
import { searchProducts } from '../../catalog/search/search-products.ts'
import { filterQuerySchema } from '../filter-query.ts'
import { shopIdOf } from '../guards/authenticate.ts'
import type { HttpServer } from '../http-server.ts'
import { pageQuerySchema } from '../page-query.ts'
import type { ServerDeps } from '../server-deps.ts'

const searchItemSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    brand: z.string().nullable(),
    category: z.array(z.string()).readonly(),
    url: z.string().nullable(),
    image: z.string().nullable(),
    currency: z.string(),
    priceMinMinor: z.int().nullable().describe('Lowest price of the variants, minor units'),
    priceMaxMinor: z.int().nullable(),
    inStock: z.boolean(),
    score: z.number().describe('Orders this answer; comparable with nothing else'),
    ranks: z
      .object({ lexical: z.int().nullable(), vector: z.int().nullable() })
      .readonly()
      .optional()
      .describe('Place in each list, from 1; with `explain` only'),
  })
  .meta({ id: 'SearchItem' })

const searchResultSchema = z
  .object({
    items: z.array(searchItemSchema).readonly(),
    next: z.string().nullable(),
    legs: z.object({
      lexical: z.object({ weight: z.number(), matched: z.int() }),
      vector: z.union([
        z.object({ used: z.literal(true), weight: z.number(), model: z.string() }),
        z.object({
          used: z.literal(false),
          reason: z.enum(['not-embedded', 'model-unavailable', 'weight-zero']),
        }),
      ]),
    }),
  })
  .meta({ id: 'SearchResult' })

const explainSchema = z.enum(['true', 'false']).default('false').describe('Adds the ranks each list gave')

export function addSearchRoute(server: HttpServer, deps: ServerDeps): void {
  server.get(
    '/v1/search',
    {
      config: { scope: 'reco:read', cost: 2, shed: 'last' },
      schema: {
        operationId: 'searchProducts',
        tags: ['Recommendations'],
        summary: 'Search by words and by meaning',
        description:
          'Products that hold the words and products that mean the same, fused by rank; active products only. `legs` says which of the two answered.',
        querystring: pageQuerySchema.extend({
          q: z.string().trim().min(1).max(500).describe('What the shopper typed'),
          filter: filterQuerySchema,
          explain: explainSchema,
        }),
        response: { 200: searchResultSchema },
      },
    },
    async (request) => {
      const { q, filter, cursor, limit, explain } = request.query
      return searchProducts(deps, {
        shopId: shopIdOf(request),
        query: q,
        filter,
        cursor,
        limit,
        explain: explain === 'true',
      })
    },
  )
}
