/** SQL of drafts. */
import { sql } from 'kysely'
import type { Db, Json } from '../../database/schema.ts'
import type { DraftFinding } from '../check/finding.ts'
import type { Fact } from '../facts/fact.ts'
import type { DraftFields } from './segment.ts'

export interface NewDraft {
  readonly id: string
  readonly shopId: string
  readonly productId: number
  readonly copyJobId: string
  readonly jobId: string
  readonly locale: string
  readonly state: 'ready' | 'needs-review'
  readonly writer: 'embedded' | 'openai' | 'langchain'
  readonly model: string | null
  readonly promptId: string | null
  readonly promptVersion: string | null
  readonly promptHash: string | null
  readonly factsHash: string
  readonly cacheKey: string
  readonly fields: DraftFields
  readonly facts: readonly Fact[]
  readonly findings: readonly DraftFinding[]
  readonly usage: {
    readonly inputTokens: number
    readonly outputTokens: number
    readonly calls: number
  } | null
  readonly costMicros: number
}

/** All or none; a second draft of one job violates the unique key and aborts the transaction. */
export async function insertDrafts(trx: Db, drafts: readonly NewDraft[]): Promise<void> {
  await sql`
    INSERT INTO copy_drafts (id, shop_id, product_id, copy_job_id, job_id, locale, state, writer, model, prompt_id,
      prompt_version, prompt_hash, facts_hash, cache_key, fields, facts, findings, usage, cost_micros)
    SELECT id, "shopId", "productId", "copyJobId", "jobId", locale, state, writer, model, "promptId",
      "promptVersion", "promptHash", "factsHash", "cacheKey", fields, facts, findings, usage, "costMicros"
    FROM jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) AS d(id text, "shopId" text, "productId" bigint,
      "copyJobId" text, "jobId" text, locale text, state text, writer text, model text, "promptId" text,
      "promptVersion" text, "promptHash" text, "factsHash" text, "cacheKey" text, fields jsonb, facts jsonb,
      findings jsonb, usage jsonb, "costMicros" bigint)`.execute(trx)
}

export interface DraftRow {
  readonly id: string
  readonly external_id: string
  readonly copy_job_id: string
  readonly locale: string
  readonly state: string
  readonly writer: string
  readonly model: string | null
  readonly prompt_id: string | null
  readonly prompt_version: string | null
  readonly prompt_hash: string | null
  readonly facts_hash: string
  readonly fields: Json
  readonly facts: Json
  readonly findings: Json
  readonly usage: Json
  readonly cost_micros: number
  readonly created_at: Date
}

const columns = sql`d.id, p.external_id, d.copy_job_id, d.locale, d.state, d.writer, d.model, d.prompt_id, d.prompt_version,
  d.prompt_hash, d.facts_hash, d.fields, d.facts, d.findings, d.usage, d.cost_micros, d.created_at`

/** Undefined when the shop has no such draft. */
export async function findDraftRow(db: Db, shopId: string, id: string): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`
    SELECT ${columns} FROM copy_drafts d JOIN products p ON p.id = d.product_id
    WHERE d.shop_id = ${shopId} AND d.id = ${id}`.execute(db)
  return rows[0]
}

export interface DraftSelection {
  /** Drafts this copy job wrote or took over from unchanged input. */
  readonly copyJobId?: string | undefined
  /** The shop's own id of a product. */
  readonly product?: string | undefined
}

/** Newest first by id (ids are time-ordered); `after` is the last id shown. */
export async function selectDraftRows(
  db: Db,
  shopId: string,
  { copyJobId, product }: DraftSelection,
  after: string | null,
  limit: number,
): Promise<DraftRow[]> {
  const ofJob =
    copyJobId === undefined
      ? sql``
      : sql`AND d.id IN (
      SELECT result->>'draftId' FROM jobs WHERE shop_id = ${shopId} AND state = 'done' AND (id = ${copyJobId} OR parent_id = ${copyJobId}))`
  const ofProduct = product === undefined ? sql`` : sql`AND p.external_id = ${product}`
  const keyset = after === null ? sql`` : sql`AND d.id < ${after}`
  const { rows } = await sql<DraftRow>`
    SELECT ${columns} FROM copy_drafts d JOIN products p ON p.id = d.product_id
    WHERE d.shop_id = ${shopId} ${ofJob} ${ofProduct} ${keyset} ORDER BY d.id DESC LIMIT ${limit}::int`.execute(
    db,
  )
  return rows
}
