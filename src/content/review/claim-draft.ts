/** Drafts taken under lock with everything they are judged by: how every decision about them begins. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { claimDrafts } from '../drafts/draft-queries.ts'
import type { Draft } from '../drafts/draft.ts'
import { draftNotFound, toDraft } from '../drafts/read-drafts.ts'
import { loadShopEvidence, sheetOf } from '../facts/evidence/shop-evidence.ts'
import type { FactSheet } from '../facts/fact.ts'
import type { BrandVoice } from '../voice/brand-voice.ts'
import { voiceOf } from '../voice/voices.ts'
import { loadSubjects, subjectKey, type Subject } from '../drafts/subject-queries.ts'

export interface ClaimedDraft {
  readonly draft: Draft
  readonly productId: number
  readonly subject: Subject
  /** The facts as they are now. */
  readonly sheet: FactSheet
  readonly voice: BrandVoice
}

/** Who decides: the shop, and the key of the person. */
export interface Reviewer {
  readonly shopId: string
  readonly keyId: string
}

/** @throws AppError content.draft-not-found */
export async function claimDraft(trx: Db, clock: Clock, shopId: string, id: string): Promise<ClaimedDraft> {
  const [claimed] = await claimDraftsOf(trx, clock, shopId, [id])
  if (claimed === undefined) throw draftNotFound()
  return claimed
}

/** Those that exist, in the order of the ids. */
export async function claimDraftsOf(
  trx: Db,
  clock: Clock,
  shopId: string,
  ids: readonly string[],
): Promise<ClaimedDraft[]> {
  const rows = await claimDrafts(trx, shopId, ids)
  const wanted = rows.map((row) => ({ productId: row.product_id, locale: row.locale }))
  const subjects = await loadSubjects(trx, shopId, wanted)
  const now = clock.now()
  const evidence = await loadShopEvidence(trx, [shopId], now)
  const byId = new Map(
    rows.map((row): [string, ClaimedDraft] => {
      const subject = subjects.get(subjectKey(row.product_id, row.locale))
      if (subject === undefined)
        throw new AppError('catalog.product-not-found', 'The product of this draft was removed.')
      const sheet = sheetOf(subject.product, subject.priceLines, evidence.get(shopId), now)
      const voice = voiceOf(row.voice_id, row.voice)
      return [row.id, { draft: toDraft(row), productId: row.product_id, subject, sheet, voice }]
    }),
  )
  return ids.flatMap((id) => byId.get(id) ?? [])
}
