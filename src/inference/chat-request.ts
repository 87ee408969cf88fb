/** What goes to a model and what comes back. */
import type { z } from 'zod'
import type { EndpointProfile } from './answer-mode.ts'

export interface ChatRequest {
  readonly system: string
  readonly user: string
  /** What the answer must be: a flat object, every field required. Sent to the endpoint, and checked again here. */
  readonly schema: z.ZodType
  readonly schemaName: string
  readonly maxOutputTokens: number
  readonly signal: AbortSignal
  /** Our id of the call; sent along so that a bill can be matched to the ledger. */
  readonly requestId: string
  readonly profile: EndpointProfile
  /** Told of the text of the answer as it comes; only where the profile streams. */
  readonly onText?: ((delta: string) => void) | undefined
}

export interface TokenUsage {
  readonly inputTokens: number
  readonly outputTokens: number
}

export interface ChatAnswer {
  /** The answer in our one form (chat-answer.ts); a body that is no answer at all, as received. */
  readonly raw: Uint8Array
  /** Null when the answer does not say, as when it was cut off. */
  readonly usage: TokenUsage | null
}

/** US dollars per million tokens, which is micro-dollars per token. */
export interface ModelPrices {
  readonly inputPerMTok: number
  readonly outputPerMTok: number
}
