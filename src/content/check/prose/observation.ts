/** What a rule says of one place of a text. Supported claims are observations too: they are counted. */
import type { FindingCode } from '../finding.ts'
import type { Evidence, EvidenceIndex } from './evidence.ts'
import type { Passage } from './passage.ts'

/**
 * "contradiction": the data says otherwise. "unknown-number", "unknown-name": one that no fact holds. "unknown-rank":
 * a place among other products. "unsupported", "unfounded-denial": the data is silent. "appraisal": praise and advice.
 */
export type ObservationKind =
  | 'supported'
  | 'contradiction'
  | 'unknown-number'
  | 'unknown-name'
  | 'unknown-rank'
  | 'unsupported'
  | 'unfounded-denial'
  | 'appraisal'

export interface Observation {
  /** Name of the rule, for measuring what each contributes. */
  readonly rule: string
  readonly kind: ObservationKind
  readonly code: FindingCode
  /** Offsets in the text. */
  readonly start: number
  readonly end: number
  /** Ids of the facts that were compared. */
  readonly evidence: readonly string[]
  /** Empty when supported. */
  readonly fix: string
}

export type ProseRule = (passage: Passage, index: EvidenceIndex) => readonly Observation[]

/** @param fix what would cure it; of no use when the claim is supported */
export function createObservation(
  rule: string,
  kind: ObservationKind,
  code: FindingCode,
  span: { readonly start: number; readonly end: number },
  evidence: readonly Evidence[] = [],
  fix = '',
): Observation {
  return {
    rule,
    kind,
    code,
    start: span.start,
    end: span.end,
    evidence: [...new Set(evidence.map(({ fact }) => fact.id))],
    fix: kind === 'supported' ? '' : fix,
  }
}

/** Where a match stands. */
export function spanOf(match: RegExpExecArray): { readonly start: number; readonly end: number } {
  return { start: match.index, end: match.index + match[0].length }
}

/** "display size: 6.5 inches; colours: Red, Blue", for the cure of a finding. */
export function factsInWords(evidence: readonly Evidence[]): string {
  return [...new Set(evidence)]
    .slice(0, 3)
    .map(({ label, value }) => `${label}: ${value.replace(/\s+/g, ' ').slice(0, 120)}`)
    .join('; ')
}
