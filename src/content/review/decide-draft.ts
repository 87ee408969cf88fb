/** Decisions of a person about a draft: reject it, judge it again, give its fields free. Approving: approve-drafts.ts. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { setDraftState } from '../drafts/draft-queries.ts'
import type { Draft } from '../drafts/draft.ts'
import { getDraft } from '../drafts/read-drafts.ts'
import type { CopyField } from '../drafts/segment.ts'
import { insertVersion } from '../drafts/version-queries.ts'
import { claimDraft, type ClaimedDraft, type Reviewer } from './claim-draft.ts'
import { judgedState, moveDraft } from './draft-state.ts'
import { judgeTexts, type JudgedTexts } from './judge-texts.ts'
import { deleteLocks } from './locks/lock-queries.ts'
import { appendLog } from './log/review-log-queries.ts'

/**
 * A draft that is rejected already stays so.
 *
 * @throws AppError content.draft-not-found, content.draft-state
 */
export async function rejectDraft(
  trx: Db,
  clock: Clock,
  { shopId, keyId }: Reviewer,
  id: string,
  reason: string,
): Promise<Draft> {
  const { draft } = await claimDraft(trx, clock, shopId, id)
  if (draft.state === 'rejected') return draft
  const state = moveDraft(draft.state, 'reject')
  await setDraftState(trx, { shopId, id, version: draft.version, from: draft.state, to: state })
  await appendLog(trx, [
    {
      shopId,
      draftId: id,
      event: 'reject',
      fromState: draft.state,
      toState: state,
      version: draft.version,
      actor: keyId,
      reason,
    },
  ])
  return await getDraft(trx, shopId, id)
}

/**
 * Judges the same text by the facts, waivers and rules of now. Where nothing differs, nothing is written.
 *
 * @throws AppError content.draft-not-found, content.draft-state
 */
export async function recheckDraft(
  trx: Db,
  clock: Clock,
  { shopId, keyId }: Reviewer,
  id: string,
): Promise<Draft> {
  const claimed = await claimDraft(trx, clock, shopId, id)
  const { draft } = claimed
  moveDraft(draft.state, 'recheck')
  const judged = judgeTexts(clock, claimed, draft.locale, draft.fields, draft.facts)
  const state = judgedState(draft.state, 'recheck', judged.isBlocked)
  if (state !== draft.state || isNews(draft, judged))
    await storeVerdict(trx, claimed, judged, state, shopId, keyId)
  return await getDraft(trx, shopId, id)
}

/** A further version of the same text with the verdict of now. */
export async function storeVerdict(
  trx: Db,
  { draft }: ClaimedDraft,
  judged: JudgedTexts,
  state: Draft['state'],
  shopId: string,
  keyId: string,
): Promise<void> {
  await insertVersion(trx, {
    ...judged.verdict,
    draftId: draft.id,
    shopId,
    after: draft.version,
    state,
    fields: draft.fields,
    proposals: draft.proposals,
    origin: 'recheck',
    author: keyId,
  })
  await appendLog(trx, [
    {
      shopId,
      draftId: draft.id,
      event: 'recheck',
      fromState: draft.state,
      toState: state,
      version: draft.version + 1,
      actor: keyId,
      detail: { openCodes: judged.verdict.openCodes },
    },
  ])
}

/** True when the verdict of now says something else than the stored one. */
export function isNews(draft: Draft, judged: JudgedTexts): boolean {
  const told = (findings: Draft['findings']) =>
    JSON.stringify(
      findings.flatMap((f) => (f.resolution === 'replaced' ? [] : [[f.code, f.path, f.text, f.resolution]])),
    )
  return (
    draft.factsHash !== judged.verdict.factsHash ||
    told(draft.findings) !== told([...judged.verdict.findings])
  )
}

/**
 * Lets machines replace the text of these fields again; without `fields`, of all the draft has.
 *
 * @throws AppError content.draft-not-found
 */
export async function unlockFields(
  trx: Db,
  clock: Clock,
  { shopId, keyId }: Reviewer,
  id: string,
  fields: readonly CopyField[] | undefined,
  reason: string | undefined,
): Promise<Draft> {
  const { draft, productId } = await claimDraft(trx, clock, shopId, id)
  const unlocked = await deleteLocks(trx, shopId, productId, draft.locale, fields ?? draft.locked)
  if (unlocked.length > 0)
    await appendLog(trx, [
      {
        shopId,
        draftId: id,
        event: 'unlock',
        version: draft.version,
        actor: keyId,
        reason,
        detail: { fields: unlocked },
      },
    ])
  return await getDraft(trx, shopId, id)
}
