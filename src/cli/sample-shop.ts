/**
 * The sample shop of an empty embedded database: our own fixture catalogue, imported, embedded and with copy for some
 * of it, so that every flow can be tried a minute after the installation.
 */
import { createReadStream } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { projectPath, type App } from '../app.ts'
import { getImport } from '../catalog/imports/read-imports.ts'
import { receiveImport } from '../catalog/imports/receive-import.ts'
import { listReindexes } from '../catalog/embedding/reindex/reindex.ts'
import { listProducts } from '../catalog/read-products.ts'
import { getCopyJob } from '../content/jobs/read-copy-jobs.ts'
import { requestCopy } from '../content/jobs/request-copy.ts'
import { createKey } from '../security/issue-key.ts'
import { authenticate } from '../security/authenticate.ts'
import { createShop } from '../shops/create-shop.ts'
import { listShops } from '../shops/find-shop.ts'

export interface LocalAccess {
  readonly key: string
  readonly publishableKey: string
}

export interface SampleShopOptions {
  /** Keys of an earlier start; they are kept as long as they work. */
  readonly known: LocalAccess | undefined
  /** False: an empty database stays empty. */
  readonly load: boolean
  readonly say: (line: string) => void
}

const SHOP_NAME = 'Maison Lumen (sample)'
const COPY_PRODUCTS = 24
const POLL_MS = 200

/** @returns keys of the only shop, or undefined when there is none or there are several */
export async function prepareSampleShop(app: App, { known, load, say }: SampleShopOptions): Promise<LocalAccess | undefined> {
  const { db } = app
  const shops = await listShops(db)
  if (shops.length === 0 && load) {
    say('The database is empty: loading the sample shop …')
    const shop = await db.transaction().execute((trx) =>
      createShop(trx, app.clock, { name: SHOP_NAME, locale: 'en-GB', currency: 'EUR', corsOrigins: [] }),
    )
    const access = await issueKeys(app, shop.id)
    await fill(app, shop.id, say)
    return access
  }
  const [only] = shops
  if (only === undefined || shops.length > 1) return undefined
  if (known !== undefined && (await opens(app, known, only.id))) return known
  return issueKeys(app, only.id)
}

async function opens(app: App, known: LocalAccess, shopId: string): Promise<boolean> {
  try {
    const principals = await Promise.all(
      [known.key, known.publishableKey].map((key) => authenticate(app.db, app.clock, key)),
    )
    return principals.every((principal) => principal.shopId === shopId)
  } catch {
    return false
  }
}

async function issueKeys({ db, clock }: App, shopId: string): Promise<LocalAccess> {
  return db.transaction().execute(async (trx) => {
    const secret = await createKey(trx, clock, { shopId, name: 'local', kind: 'secret' })
    const publishable = await createKey(trx, clock, { shopId, name: 'local storefront', kind: 'publishable' })
    return { key: secret.key, publishableKey: publishable.key }
  })
}

async function fill(app: App, shopId: string, say: (line: string) => void): Promise<void> {
  const { db, clock, config } = app
  const received = await receiveImport(
    { db, clock, maxBytes: config.IMPORT_MAX_BYTES },
    {
      shopId,
      format: 'jsonl',
      fileName: 'catalog.jsonl',
      bytes: createReadStream(projectPath('fixtures/catalog.jsonl')),
    },
  )
  app.relay.poke()
  const imported = await until(() => getImport(db, shopId, received.id), ({ state }) => ended.has(state))
  say(`  ${String(imported.created)} products imported, ${String(imported.failed)} refused`)

  await until(() => openReindexes(app, shopId), (open) => open === 0)
  say('  embedded for search and similar products')

  const sample = await listProducts(db, shopId, { filter: { status: { in: ['active'] } }, limit: COPY_PRODUCTS })
  const copyJob = await db.transaction().execute((trx) =>
    requestCopy(trx, clock, {
      shopId,
      selection: { products: sample.items.map((product) => product.id) },
      fields: ['pdp.long', 'pdp.short', 'promo'],
      locale: 'en-GB',
      writer: 'embedded',
      seed: 1,
      maxCostMicros: null,
    }),
  )
  app.relay.poke()
  const written = await until(() => getCopyJob(db, shopId, copyJob.id), ({ state }) => ended.has(state))
  say(`  copy written for ${String(written.counts.ready + written.counts.needsReview)} products`)
}

const ended: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled', 'dead'])

async function openReindexes(app: App, shopId: string): Promise<number> {
  const { items } = await listReindexes(app.db, shopId, { limit: 10 })
  return items.filter(({ state }) => !ended.has(state)).length
}

async function until<T>(read: () => Promise<T>, isEnd: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read()
    if (isEnd(value)) return value
    await setTimeout(POLL_MS)
  }
}
