/**
 * Checks text that cites nothing (supplier descriptions, pasted text, a model's prose) against all facts of a product.
 * Profile "block" reports what is very likely false: what the data contradicts, and numbers that no fact holds.
 * Profile "audit" adds what the data does not support, and praise. Pure. docs/copy/lint.md tells how well it does.
 */
import type { FactSheet } from '../../facts/fact.ts'
import { createFinding, type Finding } from '../finding.ts'
import { indexEvidence } from './evidence.ts'
import type { Observation, ObservationKind, ProseRule } from './observation.ts'
import { createPassage } from './passage.ts'
import { judgeAppraisals } from './rules/appraisal-rule.ts'
import { judgeCounts } from './rules/count-rule.ts'
import { judgeDates } from './rules/date-rule.ts'
import { judgeDisplayNames } from './rules/display-rule.ts'
import { judgeFamilies } from './rules/family-rule.ts'
import { judgeNames } from './rules/name-rule.ts'
import { judgeQuantities } from './rules/quantity-rule.ts'
import { judgeStatus } from './rules/status-rule.ts'

export type ProseProfile = 'block' | 'audit'

export interface ProseOptions {
  readonly profile: ProseProfile
  /** Name of the field in findings. */
  readonly field?: string
  /** BCP 47 tag of the text; left out: that of the sheet. */
  readonly locale?: string
}

/** An observation with its place in the whole text. */
export interface ProseClaim extends Observation {
  readonly text: string
}

const rules: readonly ProseRule[] = [
  judgeQuantities,
  judgeFamilies,
  judgeDates,
  judgeCounts,
  judgeNames,
  judgeDisplayNames,
  judgeStatus,
  judgeAppraisals,
]

/** Numbers are read in any language, words in English alone. */
const anyLanguage: readonly ProseRule[] = [judgeQuantities]

export function isEnglish(locale: string): boolean {
  return /^en\b/i.test(locale)
}

/** What is very likely false or, as a rank among other products, beyond any proof. */
const blocking: readonly ObservationKind[] = [
  'contradiction',
  'unknown-number',
  'unknown-name',
  'unknown-rank',
]
export const reportedKinds: Record<ProseProfile, readonly ObservationKind[]> = {
  block: blocking,
  audit: [...blocking, 'unsupported', 'unfounded-denial', 'appraisal'],
}

/** @returns findings in the order of the text, spans in the text as given */
export function checkProse(text: string, sheet: FactSheet, options: ProseOptions): Finding[] {
  return findingsOf(observeProse(text, sheet, options.locale), options)
}

/** Every claim found, the supported ones too, in the order of the text. */
export function observeProse(text: string, sheet: FactSheet, locale: string = sheet.locale): ProseClaim[] {
  const index = indexEvidence(sheet)
  const passage = createPassage(text, index.title)
  return (isEnglish(locale) ? rules : anyLanguage)
    .flatMap((rule) => rule(passage, index))
    .map((observation) => ({ ...observation, text: text.slice(observation.start, observation.end) }))
    .sort((a, b) => a.start - b.start || b.end - a.end)
}

/** A number the data has nothing to compare with may be right: it is reported, and keeps nobody from publishing. */
function severityOf({ kind, evidence, code }: ProseClaim): 'block' | 'warn' {
  if (kind === 'unknown-number' && evidence.length === 0 && code !== 'P01') return 'warn'
  return blocking.includes(kind) ? 'block' : 'warn'
}

export function findingsOf(
  claims: readonly ProseClaim[],
  { profile, field = 'text' }: ProseOptions,
): Finding[] {
  const isWanted = (claim: ProseClaim) => reportedKinds[profile].includes(claim.kind)
  return claims.filter(isWanted).map((claim) =>
    createFinding(claim.code, {
      field,
      span: { start: claim.start, end: claim.end },
      text: claim.text,
      evidence: claim.evidence,
      fix: claim.fix,
      severity: severityOf(claim),
    }),
  )
}
