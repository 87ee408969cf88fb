/** Asks for a build of the shop's image: one waits or runs per shop, however often it is asked for. */
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { jobs } from '../../../queue/jobs.ts'
import { enqueue } from '../../../queue/outbox.ts'
import { findOpenBuild, listDueShops, listShopsWithImage, lockModelState } from '../image-queries.ts'

const hourMs = 3_600_000

/** @returns the job that builds */
export async function requestBuild(trx: Db, shopId: string): Promise<string> {
  await lockModelState(trx, shopId)
  const open = await findOpenBuild(trx, shopId, jobs.buildImage.kind)
  return open ?? enqueue(trx, jobs.buildImage, { shopId, payload: {} })
}

/**
 * Over all shops: asks for a build where there is something to learn and no image, where the log or the catalogue has
 * grown and the image is an hour old, and where settings were promoted since. Returns how many it asked for.
 */
export async function planBuilds({ db, clock }: { readonly db: Db; readonly clock: Clock }): Promise<number> {
  const due = await listDueShops(db, new Date(clock.now().getTime() - hourMs))
  for (const shopId of due) await db.transaction().execute((trx) => requestBuild(trx, shopId))
  return due.length
}

/**
 * History was dropped by age: models that were counted from it are to be counted anew.
 * @param shopIds shops that lost visits
 * @param isEveryone whether carts and orders of any shop may have gone
 */
export async function requestRecounts(
  db: Db,
  shopIds: readonly string[],
  isEveryone: boolean,
): Promise<void> {
  const shops = new Set([...shopIds, ...(isEveryone ? await listShopsWithImage(db) : [])])
  for (const shopId of shops) await db.transaction().execute((trx) => requestBuild(trx, shopId))
}
