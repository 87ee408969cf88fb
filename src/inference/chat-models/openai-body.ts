/** Whole bodies of OpenAI's two interfaces, read into our one form of an answer. Pure. */
import { z } from 'zod'
import type { EndpointProfile } from '../answer-mode.ts'
import { encodeAnswer, readJson, type GatheredAnswer } from '../chat-answer.ts'
import type { ChatAnswer, TokenUsage } from '../chat-model.ts'

export const chatUsageSchema = z
  .object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) })
  .transform((usage): TokenUsage => ({
    inputTokens: usage.prompt_tokens,
    outputTokens: usage.completion_tokens,
  }))

export const responsesUsageSchema = z
  .object({ input_tokens: z.int().min(0), output_tokens: z.int().min(0) })
  .transform((usage): TokenUsage => ({ inputTokens: usage.input_tokens, outputTokens: usage.output_tokens }))

const chatBodySchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z.array(z.object({ function: z.object({ arguments: z.string() }) })).nullish(),
        }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: chatUsageSchema.nullish().catch(null),
})

const responsesPartSchema = z.object({
  type: z.string(),
  text: z.string().optional(),
  refusal: z.string().optional(),
})

export const responsesBodySchema = z.object({
  status: z.string().nullish(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  output: z.array(
    z.object({
      type: z.string(),
      arguments: z.string().optional(),
      content: z.array(responsesPartSchema).nullish(),
    }),
  ),
  usage: responsesUsageSchema.nullish().catch(null),
})

/** A body that is no answer is kept as it came; reading it later says so. */
export function answerOfBody(
  raw: Uint8Array,
  { api, mode }: Pick<EndpointProfile, 'api' | 'mode'>,
): ChatAnswer {
  const body = readJson(new TextDecoder().decode(raw))
  const gathered = api === 'responses' ? fromResponses(body) : fromChat(body)
  if (gathered === undefined) return { raw, usage: null }
  return { raw: encodeAnswer({ ...gathered, format: formatOf(mode) }), usage: gathered.usage }
}

export function formatOf(mode: EndpointProfile['mode']): GatheredAnswer['format'] {
  return mode === 'delimited' ? 'delimited' : 'json'
}

function fromChat(body: unknown): Omit<GatheredAnswer, 'format'> | undefined {
  const parsed = chatBodySchema.safeParse(body)
  const [choice] = parsed.success ? parsed.data.choices : []
  if (!parsed.success || choice === undefined) return undefined
  const { message } = choice
  return {
    content: message.tool_calls?.[0]?.function.arguments ?? message.content ?? null,
    refusal: message.refusal ?? null,
    finish: choice.finish_reason ?? null,
    usage: parsed.data.usage ?? null,
  }
}

function fromResponses(body: unknown): Omit<GatheredAnswer, 'format'> | undefined {
  const parsed = responsesBodySchema.safeParse(body)
  if (!parsed.success) return undefined
  const { output, usage } = parsed.data
  const parts = output.flatMap((item) => (item.type === 'message' ? (item.content ?? []) : []))
  const call = output.find((item) => item.type === 'function_call')?.arguments
  const text = parts.flatMap((part) => (part.type === 'output_text' ? (part.text ?? []) : [])).join('')
  const refusal = parts.flatMap((part) => (part.type === 'refusal' ? (part.refusal ?? []) : [])).join('')
  return {
    content: call ?? text,
    refusal: refusal === '' ? null : refusal,
    finish: finishOfResponse(parsed.data),
    usage: usage ?? null,
  }
}

/** The Responses API says "incomplete" with a reason where the older one says "length". */
export function finishOfResponse({
  status,
  incomplete_details: details,
}: Pick<z.output<typeof responsesBodySchema>, 'status' | 'incomplete_details'>): string | null {
  if (status !== 'incomplete') return status === 'completed' ? 'stop' : (status ?? null)
  return details?.reason === 'max_output_tokens' ? 'length' : (details?.reason ?? 'incomplete')
}
