/**
 * Copy by a model, under budget and check: model → one repair with the findings → embedded sentences replace only
 * those that still fail. There is always a text; what it cost and why it is not all the model's is in the outcome.
 */
import { createHash } from 'node:crypto'
import { AppError } from '../../errors.ts'
import { ChatUnanswered, parseCompletion, type ChatModel } from '../../inference/chat-model.ts'
import { verifyCitations } from '../check/verify-citations.ts'
import { createFinding, type DraftFinding, type Finding } from '../check/finding.ts'
import type { CopyField, DraftFields } from '../drafts/segment.ts'
import type { FactSheet } from '../facts/fact.ts'
import { renderPrompt, type CopyPrompts, type Prompt } from '../prompts/prompt.ts'
import { callUnderBudget, reconcileCalls, type LedgerDeps, type PaidWork } from '../spend/ledger.ts'
import type { CallPurpose } from '../spend/call-state.ts'
import { composeCopy, composeField } from '../writer/compose-copy.ts'
import {
  asData,
  copyAnswerSchema,
  factsForPrompt,
  outputTokensFor,
  segmentsOf,
  type CopyAnswer,
} from './copy-answer.ts'
import { replaceFailing } from './replace-failing.ts'

export interface ModelWriterDeps extends LedgerDeps {
  readonly chat: ChatModel
  readonly prompts: CopyPrompts
}

export interface ModelTask extends PaidWork {
  readonly sheet: FactSheet
  readonly fields: readonly CopyField[]
  readonly locale: string
  readonly seed: number
  readonly signal: AbortSignal
  /** An earlier run of this job may have left calls open. */
  readonly isResumed: boolean
  /** No further attempt follows: a provider that does not answer is replaced by the embedded writer. */
  readonly isLastAttempt: boolean
}

export interface ModelOutcome {
  readonly fields: DraftFields
  readonly findings: readonly DraftFinding[]
  /** Why the embedded writer had to help: the budget, the provider, or answers that failed the check. */
  readonly fallback: 'budget' | 'provider' | 'check' | null
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number; readonly calls: number }
  readonly costMicros: number
}

/** After that many calls of unknown outcome the job stops paying for silence. */
const UNCERTAIN_CALLS_MAX = 2

