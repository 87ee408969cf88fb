/**
 * The port to models that write. A call gives back the bytes of the answer with their usage, before anything is
 * read out of them: the ledger commits both first, so that a kill between answer and parse costs no second call.
 */
import { z } from 'zod'
import type { AnswerMode, ChatApi } from './answer-mode.ts'
import type { BatchEndpoint } from './batch-endpoint.ts'
import type { ChatAnswer, ChatRequest, ModelPrices, TokenUsage } from './chat-request.ts'

export type { ChatAnswer, ChatRequest, ModelPrices, TokenUsage } from './chat-request.ts'

export interface ChatModel {
  readonly provider: 'openai' | 'langchain'
  readonly model: string
  /** Names the endpoint in what is remembered about it; a URL without user and password. */
  readonly endpoint: string
  readonly prices: ModelPrices
  /** What the driver can speak, best first. */
  readonly apis: readonly ChatApi[]
  readonly modes: readonly AnswerMode[]
  /** The batch interface, where the driver has one; whether the endpoint has it shows when it is asked. */
  readonly batches?: BatchEndpoint
  /**
   * One call, never repeated by the driver.
   * @throws AppError inference.overloaded | inference.unavailable | inference.rejected
   * @throws FeatureRefused when the endpoint lacks what the profile asks for: nothing was billed
   * @throws ChatUnanswered when bytes left but no whole answer came back: it may have been billed
   */
  complete(request: ChatRequest): Promise<ChatAnswer>
}

/** The call was sent and its outcome is unknown: timed out, cut off, connection reset. */
export class ChatUnanswered extends Error {
  override readonly name = 'ChatUnanswered'
}

/** Micro-dollars, rounded up to a whole one. */
export function costMicros(prices: ModelPrices, usage: TokenUsage): number {
  const micros = usage.inputTokens * prices.inputPerMTok + usage.outputTokens * prices.outputPerMTok
  // Decimal prices times counts leave binary dust; a billionth must not become a micro-dollar.
  return Math.ceil(Math.round(micros * 1e6) / 1e6)
}

/** A token is at least one byte of UTF-8, and chat framing adds a handful: no prompt costs more than this. */
export function inputTokensMax(request: Pick<ChatRequest, 'system' | 'user' | 'schema'>): number {
  const bytes = Buffer.byteLength(request.system) + Buffer.byteLength(request.user)
  return bytes + Buffer.byteLength(JSON.stringify(jsonSchemaOf(request.schema))) + 128
}

/** JSON Schema as strict endpoints take it: no $schema, closed objects, all fields required. */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  return Object.fromEntries(Object.entries(z.toJSONSchema(schema)).filter(([key]) => key !== '$schema'))
}
