/** Listing a shop's keys and ending them. */
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Db } from '../database/schema.ts'
import { AppError } from '../errors.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../page.ts'
import type { KeyRecord } from './api-key.ts'
import { markKeyRevoked, selectKeys } from './api-key-queries.ts'

/** The shop's keys, newest first, with those that have ended. */
export async function listKeys(db: Db, shopId: string, page: PageRequest): Promise<Page<KeyRecord>> {
  const beforeId = page.cursor === undefined ? undefined : decodeCursor(page.cursor, z.tuple([z.string()]))[0]
  const rows = await selectKeys(db, shopId, { beforeId, limit: page.limit })
  return pageOf(rows, page.limit, (key) => [key.id])
}

/**
 * Ends a key; all processes refuse it within a second (they remember a key for half a second, authenticate.ts).
 * Revoking twice is the same as once.
 *
 * @throws AppError security.key-not-found
 */
export async function revokeKey(trx: Db, clock: Clock, shopId: string, keyId: string): Promise<void> {
  const known = await markKeyRevoked(trx, shopId, keyId, clock.now())
  if (!known) throw new AppError('security.key-not-found', 'There is no key with this id.')
}
