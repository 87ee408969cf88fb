/** A finding as the linter reports it: with its product, its group, and the words around it. */
import { z } from 'zod'
import { findingSchema, type Finding } from '../check/finding.ts'
import type { ProseClaim } from '../check/prose/check-prose.ts'
import { findingGroupIds, groupOf } from './text/finding-group.ts'

export const lintFindingSchema = findingSchema.extend({
  group: z.enum(findingGroupIds),
  /** The words before and after the marked ones, so that it reads without the whole text. */
  before: z.string(),
  after: z.string(),
})
export type LintFinding = z.output<typeof lintFindingSchema>

const contextChars = 90

/** @param text the span of the finding points into */
export function toLintFinding(finding: Finding, text: string, kind?: ProseClaim['kind']): LintFinding {
  const { span } = finding
  return {
    ...finding,
    group: groupOf(finding.code, kind),
    before: span === null ? '' : tailOf(text.slice(Math.max(0, span.start - contextChars), span.start)),
    after: span === null ? '' : headOf(text.slice(span.end, span.end + contextChars)),
  }
}

/** Without the half word at the cut. */
function tailOf(text: string): string {
  return text.length < contextChars ? text : text.replace(/^\S*\s/, '… ')
}

function headOf(text: string): string {
  return text.length < contextChars ? text : text.replace(/\s\S*$/, ' …')
}
