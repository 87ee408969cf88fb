/** Publishing an approved draft, and rolling a published one back: both by the gate of today. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { setDraftState } from '../drafts/draft-queries.ts'
import { claimDraft, type Reviewer } from '../review/claim-draft.ts'
import { moveDraft } from '../review/draft-state.ts'
import { judgeTexts } from '../review/judge-texts.ts'
import { contradictedLocks } from '../review/locks/lock.ts'
import { restoreVersion } from '../review/replace-fields.ts'
import { appendLog } from '../review/log/review-log-queries.ts'
import { goLive } from './go-live.ts'
import type { Publication } from './publication.ts'
import { findPublicationOfDraft } from './publication-queries.ts'

export interface PublishOptions {
  /** Version of the text that the shop's own system shows; null: the shop reports none. */
  readonly remoteVersion: string | null
}

/**
 * Publishing what is live already changes nothing and answers with it.
 *
 * @throws AppError content.draft-not-found, content.draft-state, content.field-locked, content.draft-blocked,
 *   content.remote-changed
 */
export async function publishDraft(
  trx: Db,
  clock: Clock,
  { shopId, keyId }: Reviewer,
  id: string,
  { remoteVersion }: PublishOptions,
): Promise<Publication> {
  const claimed = await claimDraft(trx, clock, shopId, id)
  const { draft, subject } = claimed
  if (draft.state === 'published') {
    const published = await findPublicationOfDraft(trx, shopId, id, draft.version)
    if (published !== undefined) return published
  }
  const state = moveDraft(draft.state, 'publish')
  const contradicted = contradictedLocks(draft.fields, subject.locks)
  if (contradicted.length > 0)
    throw new AppError(
      'content.field-locked',
      `A person's text is locked in ${contradicted.join(', ')}, and this draft has another: publish the draft that carries it.`,
      {
        errors: contradicted.map((field) => ({
          path: `fields.${field}`,
          message: 'is locked with another text',
        })),
      },
    )
  const { isBlocked, verdict } = judgeTexts(clock, claimed, draft.locale, draft.fields, draft.facts)
  if (isBlocked)
    throw new AppError(
      'content.draft-blocked',
      `The gate of today blocks the draft with ${verdict.openCodes.join(', ')}: have it written anew, or waive the finding.`,
      {
        errors: verdict.findings.flatMap(({ severity, resolution, path, code, fix }) =>
          severity === 'block' && resolution === 'open'
            ? [{ path: `fields.${path}`, message: `${code}: ${fix}` }]
            : [],
        ),
      },
    )
  const publication = await goLive(
    trx,
    { clock },
    { ...claimed, shopId, kind: 'publish', by: keyId, remoteVersion },
  )
  await setDraftState(trx, { shopId, id, version: draft.version, from: draft.state, to: state })
  await appendLog(trx, [
    {
      shopId,
      draftId: id,
      event: 'publish',
      fromState: draft.state,
      toState: state,
      version: draft.version,
      actor: keyId,
      detail: { publication: publication.id },
    },
  ])
  return publication
}

/**
 * Brings an older version of a published draft back to life as its newest one.
 *
 * @throws AppError content.draft-not-found, content.version-not-found, content.draft-state, content.draft-blocked,
 *   content.remote-changed
 */
export async function rollBackDraft(
  trx: Db,
  clock: Clock,
  { shopId, keyId }: Reviewer,
  id: string,
  {
    remoteVersion,
    version,
    reason,
  }: PublishOptions & { readonly version: number; readonly reason?: string | undefined },
): Promise<Publication> {
  await restoreVersion(trx, clock, { shopId, draftId: id, number: version, actor: keyId, reason })
  const claimed = await claimDraft(trx, clock, shopId, id)
  return await goLive(trx, { clock }, { ...claimed, shopId, kind: 'rollback', by: keyId, remoteVersion })
}

export interface PublishOutcome {
  readonly id: string
  readonly outcome: 'published' | 'refused'
  readonly publication: string | null
  readonly code: string | null
  readonly detail: string | null
}

/** Each draft in a transaction of its own: one that is refused keeps nobody else back. In the order of the ids. */
export async function publishDrafts(
  db: Db,
  clock: Clock,
  reviewer: Reviewer,
  ids: readonly string[],
): Promise<PublishOutcome[]> {
  const outcomes: PublishOutcome[] = []
  for (const id of new Set(ids)) {
    try {
      const { id: publication } = await db
        .transaction()
        .execute((trx) => publishDraft(trx, clock, reviewer, id, { remoteVersion: null }))
      outcomes.push({ id, outcome: 'published', publication, code: null, detail: null })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      outcomes.push({ id, outcome: 'refused', publication: null, code: error.code, detail: error.message })
    }
  }
  return outcomes
}
