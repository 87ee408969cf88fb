/** The shop of the embedded database, in this process. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { listProducts } from '../../../src/catalog/read-products.ts'
import { prepareLocalShop } from '../../../src/cli/start/local-shop.ts'
import { readConfig } from '../../../src/config.ts'
import { listDrafts } from '../../../src/content/drafts/read-drafts.ts'
import { listCopyJobs } from '../../../src/content/jobs/read-copy-jobs.ts'
import { startProcess, type Running } from '../../../src/process/start.ts'
import { authenticate } from '../../../src/security/authenticate.ts'
import { listShops } from '../../../src/shops/find-shop.ts'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vitrine-shop-'))
})
afterEach(async () => {
  await rm(directory, { recursive: true, force: true })
})

const startWith = (settings: Readonly<Record<string, string>>): Promise<Running> =>
  startProcess(
    readConfig({ DATA_DIR: directory, PORT: '0', LOG_LEVEL: 'silent', EMBEDDING_MODEL: 'lsa', ...settings }),
    'all',
  )
const never = new AbortController().signal
const quiet = { known: undefined, say: () => undefined, signal: never }

it('LOAD_FIXTURES=never makes an empty shop of the chosen name, once, with keys that open it', async () => {
  const running = await startWith({ LOAD_FIXTURES: 'never', SHOP_NAME: 'Kettles & Co' })
  try {
    const { app } = running
    const shop = await prepareLocalShop(app, quiet)
    expect(shop).toMatchObject({ name: 'Kettles & Co', isSample: false })
    const access = shop?.access ?? { key: '', publishableKey: '' }
    const [made, ...others] = await listShops(app.db)
    expect(others).toEqual([])
    const principal = await authenticate(app.db, systemClock, access.key)
    expect(principal.shopId).toBe(made?.id)
    expect(principal.scopes).toContain('catalog:write')
    expect((await listProducts(app.db, principal.shopId, { limit: 1 })).items).toEqual([])
    // The next start finds both as they are.
    expect(await prepareLocalShop(app, { ...quiet, known: access })).toEqual(shop)
  } finally {
    await running.stop()
  }
})

it('a first load that was interrupted before or after its import is completed, without doing it twice', async () => {
  const running = await startWith({})
  try {
    const { app } = running
    const interruptAt = async (text: string) => {
      const stopping = new AbortController()
      const say = (line: string) => {
        if (line.includes(text)) stopping.abort()
      }
      await expect(prepareLocalShop(app, { ...quiet, say, signal: stopping.signal })).rejects.toThrow()
    }
    await interruptAt('loading the sample shop')
    await interruptAt('products imported')
    const shop = await prepareLocalShop(app, quiet)
    const [made] = await listShops(app.db)
    const shopId = made?.id ?? ''
    expect(shop).toMatchObject({ name: made?.name, isSample: true })
    const products = await app.db.selectFrom('products').select('id').where('shop_id', '=', shopId).execute()
    expect(products.length).toBeGreaterThan(300)
    expect((await listDrafts(app.db, shopId, { limit: 1 })).items).toHaveLength(1)

    const said: string[] = []
    await prepareLocalShop(app, { ...quiet, say: (line) => said.push(line) })
    expect(said).toEqual([])
    expect((await listCopyJobs(app.db, shopId, { limit: 10 })).items).toHaveLength(1)
    const imports = await app.db.selectFrom('imports').select('id').where('shop_id', '=', shopId).execute()
    expect(imports).toHaveLength(1)
  } finally {
    await running.stop()
  }
})
