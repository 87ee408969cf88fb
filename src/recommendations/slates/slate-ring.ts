/**
 * The latest slates of this process, in memory; those of visits with consent are written to Postgres in bulk, behind the
 * answers. Nothing waits for it: when more come than can be written, the newest are not written, and counted.
 */
import type { SlateRecord } from './slate-record.ts'

export interface SlateRing {
  add(record: SlateRecord): void
  find(shopId: string, slate: string): SlateRecord | undefined
  /** Forgets the slates of visitors whose keys are given by `isErased`, also those that wait to be written. */
  forget(shopId: string, isErased: (visitor: string) => boolean): void
  /** Writes what waits; also called on a timer. */
  flush(): Promise<void>
  /** Slates that were never written because too many came. */
  readonly dropped: number
}

export interface SlateRingOptions {
  readonly store: (records: readonly SlateRecord[]) => Promise<void>
  /** Slates remembered in memory. */
  readonly heldMax?: number
  /** Slates that may wait to be written. */
  readonly waitingMax?: number
}

const batchSize = 500

export function createSlateRing({
  store,
  heldMax = 10_000,
  waitingMax = 20_000,
}: SlateRingOptions): SlateRing {
  const held = new Map<string, SlateRecord>()
  /** Slates in the order they came. Asking the map for its oldest key would walk over all that were deleted (profiled). */
  const order: string[] = []
  let place = 0
  let waiting: SlateRecord[] = []
  let dropped = 0
  let writing: Promise<void> | undefined
  const write = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize)
      await store(batch)
      const stored = new Set(batch)
      waiting = waiting.filter((record) => !stored.has(record))
    }
  }
  return {
    add(record) {
      const oldest = order[place]
      if (oldest !== undefined) held.delete(oldest)
      order[place] = record.slate
      place = (place + 1) % heldMax
      held.set(record.slate, record)
      if (record.request.consent === 'none') return
      if (waiting.length >= waitingMax) dropped++
      else waiting.push(record)
    },
    find(shopId, slate) {
      const record = held.get(slate)
      return record?.shopId === shopId ? record : undefined
    },
    forget(shopId, isErased) {
      const isGone = (record: SlateRecord) =>
        record.shopId === shopId && record.request.visitor !== undefined && isErased(record.request.visitor)
      for (const [slate, record] of held) if (isGone(record)) held.delete(slate)
      waiting = waiting.filter((record) => !isGone(record))
    },
    flush() {
      writing ??= write().finally(() => {
        writing = undefined
      })
      return writing
    },
    get dropped() {
      return dropped
    },
  }
}
