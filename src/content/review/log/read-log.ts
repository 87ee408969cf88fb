/** Reading what happened to a draft. */
import { z } from 'zod'
import type { Db } from '../../../database/schema.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../../page.ts'
import { getDraft } from '../../drafts/read-drafts.ts'
import { selectLogRows } from './review-log-queries.ts'

export const reviewLogEntrySchema = z.object({
  event: z.string(),
  fromState: z.string().nullable(),
  toState: z.string().nullable(),
  /** The version the event led to, or was about. */
  version: z.int().nullable(),
  /** Id of the key; null: no person. */
  actor: z.string().nullable(),
  reason: z.string().nullable(),
  detail: z.looseObject({}),
  at: z.date(),
})
export type ReviewLogEntry = z.output<typeof reviewLogEntrySchema>

/**
 * A page, newest first.
 *
 * @throws AppError content.draft-not-found
 */
export async function listReviewLog(
  db: Db,
  shopId: string,
  draftId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<ReviewLogEntry>> {
  await getDraft(db, shopId, draftId)
  const before = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.int()]))[0]
  const rows = await selectLogRows(db, shopId, draftId, before, limit + 1)
  const page = pageOf(rows, limit, (row) => [row.id])
  const items = page.items.map((row) =>
    reviewLogEntrySchema.parse({
      event: row.event,
      fromState: row.from_state,
      toState: row.to_state,
      version: row.version,
      actor: row.actor,
      reason: row.reason,
      detail: row.detail,
      at: row.at,
    }),
  )
  return { items, next: page.next }
}
