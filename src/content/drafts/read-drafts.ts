/** Reading drafts. */
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../page.ts'
import { draftSchema, type Draft } from './draft.ts'
import { findDraftRow, selectDraftRows, type DraftRow, type DraftSelection } from './draft-queries.ts'

/** @throws AppError content.draft-not-found */
export async function getDraft(db: Db, shopId: string, id: string): Promise<Draft> {
  const row = await findDraftRow(db, shopId, id)
  if (row === undefined) throw new AppError('content.draft-not-found', 'The shop has no draft with this id.')
  return toDraft(row)
}

/** A page, newest first, of all drafts, those of a copy job, or those of a product. */
export async function listDrafts(
  db: Db,
  shopId: string,
  { copyJobId, product, cursor, limit }: DraftSelection & PageRequest,
): Promise<Page<Draft>> {
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.string()]))[0]
  const rows = await selectDraftRows(db, shopId, { copyJobId, product }, after, limit + 1)
  const page = pageOf(rows, limit, (row) => [row.id])
  return { items: page.items.map(toDraft), next: page.next }
}

function toDraft(row: DraftRow): Draft {
  return draftSchema.parse({
    id: row.id,
    product: row.external_id,
    copyJobId: row.copy_job_id,
    locale: row.locale,
    state: row.state,
    writer: row.writer,
    model: row.model,
    promptId: row.prompt_id,
    promptVersion: row.prompt_version,
    promptHash: row.prompt_hash,
    factsHash: row.facts_hash,
    fields: row.fields,
    facts: row.facts,
    findings: row.findings,
    usage: row.usage,
    costMicros: row.cost_micros,
    createdAt: row.created_at,
  })
}
