/** The shop's closed visits as arrays, with their hash. Visitors do not enter: a visit is what was viewed, and when. */
import { createHash } from 'node:crypto'
import type { Db } from '../../../database/schema.ts'
import { lastVisitNumber, streamVisits } from '../../../events/reading/stream-visits.ts'
import type { VisitLog } from '../../session-knn/visit-log.ts'
import { growingFloat64, growingUint32 } from '../files/growing-numbers.ts'
import { createItemIds } from '../files/item-numbers.ts'

/** The newest visits that are looked at: at five views each some 60 MB. */
const visitsMax = 2_000_000

export interface ShopVisits {
  /** By number, not by end. */
  readonly visits: VisitLog
  readonly lastSeq: number
  /** Over `[number, end, [items]]` as JSON, a line each. */
  readonly sha256: string
}

export async function readShopVisits(
  db: Db,
  shopId: string,
  { signal, onShare }: { readonly signal: AbortSignal; readonly onShare: (share: number) => Promise<void> },
): Promise<ShopVisits> {
  const lastSeq = await lastVisitNumber(db, shopId)
  const after = Math.max(0, lastSeq - visitsMax)
  const items = createItemIds()
  const offsets = growingUint32()
  const clicks = growingUint32()
  const ends = growingFloat64()
  const numbers = growingFloat64()
  const hash = createHash('sha256')
  offsets.push(0)
  for await (const page of streamVisits(db, shopId, { after, upTo: lastSeq })) {
    signal.throwIfAborted()
    for (const { seq, end, items: viewed } of page) {
      hash.update(`${JSON.stringify([seq, end, viewed])}\n`)
      for (const id of viewed) clicks.push(items.numberOf(id))
      offsets.push(clicks.length)
      ends.push(end)
      numbers.push(seq)
    }
    await onShare(((page.at(-1)?.seq ?? after) - after) / Math.max(1, lastSeq - after))
  }
  return {
    visits: {
      items: items.list(),
      offsets: offsets.take(),
      clicks: clicks.take(),
      ends: ends.take(),
      numbers: numbers.take(),
    },
    lastSeq,
    sha256: hash.digest('hex'),
  }
}
