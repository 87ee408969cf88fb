/** Reading drafts and their versions. */
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../page.ts'
import { costText, draftSchema, draftVersionSchema, type Draft, type DraftVersion } from './draft.ts'
import { selectDraftRows, selectDraftsById, type DraftRow, type DraftSelection } from './draft-queries.ts'
import { findVersionRow, selectVersionRows, type VersionRow } from './version-queries.ts'

/** @throws AppError content.draft-not-found */
export async function getDraft(db: Db, shopId: string, id: string): Promise<Draft> {
  const [row] = await selectDraftsById(db, shopId, [id])
  if (row === undefined) throw draftNotFound()
  return toDraft(row)
}

/** A page, newest first, of the drafts the selection keeps. */
export async function listDrafts(
  db: Db,
  shopId: string,
  { cursor, limit, ...selection }: DraftSelection & PageRequest,
): Promise<Page<Draft>> {
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.string()]))[0]
  const rows = await selectDraftRows(db, shopId, selection, after, limit + 1)
  const page = pageOf(rows, limit, (row) => [row.id])
  return { items: page.items.map(toDraft), next: page.next }
}

/**
 * A page of a draft's versions, newest first.
 *
 * @throws AppError content.draft-not-found
 */
export async function listVersions(
  db: Db,
  shopId: string,
  id: string,
  { cursor, limit }: PageRequest,
): Promise<Page<DraftVersion>> {
  await getDraft(db, shopId, id)
  const before = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.int()]))[0]
  const rows = await selectVersionRows(db, shopId, id, before, limit + 1)
  const page = pageOf(rows, limit, (row) => [row.number])
  return { items: page.items.map(toVersion), next: page.next }
}

/** @throws AppError content.draft-not-found, content.version-not-found */
export async function getVersion(db: Db, shopId: string, id: string, number: number): Promise<DraftVersion> {
  const row = await findVersionRow(db, shopId, id, number)
  if (row !== undefined) return toVersion(row)
  const { version } = await getDraft(db, shopId, id)
  throw new AppError(
    'content.version-not-found',
    `The draft has no version ${String(number)}; it has 1 to ${String(version)}.`,
  )
}

export function draftNotFound(): AppError {
  return new AppError('content.draft-not-found', 'The shop has no draft with this id.')
}

export function toDraft(row: DraftRow): Draft {
  return draftSchema.parse({
    id: row.id,
    product: row.external_id,
    copyJobId: row.copy_job_id,
    locale: row.locale,
    state: row.state,
    version: row.version,
    writer: row.writer,
    model: row.model,
    promptId: row.prompt_id,
    promptVersion: row.prompt_version,
    promptHash: row.prompt_hash,
    factsHash: row.facts_hash,
    fields: row.fields,
    proposals: row.proposals,
    facts: row.facts,
    findings: row.findings,
    metrics: row.metrics,
    locked: row.locked,
    usage: row.usage,
    costMicros: row.cost_micros,
    cost: costText(row.cost_micros),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  })
}

function toVersion(row: VersionRow): DraftVersion {
  return draftVersionSchema.parse({
    draftId: row.draft_id,
    number: row.number,
    origin: row.origin,
    author: row.author,
    fields: row.fields,
    proposals: row.proposals,
    facts: row.facts,
    factsHash: row.facts_hash,
    findings: row.findings,
    metrics: row.metrics,
    createdAt: row.created_at,
  })
}
