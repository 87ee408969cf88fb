/** The mirrors of a process: loaded at first use, kept up by the change feed, the least used leave when memory runs out. */
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Change, ChangeFeed } from '../../database/changes/change-feed.ts'
import type { Db } from '../../database/schema.ts'
import type { ProductFilter } from '../filter.ts'
import { emptySnapshot, readSnapshot } from '../search/lexical-queries.ts'
import { LoadedMirror } from './loaded-mirror.ts'
import {
  selectChangedRows,
  selectIdsDigest,
  selectNewest,
  selectPresent,
  selectRows,
  selectSellable,
  type MirrorRow,
  type NewestRequest,
} from './mirror-queries.ts'
import type { ShopMirror, ShopMirrors } from './shop-mirror.ts'

/** Products over all shops. */
const defaultProductsMax = 1_000_000
/** Rows between two turns of the event loop. */
const rowsPerPage = 250
/** A change that takes longer is acknowledged all the same: the shop is not current until it has been taken in. */
const takeMs = 100
/** Half of what a storefront gives a recommendation. */
const soonMs = 500

interface Shop {
  readonly mirror: LoadedMirror
  /** All changes this snapshot sees have been taken in. */
  snapshot: string
  /** Products to read again; "all": those the snapshot does not see; "gap": these, and which ones are gone. */
  due: Set<number> | 'all' | 'gap' | undefined
  refreshing: Promise<void> | undefined
  loaded: boolean
  /** Ends when a page has waited for the shop long enough. */
  waited: Promise<undefined> | undefined
}

export interface MirrorsDeps {
  readonly db: Db
  readonly feed: ChangeFeed
  readonly productsMax?: number
}

export class OpenMirrors implements ShopMirrors, Disposable {
  readonly #db: Db
  readonly #feed: ChangeFeed
  readonly #productsMax: number
  readonly #shops = new Map<string, Shop>()
  readonly #stops: readonly (() => void)[]
  #generations = 0

