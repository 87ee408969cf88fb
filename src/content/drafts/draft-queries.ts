/** SQL of drafts: the head row and its current version. */
import { sql } from 'kysely'
import type { Db, Json } from '../../database/schema.ts'
import type { DraftFinding } from '../check/finding.ts'
import type { DraftState } from '../review/draft-state.ts'
import type { CitedFact } from './cited-facts.ts'
import type { DraftMetrics } from './draft-metrics.ts'
import type { DraftFields } from './segment.ts'

export interface NewDraft {
  readonly id: string
  readonly shopId: string
  readonly productId: number
  /** Of the product when it was read. */
  readonly rowHash: string
  readonly copyJobId: string
  readonly jobId: string
  readonly locale: string
  readonly state: DraftState
  readonly writer: 'embedded' | 'openai' | 'langchain'
  readonly model: string | null
  readonly promptId: string | null
  readonly promptVersion: string | null
  readonly promptHash: string | null
  readonly factsHash: string
  readonly cacheKey: string
  readonly fields: DraftFields
  readonly proposals: DraftFields
  readonly facts: readonly CitedFact[]
  readonly findings: readonly DraftFinding[]
  readonly openCodes: readonly string[]
  readonly metrics: DraftMetrics
  readonly usage: {
    readonly inputTokens: number
    readonly outputTokens: number
    readonly calls: number
  } | null
  readonly costMicros: number
}

/**
 * Drafts with their first versions, in one statement. A second draft of one job violates the unique key and aborts the
 * transaction. Left out are drafts whose product has changed since it was read, and drafts that carry another text than
 * a lock in one of its fields: no statement of a writer can replace what a person wrote.
 *
 * @returns ids of those inserted
 */
export async function insertDrafts(trx: Db, drafts: readonly NewDraft[]): Promise<Set<string>> {
  const { rows } = await sql<{ draft_id: string }>`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) AS d(id text, "shopId" text, "productId" bigint,
        "rowHash" text, "copyJobId" text, "jobId" text, locale text, state text, writer text, model text, "promptId" text,
        "promptVersion" text, "promptHash" text, "factsHash" text, "cacheKey" text, fields jsonb, proposals jsonb,
        facts jsonb, findings jsonb, "openCodes" text[], metrics jsonb, usage jsonb, "costMicros" bigint)
    ), inserted AS (
      INSERT INTO copy_drafts (id, shop_id, product_id, copy_job_id, job_id, locale, state, writer, model, prompt_id,
        prompt_version, prompt_hash, facts_hash, cache_key, usage, cost_micros, open_codes)
      SELECT d.id, "shopId", "productId", "copyJobId", "jobId", d.locale, state, writer, model, "promptId",
        "promptVersion", "promptHash", "factsHash", "cacheKey", usage, "costMicros", "openCodes"
      FROM given d JOIN products p ON p.id = d."productId" AND p.shop_id = d."shopId" AND p.row_hash = d."rowHash"
      WHERE NOT EXISTS (SELECT FROM copy_locks l
        WHERE l.shop_id = d."shopId" AND l.product_id = d."productId" AND l.locale = d.locale
          AND d.fields ? l.field AND d.fields->l.field IS DISTINCT FROM l.copy)
      RETURNING id
    )
    INSERT INTO copy_versions (draft_id, number, shop_id, fields, proposals, facts, facts_hash, findings, metrics, origin)
    SELECT d.id, 1, "shopId", fields, proposals, facts, "factsHash", findings, metrics, 'write'
    FROM given d JOIN inserted USING (id) RETURNING draft_id`.execute(trx)
  return new Set(rows.map((row) => row.draft_id))
}

export interface DraftRow {
  readonly id: string
  readonly product_id: number
  readonly external_id: string
  readonly copy_job_id: string
  readonly locale: string
  readonly state: string
  readonly version: number
  readonly writer: string
  readonly model: string | null
  readonly prompt_id: string | null
  readonly prompt_version: string | null
  readonly prompt_hash: string | null
  readonly facts_hash: string
  readonly fields: Json
  readonly proposals: Json
  readonly facts: Json
  readonly findings: Json
  readonly metrics: Json
  readonly locked: string[]
  readonly usage: Json
  readonly cost_micros: number
  readonly created_at: Date
  readonly updated_at: Date
  /** The brand voice it was written in, as long as its copy job is kept; nulls: the neutral one. */
  readonly voice_id: string | null
  readonly voice: Json
}

