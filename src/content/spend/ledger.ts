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
import { announce } from '../../webhooks/announce.ts'
import type { CallPurpose, CallState } from './call-state.ts'
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
  /** Hard cap per shop and UTC day, micro-dollars, unless the shop has set its own. */
  readonly dailyLimitMicros: number
  /** Told once a day and shop, when four fifths of the cap are used; for logs and metrics. */
  readonly onWarning?: ((warning: BudgetWarning) => void) | undefined
}

export interface BudgetWarning {
  readonly shopId: string
  readonly day: string
  readonly usedMicros: number
  readonly limitMicros: number
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
  if (!(await reserve(deps, chat, work, { ...call, id, reservedMicros }))) return { kind: 'over-budget' }
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

/** Holds the worst case of a call; false when it does not fit. Tells of the cap when it is nearly used. */
export async function reserve(
  deps: LedgerDeps,
  chat: Pick<ChatModel, 'provider' | 'model'>,
  work: PaidWork,
  call: PaidCall & { readonly id: string; readonly reservedMicros: number; readonly batchLine?: string },
): Promise<boolean> {
  const now = deps.clock.now()
  const day = now.toISOString().slice(0, 10)
  const { provider, model } = chat
  const held = await insertReservation(deps.db, {
    ...work,
    ...call,
    day,
    provider,
    model,
    dailyLimitMicros: deps.dailyLimitMicros,
  })
  if (!held.isHeld) return false
  if (held.warning !== null) {
    const warning = { shopId: work.shopId, day, ...held.warning }
    deps.onWarning?.(warning)
    const { usedMicros, limitMicros } = warning
    const event = { id: `budget_${day}`, type: 'budget.warning', timestamp: now } as const
    await deps.db
      .transaction()
      .execute((trx) => announce(trx, work.shopId, { ...event, data: { day, usedMicros, limitMicros } }))
  }
  return true
}

export interface PriorCalls {
  /** Answers that were paid for and not used yet, by request hash. */
  readonly answers: ReadonlyMap<string, Extract<PaidAnswer, { kind: 'answered' }>>
  /** Calls of this job whose outcome nobody knows. */
  readonly uncertain: number
  /** Its call in a batch: still under way, or over with or without an answer; null: it had none. */
  readonly batched: 'open' | 'ended' | null
}

/** Closes what an earlier run of the job left open and finds the answers it already paid for. No call is made. */
export async function reconcileCalls(
  db: Db,
  { shopId, jobId }: Pick<PaidWork, 'shopId' | 'jobId'>,
): Promise<PriorCalls> {
  const answers = new Map<string, Extract<PaidAnswer, { kind: 'answered' }>>()
  let uncertain = 0
  let batched: PriorCalls['batched'] = null
  for (const call of await selectCallsOfJob(db, shopId, jobId)) {
    // A batched call is its batch's to close, whatever becomes of the job.
    if (call.delivery === 'batch') {
      batched = isOpen(call.state) ? 'open' : (batched ?? 'ended')
      if (isOpen(call.state)) continue
    }
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
  return { answers, uncertain, batched }
}

function isOpen(state: CallState): boolean {
  return state === 'reserved' || state === 'sent' || state === 'received'
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
