/**
 * Copy by models, under budget and gate: model → one repair with the findings → the next model, when not a sentence can
 * be used → embedded sentences replace only those that fail. There is always a text; what it cost and why it is not all
 * the model's is in the outcome.
 */
import { AppError } from '../../errors.ts'
import { FeatureRefused } from '../../inference/answer-mode.ts'
import { ChatUnanswered, type ChatModel } from '../../inference/chat-model.ts'
import type { DraftFinding } from '../check/finding.ts'
import type { GateContext } from '../check/gate-context.ts'
import type { CopyField, DraftFields } from '../drafts/segment.ts'
import type { CopyPrompts } from '../prompts/prompt.ts'
import { reconcileCalls, type LedgerDeps, type PaidAnswer, type PaidWork } from '../spend/ledger.ts'
import { composeCopy, composeField } from '../writer/compose-copy.ts'
import { askModel, noteForm, questionHash, type Question } from './ask-model.ts'
import { canaryOf } from './canary.ts'
import { fieldsOf, judgeAnswer, type Judged } from './judge-answer.ts'
import { promptInputs, repairInputs } from './prompt-inputs.ts'

export interface ModelWriterDeps extends LedgerDeps {
  /** The models to try, best first. */
  readonly ladder: readonly ChatModel[]
  readonly prompts: CopyPrompts
}

export interface ModelTask extends PaidWork {
  readonly gate: GateContext
  readonly fields: readonly CopyField[]
  readonly locale: string
  readonly seed: number
  readonly signal: AbortSignal
  /** An earlier run of this job may have left calls open. */
  readonly isResumed: boolean
  /** Somebody watches the text being written: it is booked as a preview, and told piece by piece. */
  readonly watcher?: Watcher
  /** No further attempt follows: a provider that does not answer is replaced by the embedded writer. */
  readonly isLastAttempt: boolean
}

export interface Watcher {
  /** A text begins, from the first word: the first one, a repair, or that of the next model. */
  begins(purpose: 'write' | 'repair', model: string, canaries: readonly string[]): void
  /** The next piece of the answer as it comes; JSON or delimited lines. */
  text(delta: string): void
}

export interface ModelOutcome {
  readonly fields: DraftFields
  readonly findings: readonly DraftFinding[]
  /** The model whose sentences stand; null when none do. */
  readonly chat: ChatModel | null
  /** Why the embedded writer had to help: the budget, the provider, or answers that failed the check. */
  readonly fallback: 'budget' | 'provider' | 'check' | null
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number; readonly calls: number }
  readonly costMicros: number
  /** Markers that must not be in the text. */
  readonly canaries: readonly string[]
}

/** After that many calls of unknown outcome the job stops paying for silence. */
const UNCERTAIN_CALLS_MAX = 2

/** @throws AppError inference.* while another attempt may help, or when every endpoint refuses our request */
export async function writeWithModel(deps: ModelWriterDeps, task: ModelTask): Promise<ModelOutcome> {
  const asking = await startAsking(deps, task)
  const { sheet, voice } = task.gate
  const compose = (field: CopyField) => composeField(sheet, field, { ...task, voice })
  const embedded = () => composeCopy(sheet, { ...task, voice })
  const failures: unknown[] = []
  let unusable: Judged | undefined
  for (const chat of deps.ladder) {
    try {
      const { best, isOverBudget } = await writeAndRepair(asking, chat)
      if (best === 'provider') return asking.ended(embedded(), [], null, 'provider')
      if (best === 'budget') continue
      if (best.findings.length === 0)
        return asking.ended(fieldsOf(best, asking.judging(), compose), [], chat, null)
      if (best.answer === null) {
        unusable = best
        continue
      }
      const fields = fieldsOf(best, asking.judging(), compose)
      return asking.ended(fields, replaced(best), chat, isOverBudget ? 'budget' : 'check')
    } catch (error) {
      if (task.signal.aborted) throw task.signal.reason
      if (!isProviders(error)) throw error
      failures.push(error)
    }
  }
  // An answer was paid for: waiting for other models would pay again.
  if (unusable !== undefined) return asking.ended(embedded(), replaced(unusable), null, 'check')
  const failure = failures.find(mayPass) ?? failures[0]
  if (failure === undefined) return asking.ended(embedded(), [], null, 'budget')
  if (mayPass(failure) && task.isLastAttempt) return asking.ended(embedded(), [], null, 'provider')
  if (failure instanceof AppError) throw failure
  throw new AppError('inference.unavailable', 'The model provider gave no whole answer.', { cause: failure })
}

