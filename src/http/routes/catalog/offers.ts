/** A shop changes state, stock or prices of a product, and hears when no process shows the old ones any more. */
import { z } from 'zod'
import { planEmbedding } from '../../../catalog/embedding/plan-embedding.ts'
import type { PlanChanges } from '../../../catalog/imports/settle-batch.ts'
import { changeOffer, offerSchema } from '../../../catalog/offers/change-offer.ts'
import { getProduct } from '../../../catalog/read-products.ts'
import { planDrift } from '../../../content/drift/plan-drift.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { idParamsSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'
import { storedProductSchema } from './product-schema.ts'

export function addOfferRoute(server: HttpServer, { db, changes, relay }: ServerDeps): void {
  server.patch(
    '/v1/products/:id',
    {
      config: { scope: 'catalog:write', cost: 3, problems: [404] },
      schema: {
        operationId: 'changeOffer',
        tags: ['Catalogue'],
        summary: 'Change state, stock or prices of a product',
        description:
          'What is left out stays. Answers once every process shows the change; `applied` is false when one of them has not said so within five seconds.',
        params: idParamsSchema,
        body: offerSchema.meta({
          id: 'Offer',
          examples: [{ status: 'active', variants: [{ id: 'k1-red', stockUnits: 0, priceMinor: 2_999 }] }],
        }),
        response: {
          200: z.object({ changed: z.boolean(), applied: z.boolean(), product: storedProductSchema }),
        },
      },
    },
    async (request) => {
      const shopId = shopIdOf(request)
      const { id } = request.params
      const changed = await db
        .transaction()
        .execute((trx) => changeOffer(trx, planChanges, { shopId, id, offer: request.body }))
      if (changed) relay.poke()
      // Also when nothing changed: the request that made the change may not have waited to the end.
      const { applied } = await changes.awaitApplied()
      return { changed, applied, product: await getProduct(db, shopId, id) }
    },
  )
}

/** As after an import: new vectors, and a look at texts that state a price. */
const planChanges: PlanChanges = async (trx, shopId, productIds) => {
  await planEmbedding(trx, shopId, productIds)
  await planDrift(trx, shopId, productIds)
}
