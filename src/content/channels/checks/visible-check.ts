/** L02: a key fact that a reader does not see, because the place cuts the text before it. */
import type { Check } from '../../check/gate-context.ts'
import { createFinding, type Finding } from '../../check/finding.ts'
import type { Segment } from '../../drafts/segment.ts'
import type { Fact, FactSheet } from '../../facts/fact.ts'
import { joinField, type FieldRules, type Limit } from '../channel.ts'
import { measure, visibleStart } from '../meters/measure.ts'
import { readingText } from '../meters/reading.ts'
import { keyFacts } from './key-facts.ts'
import { judgedFields } from './channel-fields.ts'

export const checkVisibleCut: Check = (document, { channel, sheet }) => {
  if (channel === null || channel.severity.L02 === 'off') return []
  const severity = channel.severity.L02
  return judgedFields(document, { channel }).flatMap(({ name, rules, segments }) =>
    rules.limits.flatMap((limit) => {
      if (limit.kind !== 'visible') return []
      const groups = rules.isList ? segments.map((segment) => [segment]) : [segments]
      return groups.flatMap((group, index) =>
        hiddenFacts(group, rules, limit, sheet).map(({ fact, reading }): Finding =>
          createFinding('L02', {
            field: name,
            segment: rules.isList ? index : -1,
            evidence: [fact.id],
            severity,
            fix: `${reading}, and ${fact.id} stands beyond the cut: say it first.`,
          }),
        ),
      )
    }),
  )
}

function hiddenFacts(
  segments: readonly Segment[],
  rules: FieldRules,
  limit: Limit,
  sheet: FactSheet,
): { readonly fact: Fact; readonly reading: string }[] {
  const text = joinField(
    rules,
    segments.map((segment) => segment.text),
  )
  const value = measure(text, limit.meter)
  if (value <= limit.max) return []
  const seen = visibleStart(text, limit.max, limit.meter).length
  const cited = new Set(segments.flatMap((segment) => segment.factIds))
  const reading = readingText({ value, max: limit.max, unit: 'units visible' })
  return keyFacts(sheet, cited).flatMap((fact) =>
    isSeen(fact, segments, rules, seen) ? [] : [{ fact, reading }],
  )
}

/** Seen when a segment that cites it ends before the cut, or its value stands before the cut. */
function isSeen(fact: Fact, segments: readonly Segment[], rules: FieldRules, seen: number): boolean {
  let start = 0
  for (const { text, factIds } of segments) {
    const end = start + text.length
    if (factIds.includes(fact.id)) {
      if (end <= seen) return true
      const visible = text.slice(0, Math.max(0, seen - start)).toLowerCase()
      if (typeof fact.value !== 'boolean' && visible.includes(valueStart(fact))) return true
    }
    start = end + rules.joiner.length
  }
  return false
}

/** Titles are shortened to their leading words; a value is said in whole. */
function valueStart({ attribute, value }: Fact): string {
  const text = String(value).toLowerCase()
  return attribute === 'title' ? text.split(/\s+/).slice(0, 2).join(' ') : text
}
