/** A product of a large copy job takes a seat in a batch instead of asking at once; its job waits for the answer. */
import { newId } from '../../ids.ts'
import { costMicros, inputTokensMax, type ChatModel } from '../../inference/chat-model.ts'
import { questionHash, requestOf, type Question } from '../model/ask-model.ts'
import { keyOf, profileFor } from '../model/endpoint/endpoint-profile.ts'
import { findEndpoint, setBatches } from '../model/endpoint/endpoint-queries.ts'
import { promptInputs, type PromptTask } from '../model/prompt-inputs.ts'
import type { CopyPrompts } from '../prompts/prompt.ts'
import { selectCallsOfJob } from '../spend/ledger-queries.ts'
import { reserve, type LedgerDeps, type PaidWork } from '../spend/ledger.ts'

export interface BatchTask extends PaidWork, PromptTask {
  readonly seed: number
  readonly signal: AbortSignal
}

/** "waiting": come back when the batch has ended; "go on": there is an answer, or there will be no batch. */
export type Seat = 'waiting' | 'go on'

export async function joinBatch(
  deps: LedgerDeps & { readonly prompts: CopyPrompts },
  chat: ChatModel | undefined,
  task: BatchTask,
): Promise<Seat> {
  const earlier = (await selectCallsOfJob(deps.db, task.shopId, task.jobId)).filter(
    (call) => call.delivery === 'batch',
  )
  // One seat per product: what a batch did not answer is asked for at once.
  if (earlier.length > 0) {
    const isOpen = earlier.some(
      ({ state }) => state === 'reserved' || state === 'sent' || state === 'received',
    )
    return isOpen ? 'waiting' : 'go on'
  }
  if (chat?.batches === undefined || !(await isOffered(deps, chat, task))) return 'go on'
  const found = await profileFor(deps, chat, task)
  if (found.kind === 'over-budget') return 'go on'
  const { fields, seed, signal } = task
  const question: Question = {
    purpose: 'write',
    prompt: deps.prompts.write,
    inputs: promptInputs(task),
    fields,
    seed,
    signal,
  }
  const id = newId('call')
  const request = requestOf(question, found.profile, id)
  const worst = { inputTokens: inputTokensMax(request), outputTokens: request.maxOutputTokens }
  const isReserved = await reserve(deps, chat, task, {
    id,
    purpose: 'write',
    requestHash: questionHash(chat, question),
    reservedMicros: costMicros(chat.batches.prices, worst),
    batchLine: chat.batches.encode({ ...request, requestId: id }, found.profile),
  })
  return isReserved ? 'waiting' : 'go on'
}

/** Asked once per endpoint and remembered with its profile. */
async function isOffered(deps: LedgerDeps, chat: ChatModel, task: BatchTask): Promise<boolean> {
  // The profile's row must exist for the answer to be kept in it.
  if ((await profileFor(deps, chat, task)).kind === 'over-budget') return false
  const key = keyOf(chat, task.shopId)
  const known = (await findEndpoint(deps.db, key, deps.clock.now()))?.batches
  if (known !== undefined && known !== null) return known
  const offered = (await chat.batches?.isOffered(task.signal)) ?? false
  await setBatches(deps.db, key, offered)
  return offered
}
