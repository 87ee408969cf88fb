/** The spending ledger as verbs: reserve, send, receive, settle. SQL and its guarantees are in ledger-queries.ts. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { newId } from '../../ids.ts'
import { FeatureRefused } from '../../inference/answer-mode.ts'
import {
  ChatUnanswered,
  costMicros,
  inputTokensMax,
  type ChatModel,
  type ChatRequest,
  type TokenUsage,
} from '../../inference/chat-model.ts'
import { AppError } from '../../errors.ts'
import type { CallPurpose } from './call-state.ts'
import {
  insertReservation,
  markReceived,
  markSent,
  moveToReleased,
  moveToSettled,
  moveToUncertain,
  selectCallsOfJob,
} from './ledger-queries.ts'

export interface LedgerDeps {
  readonly db: Db
  readonly clock: Clock
  /** Hard cap per shop and UTC day, micro-dollars. */
  readonly dailyLimitMicros: number
}

export interface PaidWork {
  readonly shopId: string
  readonly jobId: string
  readonly copyJobId: string
  /** Cap of the whole copy job, micro-dollars; null: the daily cap alone holds. */
  readonly maxCostMicros: number | null
}

export interface PaidCall {
  readonly purpose: CallPurpose
  /** SHA-256 of prompt, facts and parameters; a resumed job finds its received answer by it. */
  readonly requestHash: string
}

export type PaidAnswer =
  | {
      readonly kind: 'answered'
      /** Names the call; the marker in its prompt follows from it. */
      readonly callId: string
      readonly raw: Uint8Array
      readonly usage: TokenUsage | null
      readonly costMicros: number
    }
  | { readonly kind: 'over-budget' }

/**
 * One call to a paid model under the budget. Nothing is sent unless its worst case fits.
 *
 * @throws what the model driver throws, after the ledger has been told what may have been billed
 */
export async function callUnderBudget(
  deps: LedgerDeps,
  chat: ChatModel,
  work: PaidWork,
  call: PaidCall,
  build: (callId: string) => Omit<ChatRequest, 'requestId'>,
): Promise<PaidAnswer> {
  const { db } = deps
  const id = newId('call')
  const request = build(id)
  const reservedMicros = costMicros(chat.prices, {
    inputTokens: inputTokensMax(request),
    outputTokens: request.maxOutputTokens,
  })
  const day = deps.clock.now().toISOString().slice(0, 10)
  const isReserved = await insertReservation(db, {
    ...work,
    ...call,
    id,
    day,
    provider: chat.provider,
    model: chat.model,
    reservedMicros,
    dailyLimitMicros: deps.dailyLimitMicros,
  })
  if (!isReserved) return { kind: 'over-budget' }
  await markSent(db, work.shopId, id)
  const answer = await chat.complete({ ...request, requestId: id }).catch(async (error: unknown) => {
    await noteFailure(db, work.shopId, id, error)
    throw error
  })
  const cost = answer.usage === null ? null : costMicros(chat.prices, answer.usage)
  await markReceived(db, work.shopId, id, { raw: answer.raw, usage: answer.usage, costMicros: cost })
  if (cost === null) await moveToUncertain(db, work.shopId, id, 'the answer states no usage')
  else await moveToSettled(db, work.shopId, id)
  return {
    kind: 'answered',
    callId: id,
    raw: answer.raw,
    usage: answer.usage,
    costMicros: cost ?? reservedMicros,
  }
}

export interface PriorCalls {
  /** Answers that were paid for and not used yet, by request hash. */
  readonly answers: ReadonlyMap<string, Extract<PaidAnswer, { kind: 'answered' }>>
  /** Calls of this job whose outcome nobody knows. */
  readonly uncertain: number
}

/** Closes what an earlier run of the job left open and finds the answers it already paid for. No call is made. */
export async function reconcileCalls(
  db: Db,
  { shopId, jobId }: Pick<PaidWork, 'shopId' | 'jobId'>,
): Promise<PriorCalls> {
  const answers = new Map<string, Extract<PaidAnswer, { kind: 'answered' }>>()
  let uncertain = 0
  for (const call of await selectCallsOfJob(db, shopId, jobId)) {
    if (call.state === 'reserved')
      await moveToReleased(db, shopId, call.id, 'the worker ended before sending')
    if (call.state === 'sent')
      await moveToUncertain(db, shopId, call.id, 'the worker ended before the answer')
    if (call.state === 'received') {
      if (call.cost_micros === null) await moveToUncertain(db, shopId, call.id, 'the answer states no usage')
      else await moveToSettled(db, shopId, call.id)
    }
    if (call.response !== null) {
      const usage =
        call.input_tokens === null || call.output_tokens === null
          ? null
          : { inputTokens: call.input_tokens, outputTokens: call.output_tokens }
      answers.set(call.request_hash, {
        kind: 'answered',
        callId: call.id,
        raw: call.response,
        usage,
        costMicros: call.cost_micros ?? call.reserved_micros,
      })
    } else if (call.state === 'sent' || call.state === 'uncertain') {
      uncertain += 1
    }
  }
  return { answers, uncertain }
}

async function noteFailure(db: Db, shopId: string, id: string, error: unknown): Promise<void> {
  if (error instanceof AppError) await moveToReleased(db, shopId, id, error.code)
  else if (error instanceof FeatureRefused) await moveToReleased(db, shopId, id, error.message)
  else
    await moveToUncertain(
      db,
      shopId,
      id,
      error instanceof ChatUnanswered ? error.message : 'the driver failed',
    )
}