const columns = sql`d.id, d.product_id, p.external_id, d.copy_job_id, d.locale, d.state, d.version, d.writer, d.model,
  d.prompt_id, d.prompt_version, d.prompt_hash, v.facts_hash, v.fields, v.proposals, v.facts, v.findings, v.metrics,
  ARRAY(SELECT l.field FROM copy_locks l WHERE l.shop_id = d.shop_id AND l.product_id = d.product_id
    AND l.locale = d.locale AND v.fields ? l.field ORDER BY l.field) AS locked,
  d.usage, d.cost_micros, d.created_at, d.updated_at, CASE WHEN b.voice IS NOT NULL THEN c.voice_id END AS voice_id, b.voice`

const tables = sql`copy_drafts d JOIN products p ON p.id = d.product_id
  JOIN copy_versions v ON v.draft_id = d.id AND v.number = d.version
  LEFT JOIN copy_jobs c ON c.id = d.copy_job_id
  LEFT JOIN brand_voices b ON b.shop_id = d.shop_id AND b.id = c.voice_id AND b.version = c.voice_version`

/** Those of the ids that are drafts of the shop, newest first. */
export async function selectDraftsById(db: Db, shopId: string, ids: readonly string[]): Promise<DraftRow[]> {
  const { rows } = await sql<DraftRow>`
    SELECT ${columns} FROM ${tables} WHERE d.shop_id = ${shopId} AND d.id = ANY(${ids}::text[]) ORDER BY d.id DESC`.execute(
    db,
  )
  return rows
}

/** As `selectDraftsById`, under a row lock until the transaction ends, in the order of the ids so that no two wait for each other. */
export async function claimDrafts(trx: Db, shopId: string, ids: readonly string[]): Promise<DraftRow[]> {
  await sql`SELECT id FROM copy_drafts WHERE shop_id = ${shopId} AND id = ANY(${ids}::text[])
    ORDER BY id FOR UPDATE`.execute(trx)
  return await selectDraftsById(trx, shopId, ids)
}

/** Moves a draft that is where the caller saw it; false when it is not. The text stays. */
export async function setDraftState(
  trx: Db,
  move: {
    readonly shopId: string
    readonly id: string
    readonly version: number
    readonly from: DraftState
    readonly to: DraftState
  },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    UPDATE copy_drafts SET state = ${move.to}, updated_at = clock_timestamp()
    WHERE shop_id = ${move.shopId} AND id = ${move.id} AND version = ${move.version}::int AND state = ${move.from}
    RETURNING id`.execute(trx)
  return rows.length === 1
}

export interface DraftSelection {
  /** Drafts this copy job wrote or took over from unchanged input. */
  readonly copyJobId?: string | undefined
  /** The shop's own id of a product. */
  readonly product?: string | undefined
  readonly state?: DraftState | undefined
  readonly locale?: string | undefined
  /** Code of an open finding. */
  readonly code?: string | undefined
}

/** Newest first by id (ids are time-ordered); `after` is the last id shown. */
export async function selectDraftRows(
  db: Db,
  shopId: string,
  { copyJobId, product, state, locale, code }: DraftSelection,
  after: string | null,
  limit: number,
): Promise<DraftRow[]> {
  const ofJob =
    copyJobId === undefined
      ? sql``
      : sql`AND d.id IN (
      SELECT result->>'draftId' FROM jobs WHERE shop_id = ${shopId} AND state = 'done' AND (id = ${copyJobId} OR parent_id = ${copyJobId}))`
  const ofProduct = product === undefined ? sql`` : sql`AND p.external_id = ${product}`
  const inState = state === undefined ? sql`` : sql`AND d.state = ${state}`
  const inLocale = locale === undefined ? sql`` : sql`AND d.locale = ${locale}`
  const withCode = code === undefined ? sql`` : sql`AND d.open_codes @> ARRAY[${code}]::text[]`
  const keyset = after === null ? sql`` : sql`AND d.id < ${after}`
  const { rows } = await sql<DraftRow>`
    SELECT ${columns} FROM ${tables}
    WHERE d.shop_id = ${shopId} ${ofJob} ${ofProduct} ${inState} ${inLocale} ${withCode} ${keyset}
    ORDER BY d.id DESC LIMIT ${limit}::int`.execute(db)
  return rows
}
