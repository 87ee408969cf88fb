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
  return findingsOf(observeProse(text, sheet), options)
}

/** Every claim found, the supported ones too, in the order of the text. */
export function observeProse(text: string, sheet: FactSheet): ProseClaim[] {
  const index = indexEvidence(sheet)
  const passage = createPassage(text, index.title)
  return rules
    .flatMap((rule) => rule(passage, index))
    .map((observation) => ({ ...observation, text: text.slice(observation.start, observation.end) }))
    .sort((a, b) => a.start - b.start || b.end - a.end)
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
      severity: blocking.includes(claim.kind) ? 'block' : 'warn',
    }),
  )
}