type Answered = Judged | 'budget' | 'provider'

interface Asking {
  ask(chat: ChatModel, question: Question): Promise<Answered>
  /** How the text is judged, with the markers of every call so far. */
  judging(): { readonly fields: ModelTask['fields']; readonly locale: string; readonly gate: GateContext }
  ended(
    fields: DraftFields,
    findings: readonly DraftFinding[],
    chat: ChatModel | null,
    fallback: ModelOutcome['fallback'],
  ): ModelOutcome
  readonly prompts: CopyPrompts
  readonly task: ModelTask
}

/** Asking with a memory: what was spent, which markers were given out, and what an earlier run paid for. */
async function startAsking(deps: ModelWriterDeps, task: ModelTask): Promise<Asking> {
  const spent = { inputTokens: 0, outputTokens: 0, calls: 0, costMicros: 0 }
  const canaries: string[] = []
  const prior = task.isResumed ? await reconcileCalls(deps.db, task) : undefined
  const judging = () => ({
    fields: task.fields,
    locale: task.locale,
    gate: { ...task.gate, canaries: [...task.gate.canaries, ...canaries] },
  })
  const book = ({ usage, costMicros, callId }: Extract<PaidAnswer, { kind: 'answered' }>) => {
    spent.inputTokens += usage?.inputTokens ?? 0
    spent.outputTokens += usage?.outputTokens ?? 0
    spent.calls += 1
    spent.costMicros += costMicros
    canaries.push(canaryOf(callId))
  }
  return {
    prompts: deps.prompts,
    task,
    judging,
    async ask(chat, question) {
      const known = prior?.answers.get(questionHash(chat, question))
      if (known === undefined && (prior?.uncertain ?? 0) >= UNCERTAIN_CALLS_MAX) return 'provider'
      if (question.purpose === 'write' || question.purpose === 'repair')
        task.watcher?.begins(question.purpose, chat.model, canaries)
      const watched: Question =
        task.watcher === undefined
          ? question
          : { ...question, purpose: 'preview', onText: task.watcher.text.bind(task.watcher) }
      const answer = known ?? (await askModel(deps, chat, task, watched))
      if (answer.kind === 'over-budget') return 'budget'
      book(answer)
      const judged = judgeAnswer(answer.raw, judging())
      // What a person declined or a limit cut says nothing about the mode.
      if (known === undefined && judged.unread !== 'refused' && judged.unread !== 'cut-off')
        await noteForm(deps, chat, task, judged.unread === null)
      return judged
    },
    ended(fields, findings, chat, fallback) {
      const { costMicros, ...usage } = spent
      return { fields, findings, chat, fallback, usage, costMicros, canaries }
    },
  }
}

/** The better of the first answer and its repair; a repair that cannot be had throws nothing away. */
async function writeAndRepair(
  { ask, prompts, task }: Asking,
  chat: ChatModel,
): Promise<{ readonly best: Answered; readonly isOverBudget: boolean }> {
  const { fields, seed, signal } = task
  const inputs = promptInputs(task)
  const question = { fields, seed, signal }
  const first = await ask(chat, { ...question, purpose: 'write', prompt: prompts.write, inputs })
  if (typeof first === 'string' || first.findings.length === 0) return { best: first, isOverBudget: false }
  const repair = { purpose: 'repair', prompt: prompts.repair, inputs: repairInputs(inputs, first) } as const
  const second = await ask(chat, { ...question, ...repair }).catch((error: unknown) => {
    if (signal.aborted || !isProviders(error)) throw error
    return 'provider' as const
  })
  const isBetter = typeof second !== 'string' && second.findings.length <= first.findings.length
  return { best: isBetter ? second : first, isOverBudget: second === 'budget' }
}

function replaced(judged: Judged): DraftFinding[] {
  return judged.findings.map((finding) => ({ ...finding, resolution: 'replaced' }))
}

/** Failures of an endpoint or of its dealing with us: another model may do better. */
function isProviders(error: unknown): boolean {
  if (error instanceof ChatUnanswered || error instanceof FeatureRefused) return true
  return error instanceof AppError && error.code.startsWith('inference.')
}

/** Failures that pass by themselves: worth another attempt. */
function mayPass(error: unknown): boolean {
  if (error instanceof ChatUnanswered) return true
  return (
    error instanceof AppError &&
    (error.code === 'inference.unavailable' || error.code === 'inference.overloaded')
  )
}