  constructor({ db, feed, productsMax = defaultProductsMax }: MirrorsDeps) {
    this.#db = db
    this.#feed = feed
    this.#productsMax = productsMax
    this.#stops = [
      feed.subscribe('catalog', (change) => this.#take(change)),
      feed.onGap?.(() => this.#closeGap()) ?? (() => undefined),
    ]
  }

  async of(shopId: string): Promise<ShopMirror> {
    const known = this.#shops.get(shopId)
    if (known?.loaded === true) {
      // Re-inserting moves the shop to the young end of the map.
      this.#shops.delete(shopId)
      this.#shops.set(shopId, known)
      return known.mirror
    }
    const shop: Shop = known ?? {
      mirror: new LoadedMirror(shopId, ++this.#generations),
      snapshot: emptySnapshot,
      due: 'all',
      refreshing: undefined,
      loaded: false,
      waited: undefined,
    }
    this.#shops.set(shopId, shop)
    try {
      await this.#refresh(shopId, shop)
      shop.loaded = true
    } catch (error) {
      if (!shop.loaded) this.#shops.delete(shopId)
      throw error
    }
    this.#evict(shopId)
    return shop.mirror
  }

  async soon(shopId: string): Promise<ShopMirror | undefined> {
    const loading = this.of(shopId)
    const shop = this.#shops.get(shopId)
    if (shop === undefined || shop.loaded) return loading
    shop.waited ??= setTimeout(soonMs, undefined, { ref: false })
    return Promise.race([loading, shop.waited])
  }

  peek(shopId: string): ShopMirror | undefined {
    const shop = this.#shops.get(shopId)
    return shop?.loaded === true ? shop.mirror : undefined
  }

  isCurrent(mirror: ShopMirror): boolean {
    const shop = this.#shops.get(mirror.shopId)
    return shop?.mirror === mirror && shop.loaded && shop.due === undefined && this.#feed.isCurrent()
  }

  newest(shopId: string, request: NewestRequest): Promise<string[]> {
    return selectNewest(this.#db, shopId, request)
  }

  confirm(
    shopId: string,
    ids: readonly string[],
    filter: ProductFilter | undefined,
  ): Promise<ReadonlySet<string>> {
    return selectSellable(this.#db, shopId, ids, filter)
  }

  [Symbol.dispose](): void {
    for (const stop of this.#stops) stop()
  }

  async #take({ shopId, productIds }: Extract<Change, { topic: 'catalog' }>): Promise<void> {
    const shop = this.#shops.get(shopId)
    if (shop === undefined) return
    if (shop.due !== 'gap' && shop.due !== 'all') {
      if (productIds === undefined) shop.due = 'all'
      else shop.due = new Set([...(shop.due ?? []), ...productIds])
    } else if (productIds !== undefined) {
      // A deleted product is found only by its id.
      shop.due = 'gap'
    }
    await this.#refreshSoon(shopId, shop)
  }

  async #closeGap(): Promise<void> {
    const shops = [...this.#shops]
    for (const [, shop] of shops) shop.due = 'gap'
    await Promise.all(shops.map(([shopId, shop]) => this.#refreshSoon(shopId, shop)))
  }

  /** Waits a moment at most; until it is done the shop is not current. A failure leaves it so, until the next change. */
  async #refreshSoon(shopId: string, shop: Shop): Promise<void> {
    const waited = new AbortController()
    const refreshed = this.#refresh(shopId, shop).finally(() => {
      waited.abort()
    })
    const late = setTimeout(takeMs, undefined, { signal: waited.signal }).catch(() => undefined)
    refreshed.catch(() => undefined)
    await Promise.race([refreshed.catch(() => this.#retry(shopId, shop)), late])
  }

  /** A shop whose changes could not be read leaves memory, and is loaded again when asked for. */
  #retry(shopId: string, shop: Shop): void {
    if (this.#shops.get(shopId) === shop) this.#shops.delete(shopId)
  }

  #refresh(shopId: string, shop: Shop): Promise<void> {
    shop.refreshing ??= this.#catchUp(shopId, shop).finally(() => {
      shop.refreshing = undefined
    })
    return shop.refreshing
  }

  /** Reads what is due until nothing is; what becomes due meanwhile is read by the next round. */
  async #catchUp(shopId: string, shop: Shop): Promise<void> {
    const reading = { shop, shopId }
    for (;;) {
      const { due } = shop
      if (due === undefined) return
      const mark = new Set<number>()
      shop.due = mark
      // What is being read is still due: the shop counts as current only when the set is taken away below.
      if (due === 'all' || due === 'gap') {
        await this.#readChanged(reading)
        if (due === 'gap') await this.#dropGone(reading)
      } else await this.#readSome(reading, [...due])
      if (shop.due === mark && mark.size === 0) shop.due = undefined
    }
  }

  async #readChanged({ shop, shopId }: { shop: Shop; shopId: string }): Promise<void> {
    const snapshot = await readSnapshot(this.#db)
    const page = (after: MirrorRow | undefined) =>
      selectChangedRows(this.#db, shopId, { since: shop.snapshot, after, limit: rowsPerPage })
    let rows = await page(undefined)
    while (rows.length > 0) {
      // The next page is on its way while this one is taken in.
      const next = rows.length < rowsPerPage ? Promise.resolve([]) : page(rows.at(-1))
      next.catch(() => undefined)
      await setImmediate()
      for (const row of rows) shop.mirror.upsert(row)
      rows = await next
    }
    shop.snapshot = snapshot
  }

  async #readSome({ shop, shopId }: { shop: Shop; shopId: string }, ids: readonly number[]): Promise<void> {
    for (let from = 0; from < ids.length; from += rowsPerPage) {
      const part = ids.slice(from, from + rowsPerPage)
      const rows = await selectRows(this.#db, shopId, part)
      const found = new Set(rows.map(({ id }) => id))
      for (const id of part) if (!found.has(id)) shop.mirror.remove(id)
      for (const row of rows) shop.mirror.upsert(row)
    }
  }

  async #dropGone({ shop, shopId }: { shop: Shop; shopId: string }): Promise<void> {
    // Every gap is followed by this; naming a hundred thousand ids each time would make the next gap (measured).
    const [known, stored] = [shop.mirror.idsDigest(), await selectIdsDigest(this.#db, shopId)]
    if (known.count === stored.count && known.sum === stored.sum && known.xor === stored.xor) return
    const ids = shop.mirror.rowIds
    for (let from = 0; from < ids.length; from += 10_000) {
      const part = ids.slice(from, from + 10_000)
      const present = await selectPresent(this.#db, shopId, part)
      for (const id of part) if (!present.has(id)) shop.mirror.remove(id)
    }
  }

  #evict(inUse: string): void {
    let products = [...this.#shops.values()].reduce((sum, { mirror }) => sum + mirror.size, 0)
    for (const [id, { mirror }] of this.#shops) {
      if (products <= this.#productsMax) return
      if (id === inUse) continue
      products -= mirror.size
      this.#shops.delete(id)
    }
  }
}
