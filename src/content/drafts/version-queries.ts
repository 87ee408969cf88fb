/** SQL of the immutable versions of drafts: reading them, and the one way to add one. */
import { sql } from 'kysely'
import type { Db, Json } from '../../database/schema.ts'
import type { DraftFinding } from '../check/finding.ts'
import type { DraftState } from '../review/draft-state.ts'
import type { CitedFact } from './cited-facts.ts'
import type { DraftMetrics } from './draft-metrics.ts'
import type { VersionOrigin } from './draft.ts'
import type { DraftFields } from './segment.ts'

export interface NewVersion {
  readonly draftId: string
  readonly shopId: string
  /** The version this one replaces; the statement adds nothing when the draft has moved on. */
  readonly after: number
  readonly state: DraftState
  readonly fields: DraftFields
  readonly proposals: DraftFields
  readonly facts: readonly CitedFact[]
  readonly factsHash: string
  readonly findings: readonly DraftFinding[]
  readonly openCodes: readonly string[]
  readonly metrics: DraftMetrics
  readonly origin: VersionOrigin
  /** Id of the key of the person; null: no person, and then no locked field may get another text. */
  readonly author: string | null
}

/**
 * Adds a version and makes it the current one. The guard stands in the statement itself: without an author, a version
 * that holds another text than a lock in one of its fields is not added.
 *
 * @returns false when the draft has moved on or a lock forbids the text
 */
export async function insertVersion(trx: Db, version: NewVersion): Promise<boolean> {
  const json = (value: unknown) => JSON.stringify(value)
  const { rows } = await sql<{ draft_id: string }>`
    WITH moved AS (
      UPDATE copy_drafts d SET version = d.version + 1, state = ${version.state}, facts_hash = ${version.factsHash},
        open_codes = ${version.openCodes}::text[], updated_at = clock_timestamp()
      WHERE d.shop_id = ${version.shopId} AND d.id = ${version.draftId} AND d.version = ${version.after}::int
        AND (${version.author}::text IS NOT NULL OR NOT EXISTS (SELECT FROM copy_locks l
          WHERE l.shop_id = d.shop_id AND l.product_id = d.product_id AND l.locale = d.locale
            AND ${json(version.fields)}::jsonb ? l.field
            AND ${json(version.fields)}::jsonb->l.field IS DISTINCT FROM l.copy))
      RETURNING d.id, d.shop_id, d.version
    )
    INSERT INTO copy_versions (draft_id, number, shop_id, fields, proposals, facts, facts_hash, findings, metrics, origin,
      author)
    SELECT id, version, shop_id, ${json(version.fields)}::jsonb, ${json(version.proposals)}::jsonb,
      ${json(version.facts)}::jsonb, ${version.factsHash}, ${json(version.findings)}::jsonb,
      ${json(version.metrics)}::jsonb, ${version.origin}, ${version.author}
    FROM moved RETURNING draft_id`.execute(trx)
  return rows.length === 1
}

export interface VersionRow {
  readonly draft_id: string
  readonly number: number
  readonly fields: Json
  readonly proposals: Json
  readonly facts: Json
  readonly facts_hash: string
  readonly findings: Json
  readonly metrics: Json
  readonly origin: string
  readonly author: string | null
  readonly created_at: Date
}

/** Newest first; `before` is the last number shown. */
export async function selectVersionRows(
  db: Db,
  shopId: string,
  draftId: string,
  before: number | null,
  limit: number,
): Promise<VersionRow[]> {
  const keyset = before === null ? sql`` : sql`AND number < ${before}::int`
  const { rows } = await sql<VersionRow>`
    SELECT draft_id, number, fields, proposals, facts, facts_hash, findings, metrics, origin, author, created_at
    FROM copy_versions WHERE shop_id = ${shopId} AND draft_id = ${draftId} ${keyset}
    ORDER BY number DESC LIMIT ${limit}::int`.execute(db)
  return rows
}

/** Undefined when the draft has no such version. */
export async function findVersionRow(
  db: Db,
  shopId: string,
  draftId: string,
  number: number,
): Promise<VersionRow | undefined> {
  const { rows } = await sql<VersionRow>`
    SELECT draft_id, number, fields, proposals, facts, facts_hash, findings, metrics, origin, author, created_at
    FROM copy_versions WHERE shop_id = ${shopId} AND draft_id = ${draftId} AND number = ${number}::int`.execute(
    db,
  )
  return rows[0]
}
