/** Judges a draft's texts by the facts, law and waivers of now, and gathers what a version of them holds. Pure. */
import type { Clock } from '../../clock.ts'
import type { DraftFinding } from '../check/finding.ts'
import { citedFacts, type CitedFact } from '../drafts/cited-facts.ts'
import { measureDraft, type DraftMetrics } from '../drafts/draft-metrics.ts'
import type { DraftFields } from '../drafts/segment.ts'
import { judgeDraft, openCodes } from '../jobs/judge-draft.ts'
import type { ClaimedDraft } from './claim-draft.ts'

export interface JudgedTexts {
  readonly isBlocked: boolean
  /** What the version holds beside its texts. */
  readonly verdict: {
    readonly facts: readonly CitedFact[]
    readonly factsHash: string
    readonly findings: readonly DraftFinding[]
    readonly openCodes: readonly string[]
    readonly metrics: DraftMetrics
  }
}

/** @param kept facts of the version before, for citations that the present sheet no longer has */
export function judgeTexts(
  clock: Clock,
  { subject, sheet, voice }: Pick<ClaimedDraft, 'subject' | 'sheet' | 'voice'>,
  locale: string,
  fields: DraftFields,
  kept: readonly CitedFact[],
): JudgedTexts {
  const { isBlocked, findings } = judgeDraft(fields, sheet, locale, {
    now: clock.now().toISOString(),
    jurisdictions: subject.jurisdictions,
    waivers: subject.waivers,
    voice,
  })
  const older = [...subject.locks.flatMap((lock) => lock.facts), ...kept]
  return {
    isBlocked,
    verdict: {
      facts: citedFacts(fields, sheet, older),
      factsHash: sheet.hash,
      findings,
      openCodes: openCodes(findings),
      metrics: measureDraft(fields),
    },
  }
}
