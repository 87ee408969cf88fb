/** SQL of rules, and of the edits they are learnt from. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db, Json } from '../../database/schema.ts'
import { ruleStateSchema, ruleSupportSchema, type CopyRule, type RuleState } from './rule.ts'
import { draftFieldsSchema, type DraftFields } from '../drafts/segment.ts'
import type { MinedRule } from './mine-rules.ts'

export interface EditRow {
  readonly external_id: string
  readonly draft_id: string
  readonly author: string
  readonly before: Json
  readonly after: Json
  readonly facts: Json
}

/** The latest edits by people of texts in a language: each with the version before it. */
export async function selectEdits(
  db: Db,
  shopId: string,
  language: string,
  limit: number,
): Promise<EditRow[]> {
  const { rows } = await sql<EditRow>`
    SELECT p.external_id, v.draft_id, v.author, b.fields AS before, v.fields AS after, v.facts
    FROM copy_versions v
    JOIN copy_versions b ON b.draft_id = v.draft_id AND b.number = v.number - 1
    JOIN copy_drafts d ON d.id = v.draft_id
    JOIN products p ON p.id = d.product_id
    WHERE v.shop_id = ${shopId} AND v.origin = 'edit' AND v.author IS NOT NULL
      AND split_part(d.locale, '-', 1) = ${language}
    ORDER BY v.created_at DESC, v.draft_id, v.number DESC LIMIT ${limit}::int`.execute(db)
  return rows
}

/** New rules are added; known ones get today's support and keep what was decided. Returns how many were new. */
export async function upsertRules(
  trx: Db,
  shopId: string,
  language: string,
  rules: readonly (MinedRule & { readonly id: string })[],
  at: Date,
): Promise<number> {
  const { rows } = await sql<{ is_new: boolean }>`
    INSERT INTO copy_rules (id, shop_id, language, said, instead, state, support, examples, created_at)
    SELECT id, ${shopId}::text, ${language}::text, said, instead, 'proposed', support, examples, ${at}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rules)}::jsonb)
      AS r(id text, said text, instead text, support jsonb, examples jsonb)
    ON CONFLICT (shop_id, language, said, instead) DO UPDATE SET support = excluded.support, examples = excluded.examples
    RETURNING (xmax = 0) AS is_new`.execute(trx)
  return rows.filter((row) => row.is_new).length
}

export interface HeldText {
  readonly productId: number
  /** The shop's own id of the product. */
  readonly product: string
  readonly locale: string
  readonly fields: DraftFields
}

/** Texts considered when a rule is tried; the newest. */
const TEXTS_MAX = 5_000

/** The newest current texts of a language that somebody may still read or publish, and those that hold the words. */
export async function selectTextsHolding(
  db: Db,
  shopId: string,
  language: string,
  words: string,
): Promise<{ readonly texts: number; readonly held: readonly HeldText[] }> {
  const { rows } = await sql<{
    product_id: number
    external_id: string
    locale: string
    fields: Json
    texts: number
  }>`
    WITH current AS (
      SELECT d.product_id, d.locale, v.fields, d.id FROM copy_drafts d
      JOIN copy_versions v ON v.draft_id = d.id AND v.number = d.version
      WHERE d.shop_id = ${shopId} AND split_part(d.locale, '-', 1) = ${language} AND d.state <> 'rejected'
      ORDER BY d.id DESC LIMIT ${TEXTS_MAX}::int
    )
    SELECT c.product_id, p.external_id, c.locale, c.fields, (SELECT count(*) FROM current)::int AS texts
    FROM current c JOIN products p ON p.id = c.product_id
    WHERE position(${words} IN lower(c.fields::text)) > 0 ORDER BY c.id DESC`.execute(db)
  const held = rows.map((row) => ({
    productId: row.product_id,
    product: row.external_id,
    locale: row.locale,
    fields: draftFieldsSchema.parse(row.fields),
  }))
  return { texts: rows[0]?.texts ?? 0, held }
}

interface RuleRow {
  readonly id: string
  readonly language: string
  readonly said: string
  readonly instead: string
  readonly state: string
  readonly support: Json
  readonly examples: Json
  readonly decided_by: string | null
  readonly decided_at: Date | null
  readonly created_at: Date
}

const columns = sql`id, language, said, instead, state, support, examples, decided_by, decided_at, created_at`

/** Newest first; `after` is the last id shown. */
export async function selectRules(
  db: Db,
  shopId: string,
  { state, language }: { readonly state?: RuleState | undefined; readonly language?: string | undefined },
  after: string | null,
  limit: number,
): Promise<CopyRule[]> {
  const inState = state === undefined ? sql`` : sql`AND state = ${state}`
  const inLanguage = language === undefined ? sql`` : sql`AND language = ${language}`
  const keyset = after === null ? sql`` : sql`AND id < ${after}`
  const { rows } = await sql<RuleRow>`
    SELECT ${columns} FROM copy_rules WHERE shop_id = ${shopId} ${inState} ${inLanguage} ${keyset}
    ORDER BY id DESC LIMIT ${limit}::int`.execute(db)
  return rows.map(toRule)
}

export interface EnabledRule {
  readonly shopId: string
  readonly language: string
  readonly said: string
  readonly instead: string
}

/** In the order in which they were decided, so that a later one wins. */
export async function selectEnabledRules(db: Db, shopIds: readonly string[]): Promise<EnabledRule[]> {
  const { rows } = await sql<EnabledRule>`
    SELECT shop_id AS "shopId", language, said, instead FROM copy_rules
    WHERE shop_id = ANY(${shopIds}::text[]) AND state = 'enabled' ORDER BY decided_at, id`.execute(db)
  return rows
}

/** Undefined when the shop has no such rule. */
export async function findRule(db: Db, shopId: string, id: string): Promise<CopyRule | undefined> {
  const { rows } = await sql<RuleRow>`
    SELECT ${columns} FROM copy_rules WHERE shop_id = ${shopId} AND id = ${id}`.execute(db)
  return rows[0] === undefined ? undefined : toRule(rows[0])
}

/** Undefined when the shop has no such rule. */
export async function decideRule(
  trx: Db,
  shopId: string,
  id: string,
  decision: { readonly state: RuleState; readonly by: string; readonly at: Date },
): Promise<CopyRule | undefined> {
  const { rows } = await sql<RuleRow>`
    UPDATE copy_rules SET state = ${decision.state}, decided_by = ${decision.by}, decided_at = ${decision.at}::timestamptz
    WHERE shop_id = ${shopId} AND id = ${id} RETURNING ${columns}`.execute(trx)
  return rows[0] === undefined ? undefined : toRule(rows[0])
}

function toRule(row: RuleRow): CopyRule {
  return {
    id: row.id,
    language: row.language,
    said: row.said,
    instead: row.instead,
    state: ruleStateSchema.parse(row.state),
    support: ruleSupportSchema.parse(row.support),
    examples: z.array(z.object({ before: z.string(), after: z.string() })).parse(row.examples),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    createdAt: row.created_at,
  }
}
