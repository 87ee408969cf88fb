/** Forgetting a visitor, with the proof that the model did. */
import { z } from 'zod'
import { eraseVisitor } from '../../../recommendations/erasure/erase-visitor.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { idParamsSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'

const erasedSchema = z
  .object({
    model_hash: z
      .string()
      .describe('Of the session model without the visitor: that of one built from what is left'),
    seq: z.int().describe('The last entry of the visit log that the hash holds'),
    events: z.int().describe('Events deleted'),
    visits: z.int().describe('Closed visits deleted'),
    relations: z.int().describe('Relations dropped until they are counted anew'),
  })
  .meta({ id: 'ErasedVisitor' })

/** Hashing ten million clicks takes some seconds. */
const handlerMs = 60_000

export function addVisitorErasureRoute(server: HttpServer, deps: ServerDeps): void {
  server.delete(
    '/v1/visitors/:id',
    {
      handlerTimeout: handlerMs,
      config: { scope: 'admin:shop', cost: 50 },
      schema: {
        operationId: 'eraseVisitor',
        tags: ['Events'],
        summary: 'Forget a visitor',
        description:
          'Deletes events and visits, drops images and relations learnt from them, and takes the visits out of models in memory. Doing it again changes nothing and gives the hash of now.',
        params: idParamsSchema,
        response: { 200: erasedSchema },
      },
    },
    async (request) => {
      const { modelHash, ...counts } = await eraseVisitor(deps, shopIdOf(request), request.params.id)
      return { model_hash: modelHash, ...counts }
    },
  )
}
