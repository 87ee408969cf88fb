/**
 * The full-text index of each shop that is searched, in this process: loaded from Postgres at the first search, then
 * kept within a second of it by reading the rows that changed: those of transactions that had not ended at the last
 * reading. So a change that commits late is not passed over, and a long transaction elsewhere holds nothing back. The
 * least used shops leave when memory runs out.
 */
import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { createBm25Index, type Bm25Index } from './bm25-index.ts'
import { emptySnapshot, listChanged, readSnapshot, type ChangedProduct } from './lexical-queries.ts'
import { searchFields } from './search-document.ts'

/** An index this old is brought up to date before it answers. */
const freshForMs = 500
/** A search waits this long for a large change to be taken in; then it answers from what is there. */
const refreshWaitMs = 250
/** Rows between two turns of the event loop: 0.1 to 0.3 ms of work each, by how busy the machine is (measured, icecat). */
const rowsPerPage = 100
/** Products over all shops; an icecat product takes below 1 KB of heap (measured). */
const defaultProductsMax = 200_000

export interface LexicalIndexesOptions {
  readonly db: Db
  readonly clock: Pick<Clock, 'monotonicMs'>
  /** Products kept in memory over all shops; the shop being searched stays whatever its size. */
  readonly productsMax?: number
}

interface Shop {
  readonly index: Bm25Index
  /** All changes this snapshot sees are in the index. */
  snapshot: string
  checkedAtMs: number
  refreshing: Promise<void> | undefined
}

export class LexicalIndexes {
  readonly #db: Db
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #productsMax: number
  readonly #shops = new Map<string, Promise<Shop>>()
  readonly #sizes = new Map<string, number>()

  constructor({ db, clock, productsMax = defaultProductsMax }: LexicalIndexesOptions) {
    this.#db = db
    this.#clock = clock
    this.#productsMax = productsMax
  }

  /** The shop's index. Many callers share one load and one refresh. A failure is not remembered. */
  async of(shopId: string): Promise<Bm25Index> {
    const known = this.#shops.get(shopId)
    if (known === undefined) return (await this.#load(shopId)).index
    // Re-inserting moves the shop to the young end of the map.
    this.#shops.delete(shopId)
    this.#shops.set(shopId, known)
    const shop = await known
    if (this.#clock.monotonicMs() - shop.checkedAtMs > freshForMs) {
      shop.refreshing ??= this.#refresh(shopId, shop).finally(() => {
        shop.refreshing = undefined
      })
      const waited = new AbortController()
      const refreshed = shop.refreshing.finally(() => {
        waited.abort()
      })
      await Promise.race([
        refreshed,
        setTimeout(refreshWaitMs, undefined, { signal: waited.signal }).catch(() => undefined),
      ])
      refreshed.catch(() => undefined)
    }
    return shop.index
  }

  /** Shops in memory, least recently searched first. */
  get loaded(): readonly string[] {
    return [...this.#shops.keys()]
  }

  /** True when another shop could push one out. */
  get isFull(): boolean {
    return this.#products() >= this.#productsMax
  }

  #load(shopId: string): Promise<Shop> {
    const shop: Shop = {
      index: createBm25Index(),
      snapshot: emptySnapshot,
      checkedAtMs: 0,
      refreshing: undefined,
    }
    const loading = this.#refresh(shopId, shop).then(() => shop)
    this.#shops.set(shopId, loading)
    loading.catch(() => this.#shops.delete(shopId))
    return loading
  }

  /** Takes in everything the shop's snapshot does not see, page by page. */
  async #refresh(shopId: string, shop: Shop): Promise<void> {
    const startedAtMs = this.#clock.monotonicMs()
    const snapshot = await readSnapshot(this.#db)
    let after: ChangedProduct | undefined
    for (;;) {
      const rows = await listChanged(this.#db, shopId, {
        since: shop.snapshot,
        after,
        limit: rowsPerPage,
      })
      for (const row of rows) {
        if (row.active) shop.index.upsert(row.externalId, searchFields(row))
        else shop.index.remove(row.externalId)
      }
      after = rows.at(-1)
      if (rows.length < rowsPerPage) break
    }
    shop.snapshot = snapshot
    shop.checkedAtMs = startedAtMs
    this.#sizes.set(shopId, shop.index.size)
    this.#evict(shopId)
  }

  #products(): number {
    let products = 0
    for (const id of this.#shops.keys()) products += this.#sizes.get(id) ?? 0
    return products
  }

  #evict(inUse: string): void {
    let products = this.#products()
    for (const id of this.#shops.keys()) {
      if (products <= this.#productsMax) return
      if (id === inUse) continue
      products -= this.#sizes.get(id) ?? 0
      this.#shops.delete(id)
      this.#sizes.delete(id)
    }
  }
}
