/** Relations of a product, with their counts and intervals. */
import { z } from 'zod'
import {
  listRelations,
  productRelationSchema,
  relationQuerySchema,
} from '../../../recommendations/relations/list-relations.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { idParamsSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'

export function addRelationRoutes(server: HttpServer, { db }: ServerDeps): void {
  server.get(
    '/v1/products/:id/relations',
    {
      config: { scope: 'catalog:read', cost: 2 },
      schema: {
        operationId: 'listRelations',
        tags: ['Recommendations'],
        summary: 'What replaces a product, goes with it, or is viewed after it',
        description:
          'Counts are of voters: a visitor counts once per pair. Below five voters with both products, or twenty with this one, the list is empty.',
        params: idParamsSchema,
        querystring: relationQuerySchema,
        response: {
          200: z.object({ data: z.array(productRelationSchema.meta({ id: 'ProductRelation' })) }),
        },
      },
    },
    async (request) => ({
      data: await listRelations(db, shopIdOf(request), request.params.id, request.query),
    }),
  )
}
