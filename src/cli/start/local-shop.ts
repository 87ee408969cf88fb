/**
 * The shop of an embedded database, which has nobody else to make one: the sample shop, or with LOAD_FIXTURES=never an
 * empty one for the operator's own catalogue.
 */
import type { App } from '../../app.ts'
import { authenticate } from '../../security/authenticate.ts'
import { createKey } from '../../security/issue-key.ts'
import { createShop } from '../../shops/create-shop.ts'
import { listShops } from '../../shops/find-shop.ts'
import type { Shop } from '../../shops/shop.ts'
import { completeSampleShop, sampleShop } from './sample-shop.ts'

export interface LocalAccess {
  readonly key: string
  readonly publishableKey: string
}

export interface LocalShop {
  readonly id: string
  readonly name: string
  readonly isSample: boolean
  readonly access: LocalAccess
}

export interface LocalShopOptions {
  /** Keys of an earlier start; they are kept as long as they work. */
  readonly known: LocalAccess | undefined
  readonly say: (line: string) => void
  /** Aborted when the process is to stop; the next start goes on from there. */
  readonly signal: AbortSignal
}

/**
 * Makes the shop of an empty database, and completes a sample shop whose first load was interrupted.
 * @returns the only shop with keys to it, or undefined when there are several
 */
export async function prepareLocalShop(app: App, options: LocalShopOptions): Promise<LocalShop | undefined> {
  const { known, say, signal } = options
  const wantsSample = app.config.LOAD_FIXTURES === 'auto'
  const shops = await listShops(app.db)
  const shop = shops[0] ?? (await openShop(app, wantsSample ? sampleShop : { name: app.config.SHOP_NAME }))
  if (shops.length > 1) return undefined
  const isSample = shop.name === sampleShop.name
  if (isSample && wantsSample) await completeSampleShop(app, shop.id, say, signal)
  const access =
    known !== undefined && (await opens(app, known, shop.id)) ? known : await issueKeys(app, shop.id)
  return { id: shop.id, name: shop.name, isSample, access }
}

function openShop({ db, clock }: App, fields: Parameters<typeof createShop>[2]): Promise<Shop> {
  return db.transaction().execute((trx) => createShop(trx, clock, fields))
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
