/** Accepts a request for copy: its row and its job in the caller's transaction, so a 202 is never lost. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { jobs } from '../../queue/jobs.ts'
import { enqueue } from '../../queue/outbox.ts'
import type { CopyJob, CopyRequest, Delivery } from './copy-job.ts'
import { insertCopyJob, selectProductIds } from './copy-job-queries.ts'
import { resolveVoice } from '../voice/voices.ts'
import { getCopyJob } from './read-copy-jobs.ts'

/** Errors are listed up to this many; the rest is counted. */
const ERRORS_LISTED_MAX = 100

/** @throws AppError catalog.product-not-found, naming each unknown id; content.voice-not-found */
export async function requestCopy(
  trx: Db,
  clock: Clock,
  request: Omit<CopyRequest, 'delivery'> & { readonly shopId: string; readonly delivery?: Delivery },
): Promise<CopyJob> {
  const { shopId, selection } = request
  const productIds = 'products' in selection ? await knownProducts(trx, shopId, selection.products) : null
  const voice = await resolveVoice(trx, shopId, request.voice)
  const id = newId('job')
  const [only] = productIds ?? []
  // One product needs no planner: the copy job is the job that writes it.
  if (only !== undefined && productIds?.length === 1) {
    await enqueue(trx, jobs.writeCopy, { id, shopId, payload: { copyJobId: id, productId: only } })
  } else {
    await enqueue(trx, jobs.planCopy, { id, shopId, payload: {} })
  }
  // A batch of one would only be late.
  const delivery = productIds?.length === 1 ? 'now' : (request.delivery ?? 'now')
  await insertCopyJob(trx, {
    ...request,
    delivery,
    id,
    selection: JSON.stringify(selection),
    voiceId: voice?.id ?? null,
    voiceVersion: voice?.version ?? null,
    createdAt: clock.now(),
  })
  return await getCopyJob(trx, shopId, id)
}

async function knownProducts(db: Db, shopId: string, externalIds: readonly string[]): Promise<number[]> {
  const rows = await selectProductIds(db, shopId, externalIds)
  const known = new Set(rows.map((row) => row.external_id))
  const unknown = externalIds.flatMap((externalId, index) =>
    known.has(externalId) ? [] : [{ externalId, index }],
  )
  if (unknown.length > 0) {
    throw new AppError(
      'catalog.product-not-found',
      `The shop has no product with ${unknown.length === 1 ? 'this id' : `${String(unknown.length)} of these ids`}; import them first or leave them out.`,
      {
        errors: unknown.slice(0, ERRORS_LISTED_MAX).map(({ externalId, index }) => ({
          path: `selection.products.${String(index)}`,
          message: `no product "${externalId}"`,
        })),
      },
    )
  }
  return rows.map((row) => row.id)
}
