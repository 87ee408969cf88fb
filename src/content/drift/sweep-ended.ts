/** Certificates and promotions end without anybody importing anything: the clock is looked at instead. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { selectEndedCitations } from '../publish/publication-queries.ts'
import { planDrift } from './plan-drift.ts'

/** Products per sweep; the next one takes the rest. */
const PRODUCTS_MAX = 5_000

/** Safe to run in several processes at once: looking at a product twice finds the same. */
export async function sweepEndedCitations({
  db,
  clock,
}: {
  readonly db: Db
  readonly clock: Clock
}): Promise<void> {
  const ended = await selectEndedCitations(db, clock.now(), PRODUCTS_MAX)
  for (const shopId of new Set(ended.map((citation) => citation.shopId))) {
    const productIds = ended.flatMap((citation) => (citation.shopId === shopId ? [citation.productId] : []))
    await db.transaction().execute((trx) => planDrift(trx, shopId, productIds))
  }
}
