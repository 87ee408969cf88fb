/** SQL of merchandising rules and their changes. */
import { sql } from 'kysely'
import type { Db, Json } from '../../database/schema.ts'

export interface RuleRow {
  readonly id: string
  readonly number: number
  readonly version: number
  readonly state: string
  readonly wording: Json
  readonly created_at: Date
  readonly created_by: string
  readonly changed_at: Date
  readonly changed_by: string
  readonly effective_at: Date
}

const columns = sql`id, number, version, state, wording, created_at, created_by, changed_at, changed_by, effective_at`

/** In the order of their numbers. */
export async function selectEnabledRules(db: Db, shopId: string): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRow>`
    SELECT ${columns} FROM merchandising_rules WHERE shop_id = ${shopId} AND state = 'enabled'
    ORDER BY number`.execute(db)
  return rows
}

/** Newest first. Without a state, archived rules stay out. */
export async function selectRules(
  db: Db,
  shopId: string,
  filter: {
    readonly state: string | null
    readonly action: string | null
    readonly placement: string | null
    readonly before: number | null
    readonly limit: number
  },
): Promise<RuleRow[]> {
  const { state, action, placement, before, limit } = filter
  const { rows } = await sql<RuleRow>`
    SELECT ${columns} FROM merchandising_rules
    WHERE shop_id = ${shopId}
      AND (CASE WHEN ${state}::text IS NULL THEN state <> 'archived' ELSE state = ${state}::text END)
      AND (${action}::text IS NULL OR wording->>'action' = ${action}::text)
      AND (${placement}::text IS NULL OR wording->'placements' = '[]'::jsonb
        OR wording->'placements' @> to_jsonb(${placement}::text))
      AND (${before}::int IS NULL OR number < ${before}::int)
    ORDER BY number DESC LIMIT ${limit}::int`.execute(db)
  return rows
}

export async function selectRule(db: Db, shopId: string, id: string): Promise<RuleRow | undefined> {
  const { rows } = await sql<RuleRow>`
    SELECT ${columns} FROM merchandising_rules WHERE shop_id = ${shopId} AND id = ${id}`.execute(db)
  return rows[0]
}

/** Holds the shop's row, so that numbers and limits hold between two requests at once; tells the count and the last number. */
export async function claimRules(trx: Db, shopId: string): Promise<{ enabled: number; last: number }> {
  await sql`SELECT id FROM shops WHERE id = ${shopId} FOR UPDATE`.execute(trx)
  const { rows } = await sql<{ enabled: number; last: number }>`
    SELECT count(*) FILTER (WHERE state = 'enabled')::int AS enabled, coalesce(max(number), 0)::int AS last
    FROM merchandising_rules WHERE shop_id = ${shopId}`.execute(trx)
  return rows[0] ?? { enabled: 0, last: 0 }
}

export interface RuleWrite {
  readonly shopId: string
  readonly id: string
  readonly state: string
  /** JSON text. */
  readonly wording: string
  readonly at: Date
  readonly by: string
}

export async function insertRule(trx: Db, rule: RuleWrite & { readonly number: number }): Promise<RuleRow> {
  const { rows } = await sql<RuleRow>`
    INSERT INTO merchandising_rules (id, shop_id, number, state, wording, created_at, created_by, changed_at, changed_by,
      effective_at)
    VALUES (${rule.id}, ${rule.shopId}, ${rule.number}::int, ${rule.state}, ${rule.wording}::jsonb,
      ${rule.at}::timestamptz, ${rule.by}, ${rule.at}::timestamptz, ${rule.by}, ${rule.at}::timestamptz)
    RETURNING ${columns}`.execute(trx)
  return only(rows)
}

/** The caller holds the shop's row and has compared versions. */
export async function updateRule(
  trx: Db,
  rule: RuleWrite & { readonly effectiveAt: Date },
): Promise<RuleRow> {
  const { rows } = await sql<RuleRow>`
    UPDATE merchandising_rules SET version = version + 1, state = ${rule.state}, wording = ${rule.wording}::jsonb,
      changed_at = ${rule.at}::timestamptz, changed_by = ${rule.by}, effective_at = ${rule.effectiveAt}::timestamptz
    WHERE shop_id = ${rule.shopId} AND id = ${rule.id} RETURNING ${columns}`.execute(trx)
  return only(rows)
}

export async function insertRuleChange(
  trx: Db,
  change: {
    readonly shopId: string
    readonly ruleId: string
    readonly version: number
    readonly at: Date
    readonly by: string
    /** JSON texts. */
    readonly before: string | null
    readonly after: string
  },
): Promise<void> {
  await sql`
    INSERT INTO merchandising_rule_changes (shop_id, rule_id, version, at, by, before, after)
    VALUES (${change.shopId}, ${change.ruleId}, ${change.version}::int, ${change.at}::timestamptz, ${change.by},
      ${change.before}::jsonb, ${change.after}::jsonb)`.execute(trx)
}

export interface RuleChangeRow {
  readonly version: number
  readonly at: Date
  readonly by: string
  readonly before: Json
  readonly after: Json
}

/** Newest first. */
export async function selectRuleChanges(
  db: Db,
  shopId: string,
  ruleId: string,
  before: number | null,
  limit: number,
): Promise<RuleChangeRow[]> {
  const { rows } = await sql<RuleChangeRow>`
    SELECT version, at, by, before, after FROM merchandising_rule_changes
    WHERE shop_id = ${shopId} AND rule_id = ${ruleId} AND (${before}::int IS NULL OR version < ${before}::int)
    ORDER BY version DESC LIMIT ${limit}::int`.execute(db)
  return rows
}

function only(rows: readonly RuleRow[]): RuleRow {
  const [row] = rows
  if (row === undefined) throw new Error('A write of a rule returned no row.')
  return row
}
