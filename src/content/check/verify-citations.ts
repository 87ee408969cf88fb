/** The factual check of one field alone, for callers that have no whole document yet. Verdicts are `checkCopy`'s. */
import type { Segment } from '../drafts/segment.ts'
import type { FactSheet } from '../facts/fact.ts'
import { checkFacts } from './facts/check-facts.ts'
import type { Finding } from './finding.ts'
import { gateContext } from './gate-context.ts'

export function verifyCitations(
  field: string,
  segments: readonly Segment[],
  sheet: FactSheet,
  locale: string = sheet.locale,
): readonly Finding[] {
  return checkFacts(
    { locale, fields: { [field]: segments } },
    gateContext(sheet, { now: sheet.facts[0]?.asOf ?? '' }),
  )
}
