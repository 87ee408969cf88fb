/**
 * The images of a process: loaded at first use, kept up with the visit log, replaced when a newer one is built. Every
 * shop is worked on by one at a time, so that a hash is never taken of an index that changes under it.
 */
import { setImmediate, setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { Clock } from '../../../clock.ts'
import type { ChangeFeed } from '../../../database/changes/change-feed.ts'
import type { Db } from '../../../database/schema.ts'
import { readErasures, readLogEnd, readVisits } from '../../../events/reading/read-history.ts'
import { findPromoted } from '../../evaluation/runs/find-promoted.ts'
import type { SessionIndex } from '../../session-knn/session-index.ts'
import { dropCopies, loadImageFile } from '../file/load-image-file.ts'
import { listStoredImages } from '../image-queries.ts'
import type { ShopImage } from '../shop-image.ts'
import type { ShopImages } from '../shop-images.ts'
import { openImage, type HeldImage } from './open-image.ts'

export interface HoldImagesOptions {
  readonly db: Db
  readonly clock: Pick<Clock, 'now'>
  /** Where copies of image files lie. */
  readonly directory: string
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  /** Told of failures; the image held stays and the next poll tries again. */
  readonly onError: (error: unknown) => void
  /** The feed may miss a change; this looks again. */
  readonly pollMs?: number
}

export interface HeldImages extends ShopImages, AsyncDisposable {
  /** What is held now, for those who watch it. */
  list(): readonly { readonly image: ShopImage; readonly bytes: number }[]
  /**
   * Takes in the log up to now and calls back with the index, which nobody changes meanwhile; undefined when the shop
   * has no image in memory.
   */
  withIndex<T>(shopId: string, use: (index: SessionIndex, seq: number) => Promise<T>): Promise<T | undefined>
}

const visitRows = z.array(z.tuple([z.number(), z.number(), z.string().nullable(), z.array(z.string())]))

export function holdImages({
  db,
  clock,
  directory,
  feed,
  onError,
  pollMs = 5_000,
}: HoldImagesOptions): HeldImages {
  const held = new Map<string, HeldImage>()
  const turns = new Map<string, Promise<unknown>>()
  const closing = new AbortController()

  const inTurn = <T>(shopId: string, work: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(shopId) ?? Promise.resolve()).then(work, work)
    const settled = turn.catch(() => undefined)
    turns.set(shopId, settled)
    return turn
  }
  const refresh = async (shopId: string): Promise<void> => {
    const [newest] = await listStoredImages(db, shopId, 1)
    const current = held.get(shopId)
    if (newest !== undefined && newest.epoch > (current?.image.epoch ?? 0)) {
      const buffer = await loadImageFile({ db, directory }, shopId, newest)
      if (buffer !== undefined) {
        const promoted = newest.promoted ? await findPromoted(db, shopId) : undefined
        const opened = await openImage(buffer, promoted?.params)
        await catchUp(db, shopId, opened, clock)
        held.set(shopId, opened)
        await dropCopies(directory, shopId, newest)
        return
      }
    }
    if (current === undefined) return
    await catchUp(db, shopId, current, clock)
    const isErased = !(await listStoredImages(db, shopId, 2)).some(
      ({ epoch }) => epoch >= current.image.epoch,
    )
    if (!isErased) return
    current.withholdCounts()
    await dropCopies(directory, shopId)
  }
  const stopListening = feed.subscribe('model', ({ shopId }) => {
    if (held.has(shopId)) inTurn(shopId, () => refresh(shopId)).catch(onError)
  })
  const polling = (async () => {
    while (!closing.signal.aborted) {
      await setTimeout(pollMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
      for (const shopId of held.keys()) {
        await inTurn(shopId, () => refresh(shopId)).catch(onError)
      }
    }
  })()

  return {
    async of(shopId) {
      if (!held.has(shopId))
        await inTurn(shopId, async () => (held.has(shopId) ? undefined : refresh(shopId)))
      return held.get(shopId)?.image
    },
    peek: (shopId) => held.get(shopId)?.image,
    list: () => [...held.values()].map(({ image, bytes }) => ({ image, bytes })),
    withIndex: (shopId, use) =>
      inTurn(shopId, async () => {
        await refresh(shopId)
        const current = held.get(shopId)
        return current && use(current.index, current.image.seq)
      }),
    async [Symbol.asyncDispose]() {
      closing.abort()
      stopListening()
      await polling
      await Promise.all(turns.values())
    },
  }
}

/** Visits taken out between two turns of the event loop: a month that expires is many. */
const removedPerTurn = 100

/** Visits added and visits erased since, in the order of the log; an erased visit is not there to be added any more. */
async function catchUp(
  db: Db,
  shopId: string,
  { image, addVisits, removeVisits, advance, withholdCounts, confirmAt }: HeldImage,
  clock: Pick<Clock, 'now'>,
): Promise<void> {
  const now = clock.now()
  const { seq } = await readLogEnd(db, shopId)
  if (seq <= image.seq) {
    confirmAt(now)
    return
  }
  const from = image.seq
  for await (const { text } of readVisits(db, shopId, seq, from)) {
    const rows = visitRows.parse(JSON.parse(text))
    addVisits(rows.map(([number, end, , items]) => ({ seq: number, end, items })))
  }
  const erased = (await readErasures(db, shopId, from)).map(({ visit }) => visit)
  // Postgres no longer recounts to what the image was counted from.
  if (erased.some((visit) => visit <= image.countedSeq)) withholdCounts()
  for (let done = 0; done < erased.length; done += removedPerTurn) {
    removeVisits(erased.slice(done, done + removedPerTurn))
    await setImmediate()
  }
  advance(seq)
}
