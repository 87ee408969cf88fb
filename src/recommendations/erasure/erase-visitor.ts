/**
 * Forgets a visitor, in one transaction: events and visits, the images and relations learnt from them. The answer proves
 * it: the hash of the model without the visitor, which is that of a model built from what is left.
 */
import type { Clock } from '../../clock.ts'
import type { Change } from '../../database/changes/change-feed.ts'
import type { Db } from '../../database/schema.ts'
import { erasureChange, eraseVisitorEvents } from '../../events/erasure/erase-visitor.ts'
import { listBasketProducts } from '../../events/reading/read-history.ts'
import { dropLearnt, lockModelState, lowerTotals } from '../image/image-queries.ts'
import { requestBuild } from '../image/build/request-build.ts'
import type { HeldImages } from '../image/held/hold-images.ts'
import { eraseRecipient } from '../mailings/keep-mailings.ts'
import { eraseSlates } from '../slates/keep-slates.ts'
import { hashIndex } from './hash-index.ts'
import { hashStoredVisits } from './hash-stored-visits.ts'

export interface EraseDeps {
  readonly db: Db
  readonly clock: Clock
  readonly images: HeldImages
  readonly announce: (trx: Db, change: Change) => Promise<void>
}

export interface ErasedVisitor {
  readonly modelHash: string
  /** The last entry of the visit log that the hash holds. */
  readonly seq: number
  readonly events: number
  readonly visits: number
  /** Relations dropped, to be counted anew by the build that was asked for. */
  readonly relations: number
}

/** Erasing somebody unknown changes nothing but the list of those who must not come back. */
export async function eraseVisitor(deps: EraseDeps, shopId: string, visitor: string): Promise<ErasedVisitor> {
  const { db, clock, announce } = deps
  const erased = await db.transaction().execute(async (trx) => {
    const state = await lockModelState(trx, shopId)
    const basket = await listBasketProducts(trx, shopId, visitor, state.countedUntil)
    const { events, visits } = await eraseVisitorEvents(trx, clock, shopId, visitor)
    const relations =
      events + visits.length === 0
        ? 0
        : await dropLearnt(trx, shopId, {
            products: [...new Set([...basket, ...visits.flatMap(({ items }) => items)])],
            erasedAt: clock.now(),
          })
    await eraseSlates(trx, shopId, visitor)
    await eraseRecipient(trx, shopId, visitor)
    await lowerTotals(trx, shopId, {
      viewers: visits.some(({ seq }) => seq <= state.countedSeq) ? 1 : 0,
      buyers: basket.length > 0 ? 1 : 0,
    })
    if (events + visits.length > 0) await requestBuild(trx, shopId)
    await announce(trx, erasureChange(shopId, visitor))
    await announce(trx, { topic: 'model', shopId })
    return { events, visits: visits.length, relations }
  })
  const proof = await deps.images.withIndex(shopId, async (index, seq) => ({
    modelHash: await hashIndex(index),
    seq,
  }))
  return { ...erased, ...(proof ?? (await hashStoredVisits(db, shopId))) }
}
