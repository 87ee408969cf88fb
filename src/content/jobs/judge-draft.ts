/** The verdict on a finished text, whoever wrote it: ready, or for a person to look at, and why. */
import { verifyCitations } from '../check/verify-citations.ts'
import { createFinding, type DraftFinding } from '../check/finding.ts'
import type { NewDraft } from '../drafts/draft-queries.ts'
import type { DraftFields } from '../drafts/segment.ts'
import type { FactSheet } from '../facts/fact.ts'

/** Every writer's text passes the same check; what still fails waits for a person. `earlier` findings are settled. */
export function judgeDraft(
  fields: DraftFields,
  sheet: FactSheet,
  locale: string,
  earlier: readonly DraftFinding[],
): Pick<NewDraft, 'state' | 'findings'> {
  const open = Object.entries(fields).flatMap(([field, copy]): DraftFinding[] => [
    ...(copy.provenance === 'model' || isEnglish(locale) ? [] : [wrongLanguage(field, locale)]),
    ...verifyCitations(field, copy.segments, sheet, locale).map((finding) => ({
      ...finding,
      resolution: 'open' as const,
    })),
  ])
  return { state: open.length > 0 ? 'needs-review' : 'ready', findings: [...earlier, ...open] }
}

/** The embedded writer has an English grammar only, so its sentences are English whatever the locale asks for. */
function isEnglish(locale: string): boolean {
  return /^en(-|$)/i.test(locale)
}

function wrongLanguage(field: string, locale: string): DraftFinding {
  const fix = `The embedded writer writes English only: translate the text to ${locale}, or use a model writer.`
  return { ...createFinding('M03', { field, fix }), resolution: 'open' }
}