/** @throws AppError inference.* while another attempt may help, or when the endpoint refuses our request */
export async function writeWithModel(deps: ModelWriterDeps, task: ModelTask): Promise<ModelOutcome> {
  const spent = { inputTokens: 0, outputTokens: 0, calls: 0, costMicros: 0 }
  const prior = task.isResumed
    ? await reconcileCalls(deps.db, task)
    : { answers: new Map<string, never>(), uncertain: 0 }
  const ask = async (purpose: CallPurpose, prompt: Prompt, inputs: Readonly<Record<string, string>>) => {
    const { system, user } = renderPrompt(prompt, inputs)
    const request = {
      system,
      user,
      schema: copyAnswerSchema,
      schemaName: 'copy_answer',
      maxOutputTokens: outputTokensFor(task.fields),
      signal: task.signal,
    }
    const requestHash = createHash('sha256')
      .update(JSON.stringify([deps.chat.model, system, user, request.maxOutputTokens]))
      .digest('base64url')
    const known = prior.answers.get(requestHash)
    if (known === undefined && prior.uncertain >= UNCERTAIN_CALLS_MAX) return 'provider' as const
    const answer = known ?? (await callUnderBudget(deps, deps.chat, task, { purpose, requestHash }, request))
    if (answer.kind === 'over-budget') return 'budget' as const
    spent.inputTokens += answer.usage?.inputTokens ?? 0
    spent.outputTokens += answer.usage?.outputTokens ?? 0
    spent.calls += 1
    spent.costMicros += answer.costMicros
    return judge(answer.raw, task)
  }
  const ended = (
    fields: DraftFields,
    findings: readonly DraftFinding[],
    fallback: ModelOutcome['fallback'],
  ): ModelOutcome => {
    const { costMicros, ...usage } = spent
    return { fields, findings, fallback, usage, costMicros }
  }
  const inputs = {
    locale: task.locale,
    fields: task.fields.join(', '),
    product: asData(task.sheet.product),
    facts: factsForPrompt(task.sheet, task.locale),
  }
  try {
    const first = await ask('write', deps.prompts.write, inputs)
    if (typeof first === 'string') return ended(composeCopy(task.sheet, task), [], first)
    if (first.findings.length === 0) return ended(fieldsOf(first, task), [], null)
    const complaint = {
      answer: asData(first.answer),
      findings: asData(first.findings.map(({ field, text, fix }) => ({ field, text, fix }))),
    }
    const second = await ask('repair', deps.prompts.repair, { ...inputs, ...complaint }).catch(
      (error: unknown) => {
        // The first answer is paid for: a repair that cannot be had must not throw it away.
        if (task.signal.aborted || !isProviderFailure(error)) throw error
        return 'provider' as const
      },
    )
    const best = typeof second === 'string' || second.findings.length > first.findings.length ? first : second
    if (best.findings.length === 0) return ended(fieldsOf(best, task), [], null)
    return ended(
      fieldsOf(best, task),
      best.findings.map((finding) => ({ ...finding, resolution: 'replaced' })),
      second === 'budget' ? 'budget' : 'check',
    )
  } catch (error) {
    if (task.signal.aborted) throw task.signal.reason
    if (!isProviderFailure(error)) throw error
    if (task.isLastAttempt) return ended(composeCopy(task.sheet, task), [], 'provider')
    if (error instanceof AppError) throw error
    throw new AppError('inference.unavailable', 'The model provider gave no whole answer.', { cause: error })
  }
}

interface Judged {
  readonly answer: CopyAnswer | null
  readonly findings: readonly DraftFinding[]
}

/** Parses and verifies an answer; pure, so a resumed job comes to the same verdict. */
function judge(raw: Uint8Array, { sheet, fields, locale }: ModelTask): Judged {
  const parsed = parseCompletion(raw, copyAnswerSchema)
  if (!parsed.ok) return { answer: null, findings: fields.map((field) => unusable(field, parsed.detail)) }
  const answer = parsed.value
  if (answer.product !== sheet.product) {
    return {
      answer: null,
      findings: fields.map((field) => unusable(field, 'The answer is about another product.')),
    }
  }
  const findings = fields.flatMap((field) => {
    const segments = segmentsOf(answer, field)
    if (segments.length === 0) return [unusable(field, `The answer has no segment of ${field}.`)]
    return verifyCitations(field, segments, sheet, locale).map((finding) => ({
      ...finding,
      resolution: 'open' as const,
    }))
  })
  return { answer, findings }
}

function unusable(field: CopyField, fix: string): DraftFinding {
  return { ...createFinding('L07', { field, fix }), resolution: 'open' }
}

/** The answer's fields; sentences with a finding make room for embedded ones. */
function fieldsOf(judged: Judged, task: ModelTask): DraftFields {
  const fields: DraftFields = {}
  for (const field of task.fields) {
    const embedded = () => composeField(task.sheet, field, task)
    const findings: Finding[] = judged.findings.filter((finding) => finding.field === field)
    fields[field] =
      judged.answer === null || findings.some((finding) => finding.segment === -1)
        ? { provenance: 'embedded', segments: embedded() }
        : replaceFailing(segmentsOf(judged.answer, field), findings, embedded)
  }
  return fields
}

/** Failures of the provider, not of our request: worth another attempt. */
function isProviderFailure(error: unknown): boolean {
  if (error instanceof ChatUnanswered) return true
  return (
    error instanceof AppError &&
    (error.code === 'inference.unavailable' || error.code === 'inference.overloaded')
  )
}
