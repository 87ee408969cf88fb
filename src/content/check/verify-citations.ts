/** The factual check of one field alone, for callers that have no whole document yet. Verdicts are `checkCopy`'s. */
import type { Segment } from '../drafts/segment.ts'
import type { FactSheet } from '../facts/fact.ts'
import { checkFacts } from './facts/check-facts.ts'
import type { Finding } from './finding.ts'
import { gateContext } from './gate-context.ts'

/** Before every expiry: callers without a clock judge what the sheet holds as it stands. */
const always = '0000-01-01T00:00:00.000Z'

export function verifyCitations(
  field: string,
  segments: readonly Segment[],
  sheet: FactSheet,
  locale: string = sheet.locale,
): readonly Finding[] {
  return checkFacts({ locale, fields: { [field]: segments } }, gateContext(sheet, { now: always }))
}
