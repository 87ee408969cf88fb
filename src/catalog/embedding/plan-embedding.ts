/** Sees to it that changed products get new vectors; part of the transaction that changes them. */
import type { Db } from '../../database/schema.ts'
import { jobs } from '../../queue/jobs.ts'
import { enqueue, enqueueMany } from '../../queue/outbox.ts'
import { findOpenReindex } from './reindex/reindex-queries.ts'
import { defaultSpec, isPrepared, type EmbeddingVersion } from './embedding-version.ts'
import {
  insertVersion,
  listCurrentVersions,
  listMaintainedVersions,
  lockVersions,
} from './version-queries.ts'

/** One job embeds for a second or so: enough to be worth a job, little to lose in a kill. */
export const productsPerJob = 256

/**
 * Enqueues jobs that embed the products for each version that answers or is being built. A version not yet prepared is left
 * out: its own re-index plans the whole catalogue after it is. A shop without any gets its first one.
 */
export async function planEmbedding(trx: Db, shopId: string, productIds: readonly number[]): Promise<void> {
  if (productIds.length === 0) return
  const versions = await listMaintainedVersions(trx, shopId)
  if (versions.every(({ state }) => state === 'building')) await startFirstVersion(trx, shopId)
  for (const version of versions) {
    if (isPrepared(version)) await enqueueBatches(trx, version, productIds, undefined)
  }
}

/** Enqueues one embedding job per batch of products; `parentId` is the re-index that waits for them. */
export async function enqueueBatches(
  trx: Db,
  version: EmbeddingVersion,
  productIds: readonly number[],
  parentId: string | undefined,
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(productIds.length / productsPerJob) }, (_, batch) =>
    productIds.slice(batch * productsPerJob, (batch + 1) * productsPerJob),
  )
  await enqueueMany(
    trx,
    jobs.embedProducts,
    batches.map((batch) => ({
      shopId: version.shopId,
      payload: { versionId: version.id, productIds: batch },
      ...(parentId === undefined ? {} : { parentId }),
    })),
  )
}

/** Sees to it that a shop without a live version has one under construction; one whose re-index failed is resumed. */
async function startFirstVersion(trx: Db, shopId: string): Promise<void> {
  if ((await findOpenReindex(trx, shopId)) !== undefined) return
  await lockVersions(trx, shopId)
  // Another import may have started it while this one waited for the lock.
  if ((await findOpenReindex(trx, shopId)) !== undefined) return
  const [abandoned] = await listCurrentVersions(trx, shopId)
  const version = abandoned ?? (await insertVersion(trx, shopId, defaultSpec))
  await enqueue(trx, jobs.reindex, { shopId, payload: { versionId: version.id } })
}
