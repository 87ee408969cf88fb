/** A person changes the text of a draft: a new version, judged like any other, and the changed fields locked. */
import { z } from 'zod'
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { fieldEntries } from '../../drafts/draft-metrics.ts'
import type { Draft } from '../../drafts/draft.ts'
import { getDraft, getVersion } from '../../drafts/read-drafts.ts'
import {
  copyFieldSchema,
  segmentSchema,
  type CopyField,
  type DraftFields,
  type FieldCopy,
} from '../../drafts/segment.ts'
import { insertVersion } from '../../drafts/version-queries.ts'
import type { FactSheet } from '../../facts/fact.ts'
import { claimDraft, type Reviewer } from '../claim-draft.ts'
import { judgedState, moveDraft } from '../draft-state.ts'
import { judgeTexts } from '../judge-texts.ts'
import { isSameText } from '../locks/lock.ts'
import { upsertLocks } from '../locks/lock-queries.ts'
import { appendLog } from '../log/review-log-queries.ts'
import { segmentText } from './segment-text.ts'

const newTextSchema = z.union([
  z.strictObject({ text: z.string().trim().min(1).max(20_000) }),
  z.strictObject({ segments: z.array(segmentSchema).min(1).max(200) }),
])

export const draftEditSchema = z.strictObject({
  /** The version the person saw. */
  version: z.int().min(1),
  fields: z
    .partialRecord(copyFieldSchema, newTextSchema)
    .refine((fields) => Object.keys(fields).length > 0, 'must name at least one field'),
  reason: z.string().trim().min(1).max(500).optional(),
})
export type DraftEdit = z.output<typeof draftEditSchema>

/**
 * An edit that changes nothing, or that was made already, answers with the draft as it is.
 *
 * @throws AppError content.draft-not-found, content.version-conflict, content.draft-state
 */
export async function editDraft(
  trx: Db,
  clock: Clock,
  reviewer: Reviewer,
  id: string,
  edit: DraftEdit,
): Promise<Draft> {
  const { shopId, keyId } = reviewer
  const claimed = await claimDraft(trx, clock, shopId, id)
  const { draft, productId, sheet } = claimed
  if (edit.version !== draft.version) return await repeatedOrConflict(trx, reviewer, draft, edit, sheet)
  const changed = changedFields(draft.fields, edit, sheet, draft.locale)
  if (changed.length === 0) return draft
  moveDraft(draft.state, 'edit')
  const fields: DraftFields = { ...draft.fields, ...Object.fromEntries(changed) }
  const proposals = Object.fromEntries(
    fieldEntries(draft.proposals).filter(([field]) => !changed.some(([name]) => name === field)),
  )
  const judged = judgeTexts(clock, claimed, draft.locale, fields, draft.facts)
  const state = judgedState(draft.state, 'edit', judged.isBlocked)
  const added = await insertVersion(trx, {
    ...judged.verdict,
    draftId: id,
    shopId,
    after: draft.version,
    state,
    fields,
    proposals,
    origin: 'edit',
    author: keyId,
  })
  if (!added) throw versionConflict(draft)
  const at = {
    shopId,
    productId,
    locale: draft.locale,
    draftId: id,
    version: draft.version + 1,
    lockedBy: keyId,
  }
  const cited = (copy: FieldCopy) => new Set(copy.segments.flatMap((segment) => segment.factIds))
  await upsertLocks(
    trx,
    at,
    changed.map(([field, copy]) => ({
      field,
      copy,
      facts: judged.verdict.facts.filter((fact) => cited(copy).has(fact.id)),
    })),
  )
  await appendLog(trx, [
    {
      shopId,
      draftId: id,
      event: 'edit',
      fromState: draft.state,
      toState: state,
      version: draft.version + 1,
      actor: keyId,
      reason: edit.reason,
      detail: { fields: changed.map(([field]) => field) },
    },
  ])
  return await getDraft(trx, shopId, id)
}

/** The fields whose sentences, citations or roles differ from what is there. */
function changedFields(
  current: DraftFields,
  edit: DraftEdit,
  sheet: FactSheet,
  locale: string,
): [CopyField, FieldCopy][] {
  return fieldEntries(edit.fields).flatMap(([field, given]) => {
    const before = current[field]
    const previous = before?.segments ?? []
    const segments = 'segments' in given ? given.segments : segmentText(given.text, previous, sheet, locale)
    const copy = { ...authorship(before, segments), segments }
    return before !== undefined && isSameText(before, copy)
      ? []
      : [[field, copy] satisfies [CopyField, FieldCopy]]
  })
}

/** A text of which a sentence survives is edited and remembers whose it was; one that is all new is the person's own. */
function authorship(
  before: FieldCopy | undefined,
  segments: FieldCopy['segments'],
): Pick<FieldCopy, 'provenance' | 'origin'> {
  const survives = before?.segments.some(({ text }) => segments.some((segment) => segment.text === text))
  if (before === undefined || survives !== true || before.provenance === 'human')
    return { provenance: 'human' }
  const origin = before.provenance === 'edited' ? before.origin : before.provenance
  return origin === undefined ? { provenance: 'edited' } : { provenance: 'edited', origin }
}

/** The same edit sent twice (its answer was lost) is no conflict. */
async function repeatedOrConflict(
  trx: Db,
  { shopId, keyId }: Reviewer,
  draft: Draft,
  edit: DraftEdit,
  sheet: FactSheet,
): Promise<Draft> {
  if (draft.version === edit.version + 1) {
    const seen = await getVersion(trx, shopId, draft.id, edit.version)
    const made = await getVersion(trx, shopId, draft.id, draft.version)
    const wanted = changedFields(seen.fields, edit, sheet, draft.locale)
    const isRepeat =
      made.author === keyId &&
      wanted.length > 0 &&
      wanted.every(([field, copy]) => {
        const own = made.fields[field]
        return own !== undefined && isSameText(own, copy)
      })
    if (isRepeat) return draft
  }
  throw versionConflict(draft)
}

function versionConflict(draft: Draft): AppError {
  return new AppError(
    'content.version-conflict',
    `The draft has version ${String(draft.version)} by now; read it, compare, and send the edit with that version.`,
  )
}
