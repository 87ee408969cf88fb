/** From the bytes of an answer to fields that may stand: parsed, gated, failing sentences replaced. Pure. */
import { parseCompletion, type ParsedCompletion } from '../../inference/chat-answer.ts'
import { createFinding, type DraftFinding, type Finding } from '../check/finding.ts'
import { checkCopy } from '../check/gate.ts'
import type { CopyDocument, GateContext } from '../check/gate-context.ts'
import type { CopyField, DraftFields, FieldCopy, Segment } from '../drafts/segment.ts'
import { copyAnswerSchema, segmentsOf, type CopyAnswer } from './copy-answer.ts'
import { readDelimited } from './delimited.ts'
import { replaceFailing } from './replace-failing.ts'

export interface Judged {
  /** Null: not one sentence of it can be used. */
  readonly answer: CopyAnswer | null
  /** What keeps it from being used as it is. */
  readonly findings: readonly DraftFinding[]
  /** Why it could not be read at all; null when it could. */
  readonly unread: Extract<ParsedCompletion<CopyAnswer>, { ok: false }>['reason'] | null
}

export interface JudgingTask {
  readonly fields: readonly CopyField[]
  readonly locale: string
  /** By what the text is judged; `canaries` are those of every call made for it so far. */
  readonly gate: GateContext
}

/** A resumed job comes to the same verdict. */
export function judgeAnswer(raw: Uint8Array, task: JudgingTask): Judged {
  const parsed = parseCompletion(raw, copyAnswerSchema, readDelimited)
  const useless = (detail: string, unread: Judged['unread']): Judged => ({
    answer: null,
    findings: task.fields.map((field) => unusable(field, detail)),
    unread,
  })
  if (!parsed.ok) return useless(parsed.detail, parsed.reason)
  const answer = parsed.value
  if (answer.product !== task.gate.sheet.product) return useless('The answer is about another product.', null)
  const missing = task.fields.filter((field) => segmentsOf(answer, field).length === 0)
  if (missing.length === task.fields.length) return useless('The answer has no segment of any field.', null)
  return {
    answer,
    findings: [
      ...missing.map((field) => unusable(field, `The answer has no segment of ${field}.`)),
      ...blockingFindings(documentOf(answer, task), task.gate),
    ],
    unread: null,
  }
}

/** The answer's fields; sentences with a finding make room for embedded ones, and a field that still fails for all. */
export function fieldsOf(
  judged: Judged,
  task: JudgingTask,
  compose: (field: CopyField) => readonly Segment[],
): DraftFields {
  const fields: DraftFields = {}
  for (const field of task.fields) {
    const findings: Finding[] = judged.findings.filter((finding) => finding.field === field)
    fields[field] = fieldOf(judged.answer, field, findings, task, () => compose(field))
  }
  return fields
}

function fieldOf(
  answer: CopyAnswer | null,
  field: CopyField,
  findings: readonly Finding[],
  task: JudgingTask,
  compose: () => readonly Segment[],
): FieldCopy {
  const embedded = (): FieldCopy => ({ provenance: 'embedded', segments: [...compose()] })
  if (answer === null || findings.some((finding) => finding.segment === -1)) return embedded()
  const copy = replaceFailing(segmentsOf(answer, field), findings, compose)
  if (copy.provenance !== 'mixed') return copy
  const document = { locale: task.locale, fields: { [field]: copy.segments } }
  return blockingFindings(document, task.gate).length === 0 ? copy : embedded()
}

function documentOf(answer: CopyAnswer, { fields, locale }: JudgingTask): CopyDocument {
  const present = fields.flatMap((field): [string, Segment[]][] => {
    const segments = segmentsOf(answer, field)
    return segments.length === 0 ? [] : [[field, segments]]
  })
  return { locale, fields: Object.fromEntries(present) }
}

/** Warnings do not send a sentence back: they cost a call and keep nobody from publishing. */
function blockingFindings(document: CopyDocument, gate: GateContext): DraftFinding[] {
  return checkCopy(document, gate)
    .findings.filter((finding) => finding.severity === 'block')
    .map((finding) => ({ ...finding, resolution: 'open' }))
}

function unusable(field: CopyField, fix: string): DraftFinding {
  return { ...createFinding('L07', { field, fix }), resolution: 'open' }
}
