/** The verdict on a finished text, whoever wrote it: ready, or for a person to look at, and why. */
import { checkCopy } from '../check/gate.ts'
import { gateContext, type GateContext } from '../check/gate-context.ts'
import { createFinding, type DraftFinding } from '../check/finding.ts'
import type { DraftFields } from '../drafts/segment.ts'
import type { FactSheet } from '../facts/fact.ts'
import { isWritten } from '../writer/languages.ts'

/** What a text is judged by, beside its facts; what is left out has the gate's defaults. */
export type JudgedBy = Partial<Omit<GateContext, 'sheet'>> & Pick<GateContext, 'now'>

export interface Verdict {
  readonly isBlocked: boolean
  readonly findings: readonly DraftFinding[]
}

/** Every writer's text passes the same gate; what still blocks waits for a person. `earlier` findings are settled. */
export function judgeDraft(
  fields: DraftFields,
  sheet: FactSheet,
  locale: string,
  context: JudgedBy,
  earlier: readonly DraftFinding[] = [],
): Verdict {
  const segments = Object.fromEntries(Object.entries(fields).map(([field, copy]) => [field, copy.segments]))
  const report = checkCopy({ locale, fields: segments }, gateContext(sheet, context))
  const open = [
    ...Object.entries(fields).flatMap(([field, copy]): DraftFinding[] =>
      copy.provenance === 'embedded' || copy.provenance === 'mixed' ? languageOf(field, locale) : [],
    ),
    ...report.findings.map((finding): DraftFinding => ({ ...finding, resolution: 'open' })),
  ]
  return {
    isBlocked: open.some((finding) => finding.severity === 'block'),
    findings: [
      ...earlier,
      ...open,
      ...report.waived.map((finding): DraftFinding => ({ ...finding, resolution: 'waived' })),
    ],
  }
}

/** In a language without a grammar the embedded writer's sentences are English, whatever the locale asks for. */
function languageOf(field: string, locale: string): DraftFinding[] {
  if (isWritten(locale)) return []
  const fix = `The embedded writer has no grammar of this language and wrote English: translate the text to ${locale}, or use a model writer.`
  return [{ ...createFinding('M03', { field, fix }), resolution: 'open' }]
}

/** The codes people filter by: those of open findings, each once. */
export function openCodes(findings: readonly DraftFinding[]): string[] {
  return [
    ...new Set(findings.flatMap(({ code, resolution }) => (resolution === 'open' ? [code] : []))),
  ].sort()
}
