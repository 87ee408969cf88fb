/**
 * Forgets a visitor: events, open and closed visits, ids of events. What remains is a hash by which events that are sent
 * again are recognised and dropped, and an entry of the visit log that tells models which visits to take out.
 */
import type { Clock } from '../../clock.ts'
import type { Change } from '../../database/changes/change-feed.ts'
import type { Db } from '../../database/schema.ts'
import { changeKey } from '../visit-key.ts'
import {
  deleteEvents,
  deleteVisits,
  insertTombstone,
  selectRevenants,
  type ErasedVisit,
} from './erasure-queries.ts'

export interface Erasure {
  readonly events: number
  /** The log's entry of the erasure; its last entry when no visit was erased. */
  readonly seq: number
  /** In the order of their numbers. */
  readonly visits: readonly ErasedVisit[]
}

/** In the caller's transaction; erasing somebody unknown leaves the hash, and nothing else. */
export async function eraseVisitorEvents(
  trx: Db,
  clock: Clock,
  shopId: string,
  visitor: string,
): Promise<Erasure> {
  const now = clock.now()
  await insertTombstone(trx, shopId, visitor, now)
  // The log is locked first: whoever closes visits waits, and then finds the events gone.
  const { seq, visits } = await deleteVisits(trx, shopId, visitor, now)
  return { events: await deleteEvents(trx, shopId, visitor), seq, visits }
}

/** What tells every process to forget its copy of the visitor's history; to be announced in the same transaction. */
export function erasureChange(shopId: string, visitor: string): Change {
  return { topic: 'visitors', shopId, keys: [erasedBy, changeKey('visitor', visitor)] }
}

/** Which visitors a change says were erased; undefined for other changes. */
export function readErasure({
  keys: [by, ...erased],
}: Extract<Change, { topic: 'visitors' }>): ((visitor: string) => boolean) | undefined {
  return by === erasedBy ? (visitor) => erased.includes(changeKey('visitor', visitor)) : undefined
}

/** Who stored the change, in place of the process that otherwise stands there. */
const erasedBy = '#erasure'

/**
 * An event that was being stored while its visitor was erased may commit after it. It is taken away before its visit
 * could be closed, so that no model learns from it.
 */
export async function eraseRevenants(trx: Db, clock: Clock, shopId: string): Promise<void> {
  for (const visitor of await selectRevenants(trx, shopId))
    await eraseVisitorEvents(trx, clock, shopId, visitor)
}
