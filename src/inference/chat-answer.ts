/** The one form in which answers of all drivers are kept, and how a value is read out of it. Pure. */
import { z } from 'zod'
import type { TokenUsage } from './chat-request.ts'

/** What a driver gathered from an answer, whatever it was sent as. */
export interface GatheredAnswer {
  /** The text, or the arguments of the tool call. */
  readonly content: string | null
  readonly refusal: string | null
  /** "stop", "length", or our own "whitespace": cut because it ran away. */
  readonly finish: string | null
  readonly format: 'json' | 'delimited'
  readonly usage: TokenUsage | null
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
  format: z.enum(['json', 'delimited']).default('json'),
})

/** A Chat Completions body with the format of its content beside it: answers of earlier versions read the same. */
export function encodeAnswer({ content, refusal, finish, format, usage }: GatheredAnswer): Uint8Array {
  return new TextEncoder().encode(
    JSON.stringify({
      choices: [{ message: { role: 'assistant', content, refusal }, finish_reason: finish }],
      format,
      ...(usage !== null && {
        usage: { prompt_tokens: usage.inputTokens, completion_tokens: usage.outputTokens },
      }),
    }),
  )
}

export type ParsedCompletion<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      readonly reason: 'refused' | 'cut-off' | 'unreadable' | 'off-schema'
      readonly detail: string
    }

/**
 * Reads an answer out of its raw bytes. Run again after a kill, it gives the same.
 *
 * @param readDelimited turns delimited text into a value for the schema; undefined when it is none
 */
export function parseCompletion<T>(
  raw: Uint8Array,
  schema: z.ZodType<T>,
  readDelimited: (text: string) => unknown = () => undefined,
): ParsedCompletion<T> {
  const envelope = envelopeSchema.safeParse(readJson(new TextDecoder().decode(raw)))
  const [choice] = envelope.success ? envelope.data.choices : []
  if (!envelope.success || choice === undefined)
    return { ok: false, reason: 'unreadable', detail: 'The answer is no chat completion.' }
  const { refusal, content } = choice.message
  if (refusal !== null && refusal !== undefined && refusal !== '') {
    return { ok: false, reason: 'refused', detail: `The model declined: ${refusal.slice(0, 300)}` }
  }
  const isText = envelope.data.format === 'delimited'
  const value = isText ? readDelimited(content ?? '') : readJson(repairJson(content ?? ''))
  if (value === undefined) {
    if (choice.finish_reason === 'length')
      return { ok: false, reason: 'cut-off', detail: 'The answer ended at its length limit.' }
    if (choice.finish_reason === 'whitespace')
      return { ok: false, reason: 'cut-off', detail: 'The answer ran away into blanks and was cut.' }
    const detail = isText ? 'The answer has lines that are no segments.' : 'The answer is not JSON.'
    return { ok: false, reason: 'unreadable', detail }
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

/** Undefined when the text is no JSON. */
export function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
