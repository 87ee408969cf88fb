/** Slates between memory and Postgres: stored in bulk, found by id, forgotten after a month or with their visitor. */
import type { Db } from '../../database/schema.ts'
import { allows } from '../../events/consent.ts'
import { AppError } from '../../errors.ts'
import { exploredSlotSchema } from '../exploration/explored-slot.ts'
import {
  deleteOldSlates,
  deleteSlatesOf,
  insertSlates,
  selectSlate,
  selectSlatesOf,
} from './slate-queries.ts'
import {
  readHeld,
  storedItemsSchema,
  storedSlateSchema,
  type HeldSlate,
  type SlateRecord,
} from './slate-record.ts'
import type { SlateRing } from './slate-ring.ts'

const keptDays = 30

export async function storeSlates(db: Db, records: readonly HeldSlate[]): Promise<void> {
  await insertSlates(
    db,
    records.map((record) => {
      const { request } = record
      const { visitor } = request
      const items: unknown = JSON.parse(record.itemsJson)
      const asked = { ...request, session: undefined, visitor: undefined }
      return {
        shop_id: record.shopId,
        id: record.slate,
        at: record.at.toISOString(),
        placement: request.placement,
        visitor: allows(request.consent, 'pseudonymous') ? (visitor ?? null) : null,
        epoch: record.epoch,
        counted_seq: record.countedSeq,
        counted_until: record.countedUntil?.toISOString() ?? null,
        arm: record.arm,
        rules: record.rules,
        asked: { request: asked, viewed: record.viewed, cart: record.cart },
        items,
        explored: record.explored ?? null,
      }
    }),
  )
}

/** @throws AppError recommendations.slate-not-found */
export async function getSlate(
  { db, slates }: { readonly db: Db; readonly slates: SlateRing },
  shopId: string,
  slate: string,
): Promise<SlateRecord> {
  const held = slates.find(shopId, slate)
  if (held !== undefined) return readHeld(held)
  const row = await selectSlate(db, shopId, slate)
  if (row === undefined) {
    const detail =
      'There is no such slate: it may be older than 30 days, made without consent by another process, or erased.'
    throw new AppError('recommendations.slate-not-found', detail)
  }
  const { request, viewed, cart } = storedSlateSchema.parse(row.asked)
  return {
    slate,
    shopId,
    at: row.at,
    epoch: row.epoch,
    countedSeq: row.countedSeq,
    countedUntil: row.countedUntil ?? undefined,
    request,
    viewed,
    cart,
    arm: row.arm,
    rules: row.rules,
    items: storedItemsSchema.parse(row.items),
    ...(row.explored === null ? {} : { explored: exploredSlotSchema.parse(row.explored) }),
  }
}

/** Called now and then by a worker. */
export function purgeSlates(db: Db): Promise<void> {
  return deleteOldSlates(db, keptDays)
}

/** Rows in memory at once. */
const pageSize = 200

/** What a visitor was shown, oldest first, page by page. */
export async function* slatesOf(db: Db, shopId: string, visitor: string): AsyncGenerator<readonly object[]> {
  let after: readonly [Date, string] | undefined
  for (;;) {
    const page = await selectSlatesOf(db, shopId, visitor, after, pageSize)
    yield page
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    after = [last.at, last.slate]
  }
}

/** Part of an erasure. */
export function eraseSlates(trx: Db, shopId: string, visitor: string): Promise<void> {
  return deleteSlatesOf(trx, shopId, visitor)
}
