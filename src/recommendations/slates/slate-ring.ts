/**
 * The latest slates of this process, in memory; those of visits with consent are written to Postgres in bulk, behind the
 * answers. Nothing waits for it: when more come than can be written, the newest are not written, and counted.
 */
import type { HeldSlate } from './slate-record.ts'

export interface SlateRing {
  add(record: HeldSlate): void
  find(shopId: string, slate: string): HeldSlate | undefined
  /** Forgets the slates of visitors whose keys are given by `isErased`, also those that wait to be written. */
  forget(shopId: string, isErased: (visitor: string) => boolean): void
  /** Writes what waits; also called on a timer. */
  flush(): Promise<void>
  /** Slates that were never written because too many came. */
  readonly dropped: number
}

export interface SlateRingOptions {
  readonly store: (records: readonly HeldSlate[]) => Promise<void>
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
  /** The last ones, the newest just before `place`; adding is all that answers do, so that finding has to look. */
  const held: (HeldSlate | undefined)[] = []
  let place = 0
  let waiting: HeldSlate[] = []
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
      held[place] = record
      place = (place + 1) % heldMax
      if (record.request.consent === 'none') return
      if (waiting.length >= waitingMax) dropped++
      else waiting.push(record)
    },
    find(shopId, slate) {
      return held.find((record) => record?.slate === slate && record.shopId === shopId)
    },
    forget(shopId, isErased) {
      const isGone = (record: HeldSlate) =>
        record.shopId === shopId && record.request.visitor !== undefined && isErased(record.request.visitor)
      held.forEach((record, at) => {
        if (record !== undefined && isGone(record)) held[at] = undefined
      })
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
