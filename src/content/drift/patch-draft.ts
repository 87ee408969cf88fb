/**
 * Writes anew what drift has found, and nothing else: sentences that still hold stay as they are, word for word. A
 * person's locked text is not touched: what would take its place is offered beside it.
 */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { fieldEntries } from '../drafts/draft-metrics.ts'
import type { DraftFields, FieldCopy, Provenance } from '../drafts/segment.ts'
import { replaceSegments } from '../model/replace-failing.ts'
import type { StaleSegment } from '../publish/publication.ts'
import { claimDraft } from '../review/claim-draft.ts'
import { nextState } from '../review/draft-state.ts'
import { replaceFields } from '../review/replace-fields.ts'
import { shopVoice } from '../rules/shop-voice.ts'
import { composeField } from '../writer/compose-copy.ts'

export interface Patch {
  readonly shopId: string
  readonly draftId: string
  /** Stale segments of the draft's own fields and of what was compiled from it. */
  readonly places: readonly StaleSegment[]
}

/** A draft that is not stale is left alone: it was edited or patched since. */
export async function patchDraft(trx: Db, clock: Clock, { shopId, draftId, places }: Patch): Promise<void> {
  const { draft, sheet } = await claimDraft(trx, clock, shopId, draftId)
  if (nextState(draft.state, 'patch') === undefined) return
  const voice = await shopVoice(trx, shopId, draft.locale)
  const fields: DraftFields = {}
  for (const [field, copy] of fieldEntries(draft.fields)) {
    const stale = places.filter((place) => place.channel === 'copy' && place.field === field)
    if (stale.length === 0) continue
    const failing = new Set(stale.map(({ segment }) => segment))
    const anew = composeField(sheet, field, { locale: draft.locale, seed: 0, voice })
    fields[field] = patched(copy, replaceSegments(copy.segments, failing, anew))
  }
  await replaceFields(trx, clock, {
    shopId,
    draftId,
    fields,
    event: 'patch',
    actor: null,
    reason: 'facts behind published sentences have changed',
  })
}

/** Embedded sentences among a model's are "mixed"; among a person's, who has given the field free, the text is "edited". */
function patched(copy: FieldCopy, segments: FieldCopy['segments']): FieldCopy {
  const provenance: Readonly<Record<Provenance, Provenance>> = {
    embedded: 'embedded',
    model: 'mixed',
    mixed: 'mixed',
    edited: 'edited',
    human: 'edited',
  }
  const origin = copy.provenance === 'human' ? 'embedded' : copy.origin
  return {
    provenance: provenance[copy.provenance],
    ...(origin === undefined ? {} : { origin }),
    segments,
  }
}
