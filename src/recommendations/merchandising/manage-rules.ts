/** Merchandising rules as verbs: add, list, read, replace, patch, archive. Each change is told to every process and kept. */
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { Change } from '../../database/changes/change-feed.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../page.ts'
import {
  claimRules,
  insertRule,
  insertRuleChange,
  selectRule,
  selectRuleChanges,
  selectRules,
  updateRule,
  type RuleRow,
} from './rule-queries.ts'
import {
  ruleChangeSchema,
  ruleStates,
  ruleWordingSchema,
  type NewRule,
  type PatchedRule,
  type ReplacedRule,
  type RuleChange,
  type RuleState,
  type RuleWording,
  type StoredRule,
} from './stored-rule.ts'

export interface RuleDeps {
  readonly clock: Pick<Clock, 'now'>
  /** Tells every process, in the transaction that changes. */
  announce(trx: Db, change: Change): Promise<void>
}

interface Actor {
  readonly shopId: string
  /** Id of the key. */
  readonly by: string
}

/** Each is looked at on every request. */
const enabledMax = 200

/** @throws AppError recommendations.rules-too-many */
export async function createRule(
  trx: Db,
  { clock, announce }: RuleDeps,
  { shopId, by, rule }: Actor & { readonly rule: NewRule },
): Promise<StoredRule> {
  const { state, ...wording } = rule
  const { enabled, last } = await claimRules(trx, shopId)
  if (state === 'enabled') requireRoom(enabled)
  const at = clock.now()
  const json = JSON.stringify(wording)
  const row = await insertRule(trx, {
    shopId,
    id: newId('rule'),
    number: last + 1,
    state,
    wording: json,
    at,
    by,
  })
  await insertRuleChange(trx, {
    shopId,
    ruleId: row.id,
    version: 1,
    at,
    by,
    before: null,
    after: afterOf(state, json),
  })
  await announce(trx, { topic: 'rules', shopId })
  return toStored(row)
}

/** @throws AppError recommendations.rule-not-found, recommendations.rule-changed, recommendations.rules-too-many */
export async function replaceRule(
  trx: Db,
  deps: RuleDeps,
  { id, replacement, ...actor }: Actor & { readonly id: string; readonly replacement: ReplacedRule },
): Promise<StoredRule> {
  const { version, state, ...wording } = replacement
  return change(trx, deps, actor, id, version, () => ({ state, wording }))
}

/**
 * Changes what is named and leaves the rest.
 * @throws AppError request.invalid when the whole would be no rule; those of `replaceRule`
 */
export async function patchRule(
  trx: Db,
  deps: RuleDeps,
  { id, patch, ...actor }: Actor & { readonly id: string; readonly patch: PatchedRule },
): Promise<StoredRule> {
  const { version, state, ...changes } = patch
  return change(trx, deps, actor, id, version, (wording, stateBefore) => {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined)
    const whole = Object.entries({ ...wording, ...Object.fromEntries(given) })
    const isKept = ([name, value]: [string, unknown]) => value !== null || name === 'schedule'
    const parsed = ruleWordingSchema.safeParse(Object.fromEntries(whole.filter(isKept)))
    if (parsed.success) return { state: state ?? stateBefore, wording: parsed.data }
    const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
    throw new AppError('request.invalid', 'With these changes it would be no rule any more.', { errors })
  })
}

/** The rule ends and stays readable. @throws AppError recommendations.rule-not-found */
export async function archiveRule(
  trx: Db,
  deps: RuleDeps,
  { id, ...actor }: Actor & { readonly id: string },
): Promise<StoredRule> {
  return change(trx, deps, actor, id, undefined, (wording) => ({ state: 'archived', wording }))
}

