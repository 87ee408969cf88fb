/**
 * The one way in which text that no person wrote gets into a draft that exists: patches of stale segments, older versions
 * brought back. A locked field keeps its text here, and again in the statement that stores the version.
 */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import type { Draft } from '../drafts/draft.ts'
import { getDraft, getVersion } from '../drafts/read-drafts.ts'
import type { CopyField, DraftFields } from '../drafts/segment.ts'
import { insertVersion } from '../drafts/version-queries.ts'
import { claimDraft } from './claim-draft.ts'
import { judgedState, moveDraft } from './draft-state.ts'
import { judgeTexts } from './judge-texts.ts'
import { fieldEntries } from '../drafts/draft-metrics.ts'
import { placeTexts } from './locks/lock.ts'
import { appendLog } from './log/review-log-queries.ts'

export interface Replacement {
  readonly shopId: string
  readonly draftId: string
  /** The texts offered; fields left out stay. */
  readonly fields: DraftFields
  /** "patch" of a stale draft; "rollback" of a published one, which must pass the gate of today. */
  readonly event: 'patch' | 'rollback'
  /** Who asked for it; null: the machine. */
  readonly actor: string | null
  readonly reason?: string | undefined
}

export interface Replaced {
  readonly draft: Draft
  /** Fields whose text was offered in vain, because a person has locked them; it is kept as a proposal. */
  readonly kept: readonly CopyField[]
}

/** @throws AppError content.draft-not-found, content.draft-state, content.draft-blocked, content.version-conflict */
export async function replaceFields(trx: Db, clock: Clock, replacement: Replacement): Promise<Replaced> {
  const { shopId, draftId, event, actor, reason } = replacement
  const claimed = await claimDraft(trx, clock, shopId, draftId)
  const { draft, subject } = claimed
  moveDraft(draft.state, event)
  const placed = placeTexts(draft.fields, replacement.fields, subject.locks)
  const judged = judgeTexts(clock, claimed, draft.locale, placed.fields, draft.facts)
  if (event === 'rollback' && judged.isBlocked)
    throw new AppError(
      'content.draft-blocked',
      `The older version does not pass the gate of today: ${judged.verdict.openCodes.join(', ')}.`,
    )
  const state =
    event === 'patch' ? judgedState(draft.state, 'patch', judged.isBlocked) : moveDraft(draft.state, event)
  const added = await insertVersion(trx, {
    ...judged.verdict,
    draftId,
    shopId,
    after: draft.version,
    state,
    fields: placed.fields,
    proposals: { ...draft.proposals, ...placed.proposals },
    origin: event === 'patch' ? 'patch' : 'restore',
    author: null,
  })
  if (!added)
    throw new AppError('content.version-conflict', 'The draft, or a lock, changed meanwhile; try again.')
  const kept = fieldEntries(placed.proposals).map(([field]) => field)
  await appendLog(trx, [
    {
      shopId,
      draftId,
      event,
      fromState: draft.state,
      toState: state,
      version: draft.version + 1,
      actor,
      reason,
      detail: { fields: Object.keys(replacement.fields), kept },
    },
  ])
  return { draft: await getDraft(trx, shopId, draftId), kept }
}

/**
 * Brings back an older version of a published draft as its newest one.
 *
 * @throws AppError as `replaceFields`, and content.version-not-found
 */
export async function restoreVersion(
  trx: Db,
  clock: Clock,
  restore: Pick<Replacement, 'shopId' | 'draftId' | 'actor' | 'reason'> & { readonly number: number },
): Promise<Replaced> {
  const { number, ...rest } = restore
  const { fields } = await getVersion(trx, restore.shopId, restore.draftId, number)
  return await replaceFields(trx, clock, { ...rest, fields, event: 'rollback' })
}
