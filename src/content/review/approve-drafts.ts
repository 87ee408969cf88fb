/**
 * Approval: a person takes a draft as it stands. The gate is asked again, with the facts, law and waivers of now, so that
 * what was ready last week is not approved against today's price. Many at once: each has its own outcome.
 */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError, type FieldError } from '../../errors.ts'
import { selectDraftRows, setDraftState, type DraftSelection } from '../drafts/draft-queries.ts'
import type { Draft } from '../drafts/draft.ts'
import { draftNotFound, getDraft } from '../drafts/read-drafts.ts'
import { claimDraft, claimDraftsOf, type ClaimedDraft, type Reviewer } from './claim-draft.ts'
import { isNews, storeVerdict } from './decide-draft.ts'
import { judgedState, moveDraft } from './draft-state.ts'
import { judgeTexts, type JudgedTexts } from './judge-texts.ts'
import { contradictedLocks } from './locks/lock.ts'
import { appendLog } from './log/review-log-queries.ts'

/** Drafts of a bulk approval that share a transaction: few enough to hold no lock for long. */
const PER_TRANSACTION = 25

export interface ApprovalOutcome {
  readonly id: string
  /** "unchanged": it was approved before. */
  readonly outcome: 'approved' | 'unchanged' | 'refused'
  readonly code: string | null
  readonly detail: string | null
}

/**
 * A draft that is approved already stays so. What the gate finds when it refuses is kept with the draft.
 *
 * @throws AppError content.draft-not-found, content.draft-state, content.field-locked, content.draft-blocked
 */
export async function approveDraft(
  db: Db,
  clock: Clock,
  reviewer: Reviewer,
  id: string,
  reason?: string,
): Promise<Draft> {
  const refusal = await db.transaction().execute(async (trx) => {
    const claimed = await claimDraft(trx, clock, reviewer.shopId, id)
    if (claimed.draft.state === 'approved') return undefined
    return await decide(trx, clock, reviewer, claimed, reason)
  })
  if (refusal !== undefined) throw refusal
  return await getDraft(db, reviewer.shopId, id)
}

/** Approves those that are ready, and only those; in the order of the ids. */
export async function approveDrafts(
  db: Db,
  clock: Clock,
  reviewer: Reviewer,
  ids: readonly string[],
): Promise<ApprovalOutcome[]> {
  const unique = [...new Set(ids)]
  const outcomes = new Map<string, ApprovalOutcome>()
  for (let start = 0; start < unique.length; start += PER_TRANSACTION) {
    const batch = unique.slice(start, start + PER_TRANSACTION)
    await db.transaction().execute(async (trx) => {
      for (const claimed of await claimDraftsOf(trx, clock, reviewer.shopId, batch)) {
        const { id, state } = claimed.draft
        const refusal = state === 'approved' ? undefined : await decideInBulk(trx, clock, reviewer, claimed)
        outcomes.set(id, {
          id,
          outcome: refusal !== undefined ? 'refused' : state === 'approved' ? 'unchanged' : 'approved',
          code: refusal?.code ?? null,
          detail: refusal?.message ?? null,
        })
      }
    })
  }
  const missing = draftNotFound()
  return unique.map(
    (id) => outcomes.get(id) ?? { id, outcome: 'refused', code: missing.code, detail: missing.message },
  )
}

/** Ids of drafts that are ready, newest first, and whether there are more. */
export async function listReadyDrafts(
  db: Db,
  shopId: string,
  filter: Pick<DraftSelection, 'copyJobId' | 'product' | 'locale'>,
  limit: number,
): Promise<{ readonly ids: readonly string[]; readonly more: boolean }> {
  const rows = await selectDraftRows(db, shopId, { ...filter, state: 'ready' }, null, limit + 1)
  return { ids: rows.slice(0, limit).map((row) => row.id), more: rows.length > limit }
}

async function decideInBulk(
  trx: Db,
  clock: Clock,
  reviewer: Reviewer,
  claimed: ClaimedDraft,
): Promise<AppError | undefined> {
  const { state } = claimed.draft
  if (state === 'ready') return await decide(trx, clock, reviewer, claimed, undefined)
  return new AppError(
    'content.draft-state',
    `The draft is ${state}: approving many takes drafts that are ready only.`,
  )
}

/** Approves, or says why not; a verdict that differs from the stored one is stored either way. */
async function decide(
  trx: Db,
  clock: Clock,
  { shopId, keyId }: Reviewer,
  claimed: ClaimedDraft,
  reason: string | undefined,
): Promise<AppError | undefined> {
  const { draft } = claimed
  const refusal = refuseState(draft, claimed)
  if (refusal !== undefined) return refusal
  const judged = judgeTexts(clock, claimed, draft.locale, draft.fields, draft.facts)
  const checked = judgedState(draft.state, 'recheck', judged.isBlocked)
  const isNew = isNews(draft, judged) || (judged.isBlocked && checked !== draft.state)
  if (isNew) await storeVerdict(trx, claimed, judged, checked, shopId, keyId)
  if (judged.isBlocked) return blocked(judged)
  const version = draft.version + (isNew ? 1 : 0)
  const from = isNew ? checked : draft.state
  const state = moveDraft(from, 'approve')
  await setDraftState(trx, { shopId, id: draft.id, version, from, to: state })
  const waived = judged.verdict.findings
    .filter(({ resolution }) => resolution === 'waived')
    .map(({ code }) => code)
  await appendLog(trx, [
    {
      shopId,
      draftId: draft.id,
      event: 'approve',
      fromState: from,
      toState: state,
      version,
      actor: keyId,
      reason,
      detail: { waived },
    },
  ])
  return undefined
}

function refuseState(draft: Draft, { subject }: ClaimedDraft): AppError | undefined {
  try {
    moveDraft(draft.state, 'approve')
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  const contradicted = contradictedLocks(draft.fields, subject.locks)
  if (contradicted.length === 0) return undefined
  return new AppError(
    'content.field-locked',
    `A person's text is locked in ${contradicted.join(', ')}, and this draft has another: approve the draft that carries it, ` +
      'take it over with an edit, or unlock the field.',
    {
      errors: contradicted.map((field) => ({
        path: `fields.${field}`,
        message: 'is locked with another text',
      })),
    },
  )
}

const ERRORS_LISTED_MAX = 100

function blocked({ verdict }: JudgedTexts): AppError {
  const blocking = verdict.findings.filter(
    ({ severity, resolution }) => severity === 'block' && resolution === 'open',
  )
  const errors = blocking
    .slice(0, ERRORS_LISTED_MAX)
    .map(({ code, path, fix }): FieldError => ({ path: `fields.${path}`, message: `${code}: ${fix}` }))
  const codes = [...new Set(blocking.map(({ code }) => code))].join(', ')
  return new AppError(
    'content.draft-blocked',
    `The gate blocks the draft with ${codes}: edit the text, or waive the finding with a reason.`,
    { errors },
  )
}
