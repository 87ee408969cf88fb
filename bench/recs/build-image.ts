/** Has a worker process build the shop's image, as it is built in production, and tells what that took. */
import { join } from 'node:path'
import { sql } from 'kysely'
import { listImages } from '../../src/recommendations/image/read-images.ts'
import { requestBuild } from '../../src/recommendations/image/build/request-build.ts'
import { defaultSessionKnnParams } from '../../src/recommendations/session-knn/session-knn-params.ts'
import { startChild } from '../shop/child-process.ts'
import { untilIdle, type BenchShop } from '../shop/open-shop.ts'

const limitMs = 30 * 60_000

/** The promotion gate is passed over: a made-up shop has nothing to promote on. */
export async function buildImage(shop: BenchShop): Promise<string> {
  const { db } = shop.database
  await sql`INSERT INTO promoted_models (shop_id, evaluation_id, params, promoted_at)
    VALUES (${shop.shopId}, 'bench', ${JSON.stringify(defaultSessionKnnParams)}::jsonb, now())`.execute(db)
  await db.transaction().execute((trx) => requestBuild(trx, shop.shopId))
  await using worker = await startChild(join(import.meta.dirname, '../shop/run-worker.ts'), shop.environment)
  console.log(`The worker is ${worker.line}.`)
  await untilIdle(shop, limitMs)
  const [image] = await listImages(db, shop.shopId)
  if (image === undefined) throw new Error('No image was built.')
  return `Image ${String(image.epoch)}: built in ${(image.buildMs / 1_000).toFixed(1)} s, ${(image.bytes / 1e6).toFixed(0)} MB, ${JSON.stringify(image.counts)}`
}
