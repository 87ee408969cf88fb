/**
 * Every provider LangChain knows (Anthropic, Google, Ollama …), by `initChatModel`. The provider's package is an
 * optional dependency of the operator's choice; @langchain/openai is installed. Schemas and tools are bound by hand:
 * `withStructuredOutput` parses inside the client, which loses a cut-off answer together with what it cost.
 */
import { AIMessage, AIMessageChunk, HumanMessage, SystemMessage } from '@langchain/core/messages'
import { initChatModel } from 'langchain'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { AppError } from '../../errors.ts'
import { answerModes, type AnswerMode } from '../answer-mode.ts'
import { encodeAnswer } from '../chat-answer.ts'
import {
  ChatUnanswered,
  jsonSchemaOf,
  type ChatAnswer,
  type ChatModel,
  type ChatRequest,
  type ModelPrices,
  type TokenUsage,
} from '../chat-model.ts'
import { formatOf } from './openai-body.ts'
import { requestBody } from './openai-request.ts'
import { providerFailure, refusedFeature } from './provider-failure.ts'
import { createWhitespaceGuard } from './whitespace-guard.ts'

export interface LangChainOptions {
  /** "provider:model", such as "anthropic:claude-sonnet-4" or "openai:gpt-5-mini". */
  readonly model: string
  readonly apiKey?: string | undefined
  /** Only for providers that speak to an OpenAI-compatible endpoint. */
  readonly baseUrl?: string | undefined
  readonly temperature?: number | undefined
  readonly timeoutMs: number
  readonly prices: ModelPrices
}

/** Response formats are OpenAI's; elsewhere the schema is told in words, or as a tool. */
const modesElsewhere: readonly AnswerMode[] = ['json_object', 'tool', 'delimited']

type Opened = Awaited<ReturnType<typeof initChatModel>>

/** @throws AppError inference.model-unknown when the provider's package is not installed */
export async function createLangChainChatModel(
  { clock }: { readonly clock: Clock },
  options: LangChainOptions,
): Promise<ChatModel> {
  const isOpenAi = options.model.startsWith('openai:')
  // The output limit is a constructor option in LangChain; calls ask for a handful of limits, so models are kept by it.
  const models = new Map<number, Promise<Opened>>()
  const modelFor = (maxTokens: number): Promise<Opened> => {
    const made = models.get(maxTokens) ?? open(options, maxTokens)
    models.set(maxTokens, made)
    return made
  }
  await open(options, 1).catch((error: unknown) => {
    throw new AppError(
      'inference.model-unknown',
      `LangChain cannot load "${options.model}"; install its provider package.`,
      { cause: error },
    )
  })

  return {
    provider: 'langchain',
    model: options.model,
    endpoint: isOpenAi ? (options.baseUrl ?? 'openai') : (options.model.split(':')[0] ?? 'langchain'),
    prices: options.prices,
    apis: ['chat'],
    modes: isOpenAi ? answerModes : modesElsewhere,
    async complete(request) {
      try {
        return await stream(await modelFor(request.maxOutputTokens), request, isOpenAi, options.timeoutMs)
      } catch (error) {
        if (request.signal.aborted)
          throw new ChatUnanswered('The call was stopped before its answer came.', {
            cause: request.signal.reason,
          })
        throw (
          refusedFeature(error, request.profile) ??
          providerFailure(error, { provider: 'The model provider', clock })
        )
      }
    },
  }
}

async function open(options: LangChainOptions, maxTokens: number): Promise<Opened> {
  const isOpenAi = options.model.startsWith('openai:')
  return await initChatModel(options.model, {
    maxRetries: 0,
    timeout: options.timeoutMs,
    maxTokens,
    ...(options.apiKey !== undefined && { apiKey: options.apiKey }),
    ...(options.temperature !== undefined && { temperature: options.temperature }),
    ...(isOpenAi && options.baseUrl !== undefined && { configuration: { baseURL: options.baseUrl } }),
  })
}

