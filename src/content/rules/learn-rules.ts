/** Rules as verbs: learn them from what people edited, try them on what is written, decide on them. */
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../page.ts'
import { citedFactSchema } from '../drafts/cited-facts.ts'
import { fieldEntries } from '../drafts/draft-metrics.ts'
import { draftFieldsSchema, segmentsText } from '../drafts/segment.ts'
import { mineRules, type Edit } from './mine-rules.ts'
import type { CopyRule, RuleState } from './rule.ts'
import { decideRule, findRule, selectEdits, selectRules, upsertRules, type EditRow } from './rule-queries.ts'

/** The latest edits say how people want it now. */
const EDITS_CONSIDERED = 5_000

/** @param language such as "en" @returns how many rules the edits support, and how many of them are new */
export async function learnRules(
  trx: Db,
  { clock }: { readonly clock: Clock },
  shopId: string,
  language: string,
): Promise<{ readonly edits: number; readonly supported: number; readonly proposed: number }> {
  const edits = (await selectEdits(trx, shopId, language, EDITS_CONSIDERED)).flatMap(toEdits)
  const rules = mineRules(edits).map((rule) => ({ ...rule, id: newId('rule') }))
  const proposed = rules.length === 0 ? 0 : await upsertRules(trx, shopId, language, rules, clock.now())
  return { edits: edits.length, supported: rules.length, proposed }
}

/** A page, newest first. */
export async function listRules(
  db: Db,
  shopId: string,
  request: PageRequest & { readonly state?: RuleState | undefined; readonly language?: string | undefined },
): Promise<Page<CopyRule>> {
  const { cursor, limit, ...selection } = request
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.string()]))[0]
  const rows = await selectRules(db, shopId, selection, after, limit + 1)
  return pageOf(rows, limit, (row) => [row.id])
}

/** @throws AppError content.rule-not-found */
export async function getRule(db: Db, shopId: string, id: string): Promise<CopyRule> {
  return (await findRule(db, shopId, id)) ?? notFound()
}

/** Enabled rules belong to the shop's voice from the next text on. @throws AppError content.rule-not-found */
export async function decideOnRule(
  trx: Db,
  { clock }: { readonly clock: Clock },
  request: { readonly shopId: string; readonly id: string; readonly state: RuleState; readonly by: string },
): Promise<CopyRule> {
  const decision = { state: request.state, by: request.by, at: clock.now() }
  return (await decideRule(trx, request.shopId, request.id, decision)) ?? notFound()
}

/** One edit per field that a person changed. */
function toEdits(row: EditRow): Edit[] {
  const before = draftFieldsSchema.parse(row.before)
  const facts = z.array(citedFactSchema).parse(row.facts)
  const values = facts.flatMap(({ value }) => (typeof value === 'string' ? [value.toLowerCase()] : []))
  return fieldEntries(draftFieldsSchema.parse(row.after)).flatMap(([field, after]) => {
    const former = before[field]
    if (former === undefined) return []
    const [old, current] = [segmentsText(former.segments), segmentsText(after.segments)]
    if (old === current) return []
    return [
      {
        product: row.external_id,
        draftId: row.draft_id,
        author: row.author,
        before: old,
        after: current,
        values,
      },
    ]
  })
}

function notFound(): never {
  throw new AppError('content.rule-not-found', 'The shop has no rule with this id.')
}
