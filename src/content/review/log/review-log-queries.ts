/** SQL of the review log; rows are only ever added. */
import { sql } from 'kysely'
import type { Db, Json } from '../../../database/schema.ts'

export interface LogEntry {
  readonly shopId: string
  readonly draftId?: string
  readonly waiverId?: string
  readonly event: string
  readonly fromState?: string
  readonly toState?: string
  readonly version?: number
  /** Id of the key of the person; null: the machine. */
  readonly actor: string | null
  readonly reason?: string | undefined
  readonly detail?: { readonly [key: string]: Json }
}

export async function appendLog(trx: Db, entries: readonly LogEntry[]): Promise<void> {
  await sql`
    INSERT INTO review_log (shop_id, draft_id, waiver_id, event, from_state, to_state, version, actor, reason, detail)
    SELECT "shopId", "draftId", "waiverId", event, "fromState", "toState", version, actor, reason, coalesce(detail, '{}')
    FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS e("shopId" text, "draftId" text, "waiverId" text,
      event text, "fromState" text, "toState" text, version int, actor text, reason text, detail jsonb)`.execute(
    trx,
  )
}

export interface LogRow {
  readonly id: number
  readonly event: string
  readonly from_state: string | null
  readonly to_state: string | null
  readonly version: number | null
  readonly actor: string | null
  readonly reason: string | null
  readonly detail: Json
  readonly at: Date
}

/** Newest first; `before` is the last id shown. The writing itself, which no person did, is the last entry, with id 0. */
export async function selectLogRows(
  db: Db,
  shopId: string,
  draftId: string,
  before: number | null,
  limit: number,
): Promise<LogRow[]> {
  const { rows } = await sql<LogRow>`
    SELECT * FROM (
      SELECT id, event, from_state, to_state, version, actor, reason, detail, at
      FROM review_log WHERE shop_id = ${shopId} AND draft_id = ${draftId}
      UNION ALL
      SELECT 0, 'write', 'queued', NULL, number, author, NULL, '{}', created_at
      FROM copy_versions WHERE shop_id = ${shopId} AND draft_id = ${draftId} AND number = 1
    ) entries
    WHERE ${before}::bigint IS NULL OR id < ${before}::bigint ORDER BY id DESC LIMIT ${limit}::int`.execute(
    db,
  )
  return rows
}