async function change(
  trx: Db,
  { clock, announce }: RuleDeps,
  { shopId, by }: Actor,
  id: string,
  version: number | undefined,
  next: (
    wording: RuleWording,
    state: RuleState,
  ) => { readonly state: RuleState; readonly wording: RuleWording },
): Promise<StoredRule> {
  const { enabled } = await claimRules(trx, shopId)
  const before = await getRule(trx, shopId, id)
  if (version !== undefined && version !== before.version) {
    throw new AppError(
      'recommendations.rule-changed',
      `The rule is at version ${String(before.version)} by now; read it again and repeat the change.`,
    )
  }
  const wordingBefore = wordingOf(before)
  const { state, wording } = next(wordingBefore, before.state)
  if (state === before.state && isDeepStrictEqual(wording, wordingBefore)) return before
  if (state === 'enabled' && before.state !== 'enabled') requireRoom(enabled)
  const at = clock.now()
  const json = JSON.stringify(wording)
  const effectiveAt =
    state === before.state && hasSameEffect(wordingBefore, wording) ? before.effectiveAt : at
  const row = await updateRule(trx, { shopId, id, state, wording: json, at, by, effectiveAt })
  const was = afterOf(before.state, JSON.stringify(wordingBefore))
  await insertRuleChange(trx, {
    shopId,
    ruleId: id,
    version: row.version,
    at,
    by,
    before: was,
    after: afterOf(state, json),
  })
  await announce(trx, { topic: 'rules', shopId })
  return toStored(row)
}

/** A page, newest first; archived rules only when asked for. */
export async function listRules(
  db: Db,
  shopId: string,
  {
    cursor,
    limit,
    state,
    action,
    placement,
  }: PageRequest & {
    readonly state?: string | undefined
    readonly action?: string | undefined
    readonly placement?: string | undefined
  },
): Promise<Page<StoredRule>> {
  const rows = await selectRules(db, shopId, {
    state: state ?? null,
    action: action ?? null,
    placement: placement ?? null,
    before: positionOf(cursor),
    limit: limit + 1,
  })
  return pageOf(rows.map(toStored), limit, ({ number }) => [number])
}

/** @throws AppError recommendations.rule-not-found */
export async function getRule(db: Db, shopId: string, id: string): Promise<StoredRule> {
  const row = await selectRule(db, shopId, id)
  if (row !== undefined) return toStored(row)
  throw new AppError('recommendations.rule-not-found', 'The shop has no merchandising rule with this id.')
}

/** A page, newest first. @throws AppError recommendations.rule-not-found */
export async function listRuleChanges(
  db: Db,
  shopId: string,
  id: string,
  { cursor, limit }: PageRequest,
): Promise<Page<RuleChange>> {
  await getRule(db, shopId, id)
  const rows = await selectRuleChanges(db, shopId, id, positionOf(cursor), limit + 1)
  return pageOf(
    rows.map((row) => ruleChangeSchema.parse(row)),
    limit,
    ({ version }) => [version],
  )
}

export function toStored(row: RuleRow): StoredRule {
  return {
    ...ruleWordingSchema.parse(row.wording),
    id: row.id,
    number: row.number,
    version: row.version,
    state: z.enum(ruleStates).parse(row.state),
    createdAt: row.created_at,
    createdBy: row.created_by,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    effectiveAt: row.effective_at,
  }
}

function wordingOf(rule: StoredRule): RuleWording {
  const { name, note, action, filter, placements, context, schedule, priority, position, factor } = rule
  return {
    ...{ name, note, action, filter, placements, context, schedule, priority },
    ...(position === undefined ? {} : { position }),
    ...(factor === undefined ? {} : { factor }),
  }
}

/** A new name or note changes nothing a shopper sees. */
function hasSameEffect(before: RuleWording, after: RuleWording): boolean {
  return isDeepStrictEqual({ ...before, name: '', note: '' }, { ...after, name: '', note: '' })
}

function afterOf(state: RuleState, wordingJson: string): string {
  return `{"state":"${state}","wording":${wordingJson}}`
}

function requireRoom(enabled: number): void {
  if (enabled < enabledMax) return
  throw new AppError(
    'recommendations.rules-too-many',
    `A shop has at most ${String(enabledMax)} enabled rules; archive those no longer needed.`,
  )
}

function positionOf(cursor: string | undefined): number | null {
  return cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.int()]))[0]
}
