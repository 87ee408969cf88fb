/** Granting, listing and revoking waivers; granting and revoking are logged. */
import { z } from 'zod'
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { newId } from '../../../ids.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../../page.ts'
import type { Reviewer } from '../claim-draft.ts'
import { appendLog } from '../log/review-log-queries.ts'
import {
  findWaiverRow,
  insertWaiver,
  revokeWaiverRow,
  selectWaiverRows,
  type WaiverRow,
  type WaiverSelection,
} from './waiver-queries.ts'
import { refusedExpiry, waiverSchema, type WaiverRecord, type WaiverRequest } from './waiver.ts'

/** @throws AppError request.invalid for the day, catalog.product-not-found */
export async function grantWaiver(
  trx: Db,
  clock: Clock,
  { shopId, keyId }: Reviewer,
  request: WaiverRequest,
): Promise<WaiverRecord> {
  const expiresAt = new Date(request.expiresAt)
  const refused = refusedExpiry(expiresAt, clock.now())
  if (refused !== undefined)
    throw new AppError('request.invalid', `expiresAt ${refused}.`, {
      errors: [{ path: 'expiresAt', message: refused }],
    })
  const id = newId('waiver')
  const { code, product, reason } = request
  const known = await insertWaiver(trx, { id, shopId, code, product, reason, approver: keyId, expiresAt })
  if (!known)
    throw new AppError('catalog.product-not-found', 'The shop has no product with this id.', {
      errors: [{ path: 'product', message: `no product "${product ?? ''}"` }],
    })
  const detail = { code, product, expiresAt: request.expiresAt }
  await appendLog(trx, [{ shopId, waiverId: id, event: 'waive', actor: keyId, reason, detail }])
  return await getWaiver(trx, shopId, id)
}

/** @throws AppError content.waiver-not-found */
export async function getWaiver(db: Db, shopId: string, id: string): Promise<WaiverRecord> {
  const row = await findWaiverRow(db, shopId, id)
  if (row === undefined)
    throw new AppError('content.waiver-not-found', 'The shop has no waiver with this id.')
  return toWaiver(row)
}

/** A page, newest first. */
export async function listWaivers(
  db: Db,
  shopId: string,
  { cursor, limit, ...selection }: WaiverSelection & PageRequest,
): Promise<Page<WaiverRecord>> {
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.string()]))[0]
  const rows = await selectWaiverRows(db, shopId, selection, after, limit + 1)
  const page = pageOf(rows, limit, (row) => [row.id])
  return { items: page.items.map(toWaiver), next: page.next }
}

/**
 * From now on the findings count again. One that is revoked already stays so.
 *
 * @throws AppError content.waiver-not-found
 */
export async function revokeWaiver(
  trx: Db,
  { shopId, keyId }: Reviewer,
  id: string,
  reason?: string,
): Promise<WaiverRecord> {
  await getWaiver(trx, shopId, id)
  if (await revokeWaiverRow(trx, shopId, id, keyId))
    await appendLog(trx, [{ shopId, waiverId: id, event: 'revoke-waiver', actor: keyId, reason }])
  return await getWaiver(trx, shopId, id)
}

function toWaiver(row: WaiverRow): WaiverRecord {
  return waiverSchema.parse({
    id: row.id,
    code: row.code,
    product: row.external_id,
    reason: row.reason,
    approver: row.approver,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    revokedBy: row.revoked_by,
  })
}
