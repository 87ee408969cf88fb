/**
 * The port to models that write. A call gives back the raw bytes of the answer with their usage, before anything is
 * read out of them: the ledger commits both first, so that a kill between answer and parse costs no second call.
 */
import { z } from 'zod'

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
}

export interface TokenUsage {
  readonly inputTokens: number
  readonly outputTokens: number
}

export interface ChatAnswer {
  /** A Chat Completions body, as received (or rebuilt, for providers with another wire format). UTF-8 JSON, when whole. */
  readonly raw: Uint8Array
  /** Null when the answer does not say, as when it was cut off. */
  readonly usage: TokenUsage | null
}

export interface ChatModel {
  readonly provider: 'openai' | 'langchain'
  readonly model: string
  readonly prices: ModelPrices
  /**
   * One call, never repeated by the driver.
   * @throws AppError inference.overloaded | inference.unavailable | inference.rejected
   * @throws ChatUnanswered when bytes left but no whole answer came back: it may have been billed
   */
  complete(request: ChatRequest): Promise<ChatAnswer>
}

/** US dollars per million tokens, which is micro-dollars per token. */
export interface ModelPrices {
  readonly inputPerMTok: number
  readonly outputPerMTok: number
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

export type ParsedCompletion<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      readonly reason: 'refused' | 'cut-off' | 'unreadable' | 'off-schema'
      readonly detail: string
    }

const envelopeSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
})

/** Reads an answer out of its raw bytes. Pure: run again after a kill, it gives the same. */
export function parseCompletion<T>(raw: Uint8Array, schema: z.ZodType<T>): ParsedCompletion<T> {
  const envelope = envelopeSchema.safeParse(readJson(new TextDecoder().decode(raw)))
  const [choice] = envelope.success ? envelope.data.choices : []
  if (choice === undefined)
    return { ok: false, reason: 'unreadable', detail: 'The answer is no chat completion.' }
  const { refusal, content } = choice.message
  if (refusal !== null && refusal !== undefined && refusal !== '') {
    return { ok: false, reason: 'refused', detail: `The model declined: ${refusal.slice(0, 300)}` }
  }
  const value = readJson(repairJson(content ?? ''))
  if (value === undefined) {
    const reason = choice.finish_reason === 'length' ? 'cut-off' : 'unreadable'
    return {
      ok: false,
      reason,
      detail: reason === 'cut-off' ? 'The answer ended at its length limit.' : 'The answer is not JSON.',
    }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const [issue] = parsed.error.issues
  return {
    ok: false,
    reason: 'off-schema',
    detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not match'}`,
  }
}

const usageSchema = z.object({
  usage: z.object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) }),
})

/** The usage a Chat Completions body states; null when it is cut off or says nothing. */
export function usageOf(raw: Uint8Array): TokenUsage | null {
  const parsed = usageSchema.safeParse(readJson(new TextDecoder().decode(raw)))
  if (!parsed.success) return null
  return { inputTokens: parsed.data.usage.prompt_tokens, outputTokens: parsed.data.usage.completion_tokens }
}

/** Cures what models add around sound JSON: Markdown fences, a sentence before, blanks without end after. */
function repairJson(text: string): string {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  return start === -1 || end < start ? '' : text.slice(start, end + 1)
}

function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