/** LangChain streams every provider, where need be as one piece. */
async function stream(
  model: Opened,
  request: ChatRequest,
  isOpenAi: boolean,
  timeoutMs: number,
): Promise<ChatAnswer> {
  const cut = new AbortController()
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs), cut.signal])
  const messages = [new SystemMessage(systemOf(request)), new HumanMessage(request.user)]
  const call = { signal, ...callOptions(request, isOpenAi) }
  if (!request.profile.streams) {
    const whole = await model.invoke(messages, call)
    return gathered(chunkOf(whole), request, null, whole)
  }
  const guard = createWhitespaceGuard()
  const chunks = (await model.stream(messages, call))[Symbol.asyncIterator]()
  let message: AIMessageChunk | undefined
  for (;;) {
    const next = await chunks.next()
    if (next.done === true) break
    const piece = chunkOf(next.value)
    message = message === undefined ? piece : message.concat(piece)
    const text = textOf(piece)
    if (text === '') continue
    request.onText?.(text)
    if (!guard.hasRunAway(text)) continue
    // The abort closes the connection; the iterator's own end would wait for the endpoint's.
    cut.abort()
    return gathered(message, request, 'whitespace')
  }
  if (message === undefined) throw new ChatUnanswered('The stream of the answer was empty.')
  return gathered(message, request, null)
}

/** @param source where the usage is stated */
function gathered(
  message: AIMessageChunk,
  request: ChatRequest,
  cut: 'whitespace' | null,
  source: unknown = message,
): ChatAnswer {
  const usage = cut === null ? usageFrom(source) : null
  const stated = z.object({ finish_reason: z.string() }).safeParse(message.response_metadata)
  const content = textOf(message)
  const answer = {
    content,
    // LangChain drops the words of a refusal; what is left is an answer without any.
    refusal: content === '' ? 'the answer has no words' : null,
    finish: cut ?? (stated.success ? stated.data.finish_reason : null),
    format: formatOf(request.profile.mode),
    usage,
  }
  return { raw: encodeAnswer(answer), usage }
}

const toolCallsSchema = z.array(z.object({ args: z.string().optional() }))

/** The text, or the arguments of the tool call as they stream in. */
function textOf(message: AIMessageChunk): string {
  const calls = toolCallsSchema.safeParse(message.tool_call_chunks ?? [])
  const [call] = calls.success ? calls.data : []
  if (call === undefined) return message.text
  return call.args ?? ''
}

/** A whole message in the shape of a streamed one. */
function chunkOf(message: unknown): AIMessageChunk {
  if (message instanceof AIMessageChunk) return message
  if (!(message instanceof AIMessage)) throw new ChatUnanswered('The answer is no message of a model.')
  const call = message.tool_calls?.[0]
  return new AIMessageChunk({
    content: call === undefined ? message.text : JSON.stringify(call.args),
    response_metadata: message.response_metadata,
    additional_kwargs: message.additional_kwargs,
  })
}

/** Response formats and tools are said in OpenAI's words; LangChain turns tools into the provider's own. */
function callOptions(request: ChatRequest, isOpenAi: boolean): Record<string, unknown> {
  // Where LangChain looks for headers depends on whether it streams.
  const headers = { 'X-Client-Request-Id': request.requestId }
  const body = requestBody({ model: '' }, request, { ...request.profile, api: 'chat', streams: false })
  return {
    ...(isOpenAi && { headers, options: { headers } }),
    ...(isOpenAi && body['response_format'] !== undefined && { response_format: body['response_format'] }),
    ...(body['tools'] !== undefined && { tools: body['tools'], tool_choice: body['tool_choice'] }),
  }
}

/** Where no schema is enforced, it is told in words of JSON Schema; the answer is checked by zod all the same. */
function systemOf({ system, schema, profile }: ChatRequest): string {
  if (profile.mode !== 'json_object') return system
  return `${system}\n\nThe JSON object must match this JSON Schema:\n${JSON.stringify(jsonSchemaOf(schema))}`
}

const usageMetadataSchema = z.object({
  usage_metadata: z.object({ input_tokens: z.int().min(0), output_tokens: z.int().min(0) }),
})

function usageFrom(message: unknown): TokenUsage | null {
  const parsed = usageMetadataSchema.safeParse(message)
  if (!parsed.success) return null
  const { input_tokens: inputTokens, output_tokens: outputTokens } = parsed.data.usage_metadata
  return { inputTokens, outputTokens }
}
