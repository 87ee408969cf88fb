/**
 * One question to one model: in the way its endpoint understands, under budget, with a marker of its own. A feature that
 * the endpoint refuses costs nothing and the question is put again without it.
 */
import { createHash } from 'node:crypto'
import { FeatureRefused, type EndpointProfile } from '../../inference/answer-mode.ts'
import type { ChatModel, ChatRequest } from '../../inference/chat-model.ts'
import { renderPrompt, type Prompt } from '../prompts/prompt.ts'
import type { CallPurpose } from '../spend/call-state.ts'
import { callUnderBudget, type LedgerDeps, type PaidAnswer, type PaidWork } from '../spend/ledger.ts'
import { canaryOf, withCanary } from './canary.ts'
import { copyAnswerSchema, outputTokensFor } from './copy-answer.ts'
import type { CopyField } from '../drafts/segment.ts'
import { demote, noteAnswer, profileFor } from './endpoint/endpoint-profile.ts'

export interface Question {
  readonly purpose: CallPurpose
  readonly prompt: Prompt
  readonly inputs: Readonly<Record<string, string>>
  readonly fields: readonly CopyField[]
  readonly seed: number
  readonly signal: AbortSignal
  readonly onText?: (delta: string) => void
}

/** As many features as a profile can lose. */
const REFUSALS_MAX = 6

/** @throws what the model driver throws, after the ledger has been told what may have been billed */
export async function askModel(
  deps: LedgerDeps,
  chat: ChatModel,
  work: PaidWork,
  question: Question,
): Promise<PaidAnswer> {
  const found = await profileFor(deps, chat, { ...work, signal: question.signal })
  if (found.kind === 'over-budget') return found
  let { profile } = found
  const call = { purpose: question.purpose, requestHash: questionHash(chat, question) }
  for (let refusals = 0; ; refusals += 1) {
    try {
      const build = (callId: string) => requestOf(question, profile, callId)
      return await callUnderBudget(deps, chat, work, call, build)
    } catch (error) {
      if (!(error instanceof FeatureRefused) || refusals >= REFUSALS_MAX) throw error
      const next = await demote(deps.db, chat, work.shopId, profile, error)
      if (next === undefined) throw error
      profile = next
    }
  }
}

/** Tells the endpoint's record whether an answer had the form that was asked for. */
export async function noteForm(
  deps: LedgerDeps,
  chat: ChatModel,
  work: PaidWork & { readonly signal: AbortSignal },
  fits: boolean,
): Promise<void> {
  const found = await profileFor(deps, chat, work)
  if (found.kind === 'known') await noteAnswer(deps.db, chat, work.shopId, found.profile, fits)
}

/** Equal hashes mean an equal question; the marker and the way of asking are no part of it. */
export function questionHash(chat: ChatModel, { prompt, inputs, fields, seed }: Question): string {
  const { user } = renderPrompt(prompt, inputs)
  return createHash('sha256')
    .update(JSON.stringify([chat.provider, chat.model, prompt.hash, user, outputTokensFor(fields), seed]))
    .digest('base64url')
}

export function requestOf(
  { prompt, inputs, fields, signal, onText }: Question,
  profile: EndpointProfile,
  callId: string,
): Omit<ChatRequest, 'requestId'> {
  const { system, user } = renderPrompt(prompt, inputs, profile.mode === 'delimited' ? 'delimited' : 'json')
  return {
    system: withCanary(system, canaryOf(callId)),
    user,
    schema: copyAnswerSchema,
    schemaName: 'copy_answer',
    maxOutputTokens: outputTokensFor(fields),
    signal,
    profile,
    onText,
  }
}
