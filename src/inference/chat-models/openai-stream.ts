/**
 * A streamed answer of OpenAI's two interfaces, gathered into our one form. An answer that runs away into blanks is
 * left at once: the connection is closed, what came so far is kept, and the usage stays unknown.
 */
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { z } from 'zod'
import type { EndpointProfile } from '../answer-mode.ts'
import { encodeAnswer, readJson } from '../chat-answer.ts'
import { ChatUnanswered, type ChatAnswer, type TokenUsage } from '../chat-model.ts'
import {
  chatUsageSchema,
  finishOfResponse,
  formatOf,
  responsesBodySchema,
  responsesUsageSchema,
} from './openai-body.ts'
import { createWhitespaceGuard } from './whitespace-guard.ts'

/** One event of either interface, in the parts we use. */
interface Piece {
  readonly text?: string | undefined
  readonly refusal?: string | undefined
  readonly finish?: string | null | undefined
  readonly usage?: TokenUsage | null | undefined
  readonly isLast?: boolean
  readonly failure?: string
}

export interface StreamLimits {
  readonly bytesMax: number
  readonly onText?: ((delta: string) => void) | undefined
}

/** @throws ChatUnanswered when the stream ends before the answer does */
export async function answerOfStream(
  body: ReadableStream<Uint8Array>,
  { api, mode }: Pick<EndpointProfile, 'api' | 'mode'>,
  { bytesMax, onText }: StreamLimits,
): Promise<ChatAnswer> {
  const readPiece = api === 'responses' ? responsesPiece : chatPiece
  const guard = createWhitespaceGuard()
  const gathered = { content: '', refusal: '', finish: nothing(), usage: noUsage(), isWhole: false }
  const events = body.pipeThrough(decoder()).pipeThrough(new EventSourceParserStream())
  // Leaving the loop cancels the stream and with it the connection.
  for await (const { data } of events) {
    if (data === '[DONE]') {
      gathered.isWhole = true
      break
    }
    const piece = readPiece(readJson(data))
    if (piece.failure !== undefined) throw new ChatUnanswered(`The endpoint broke off: ${piece.failure}`)
    gathered.refusal += piece.refusal ?? ''
    gathered.usage = piece.usage ?? gathered.usage
    gathered.finish = piece.finish ?? gathered.finish
    if (piece.text !== undefined && piece.text !== '') {
      gathered.content += piece.text
      onText?.(piece.text)
      if (guard.hasRunAway(piece.text)) {
        gathered.finish = 'whitespace'
        gathered.usage = null
        gathered.isWhole = true
        break
      }
    }
    if (gathered.content.length > bytesMax) throw new ChatUnanswered('The answer is larger than its limit.')
    if (piece.isLast === true) {
      gathered.isWhole = true
      break
    }
  }
  // Some endpoints end without [DONE]; a stated finish is an end too.
  if (!gathered.isWhole && gathered.finish === null)
    throw new ChatUnanswered('The stream of the answer ended early.')
  const { content, refusal, finish, usage } = gathered
  const answer = { content, refusal: refusal === '' ? null : refusal, finish, format: formatOf(mode), usage }
  return { raw: encodeAnswer(answer), usage }
}

/** Typed beginnings: a literal null would have no other type. */
function nothing(): string | null {
  return null
}

function noUsage(): TokenUsage | null {
  return null
}

function decoder(): TransformStream<Uint8Array, string> {
  const text = new TextDecoder()
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(text.decode(chunk, { stream: true }))
    },
  })
}

const errorSchema = z.object({ error: z.object({ message: z.string().default('no reason') }) })

const chatChunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z
              .array(z.object({ function: z.object({ arguments: z.string().nullish() }).nullish() }))
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: chatUsageSchema.nullish().catch(null),
})

function chatPiece(event: unknown): Piece {
  const failed = errorSchema.safeParse(event)
  if (failed.success) return { failure: failed.data.error.message }
  const parsed = chatChunkSchema.safeParse(event)
  if (!parsed.success) return {}
  const [choice] = parsed.data.choices
  const calls = choice?.delta?.tool_calls?.flatMap((call) => call.function?.arguments ?? []).join('') ?? ''
  return {
    text: `${choice?.delta?.content ?? ''}${calls}`,
    refusal: choice?.delta?.refusal ?? undefined,
    finish: choice?.finish_reason,
    usage: parsed.data.usage,
  }
}

const responsesEventSchema = z.object({
  type: z.string(),
  delta: z.string().optional(),
  message: z.string().optional(),
  response: z
    .object({
      ...responsesBodySchema.pick({ status: true, incomplete_details: true }).shape,
      usage: responsesUsageSchema.nullish().catch(null),
      error: z.object({ message: z.string() }).nullish(),
    })
    .optional(),
})

function responsesPiece(event: unknown): Piece {
  const parsed = responsesEventSchema.safeParse(event)
  if (!parsed.success) return {}
  const { type, delta, response, message } = parsed.data
  if (type === 'error' || type === 'response.failed')
    return { failure: message ?? response?.error?.message ?? 'no reason' }
  if (type === 'response.output_text.delta' || type === 'response.function_call_arguments.delta')
    return { text: delta }
  if (type === 'response.refusal.delta') return { refusal: delta }
  if (response !== undefined && (type === 'response.completed' || type === 'response.incomplete'))
    return { finish: finishOfResponse(response), usage: response.usage, isLast: true }
  return {}
}
