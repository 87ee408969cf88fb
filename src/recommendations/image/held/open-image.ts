/** A stored image in memory: views of one shared buffer, the session model over it, and what follows the log. */
import { setImmediate } from 'node:timers/promises'
import type { Json } from '../../../database/schema.ts'
import { createSessionModel } from '../../session-knn/create-session-model.ts'
import { addItem, addVisit, removeVisit } from '../../session-knn/change-index.ts'
import type { SessionIndex } from '../../session-knn/session-index.ts'
import { sessionKnnParamsSchema } from '../../session-knn/session-knn-params.ts'
import type { SessionModel } from '../../session-knn/session-model.ts'
import { readArrayFile } from '../file/array-file.ts'
import { countIds, decodeIds, fromArrays } from '../file/image-arrays.ts'
import { sessionsFromArrays } from '../file/session-arrays.ts'
import { openShopImage } from '../open-shop-image.ts'
import type { ShopImage } from '../shop-image.ts'
import { z } from 'zod'

/** Ids decoded between two turns of the event loop: about a millisecond. */
const idsPerTurn = 2_000

export interface HeldImage {
  readonly image: ShopImage
  readonly index: SessionIndex
  readonly bytes: number
  /** Takes in the visits of the log after `image.seq`, in its order. */
  addVisits(visits: readonly LoggedVisit[]): void
  /** Takes out visits by their numbers. */
  removeVisits(numbers: readonly number[]): void
  /** The copy holds the log up to here. */
  advance(seq: number): void
  /** The shop's log and images were looked at now, and this copy holds all of them. */
  confirmAt(now: Date): void
  /** Counts no longer recount: they are withheld from here on. */
  withholdCounts(): void
}

export interface LoggedVisit {
  readonly seq: number
  readonly end: number
  readonly items: readonly string[]
}

/** @param params settings that passed the promotion gate; without them no session model is served */
export async function openImage(buffer: SharedArrayBuffer, params: Json | undefined): Promise<HeldImage> {
  const { meta, arrays } = readArrayFile(buffer)
  const parts = fromArrays(meta, arrays)
  const ids: string[] = []
  const numbers = new Map<string, number>()
  const size = countIds(arrays)
  for (let from = 0; from < size; from += idsPerTurn) {
    for (const id of decodeIds(arrays, from, Math.min(size, from + idsPerTurn)))
      numbers.set(id, ids.push(id) - 1)
    await setImmediate()
  }
  const index = sessionsFromArrays(z.object({ sessions: z.unknown() }).parse(meta).sessions, arrays, ids)
  const sessions =
    params === undefined ? undefined : createSessionModel(index, sessionKnnParamsSchema.parse(params))
  const state: {
    seq: number
    erased: number
    asOf: Date | undefined
    countsHold: boolean
    readonly sessions: SessionModel | undefined
  } = {
    seq: parts.seq,
    erased: 0,
    asOf: undefined,
    countsHold: true,
    sessions,
  }
  const items = {
    get size() {
      return ids.length
    },
    numberOf: (externalId: string) => numbers.get(externalId),
    idOf(item: number) {
      const id = ids[item]
      if (id === undefined) throw new RangeError(`There is no product ${String(item)} in this image.`)
      return id
    },
  }
  const numberOf = (id: string): number => {
    const known = numbers.get(id)
    if (known !== undefined) return known
    const item = addItem(index, id)
    numbers.set(id, item)
    return item
  }
  return {
    image: openShopImage({ ...parts, items: ids }, items, state),
    index,
    bytes: buffer.byteLength,
    addVisits(visits) {
      for (const { seq, end, items: viewed } of visits)
        addVisit(index, { clicks: viewed.map(numberOf), end, number: seq })
    },
    removeVisits(erased) {
      for (const number of erased) removeVisit(index, number)
      state.erased += erased.length
    },
    advance(seq) {
      state.seq = Math.max(state.seq, seq)
    },
    confirmAt(now) {
      if (state.seq <= parts.countedSeq) state.asOf = now
    },
    withholdCounts() {
      state.countsHold = false
    },
  }
}
