/** Sees to it that published texts of changed products are looked at; part of the transaction that changes them. */
import type { Db } from '../../database/schema.ts'
import { jobs } from '../../queue/jobs.ts'
import { enqueueMany } from '../../queue/outbox.ts'
import { selectPublishedProducts } from '../publish/publication-queries.ts'

/** One job looks at this many products: a second or so of work. */
const PRODUCTS_PER_JOB = 100

/** Products without a published text cost one look at an index. */
export async function planDrift(trx: Db, shopId: string, productIds: readonly number[]): Promise<void> {
  if (productIds.length > 0)
    await enqueueLooks(trx, shopId, await selectPublishedProducts(trx, shopId, productIds))
}

/** For what may change the facts of any product: the attribute dictionary, certificates, promotions. */
export async function planDriftOfShop(trx: Db, shopId: string): Promise<void> {
  await enqueueLooks(trx, shopId, await selectPublishedProducts(trx, shopId, null))
}

async function enqueueLooks(trx: Db, shopId: string, published: readonly number[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(published.length / PRODUCTS_PER_JOB) }, (_, batch) =>
    published.slice(batch * PRODUCTS_PER_JOB, (batch + 1) * PRODUCTS_PER_JOB),
  )
  await enqueueMany(
    trx,
    jobs.watchDrift,
    batches.map((batch) => ({ shopId, payload: { productIds: batch } })),
  )
}
