/**
 * Every provider LangChain knows (Anthropic, Google, Ollama …), by `initChatModel`. The provider's package is an
 * optional dependency of the operator's choice; @langchain/openai is installed. Answers are asked for as plain JSON:
 * `withStructuredOutput` parses inside the client, which loses a cut-off answer together with what it cost.
 */
import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages'
import { initChatModel } from 'langchain'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { AppError } from '../../errors.ts'
import {
  ChatUnanswered,
  jsonSchemaOf,
  type ChatModel,
  type ChatRequest,
  type ModelPrices,
  type TokenUsage,
} from '../chat-model.ts'
import { providerFailure } from './provider-failure.ts'

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

const usageMetadataSchema = z.object({ input_tokens: z.int().min(0), output_tokens: z.int().min(0) })

/** @throws AppError inference.model-unknown when the provider's package is not installed */
export async function createLangChainChatModel(
  { clock }: { readonly clock: Clock },
  options: LangChainOptions,
): Promise<ChatModel> {
  const isOpenAi = options.model.startsWith('openai:')
  // The output limit is a constructor option in LangChain; calls ask for a handful of limits, so models are kept by it.
  const models = new Map<number, ReturnType<typeof open>>()
  const open = (maxTokens: number) =>
    initChatModel(options.model, {
      maxRetries: 0,
      timeout: options.timeoutMs,
      maxTokens,
      ...(options.apiKey !== undefined && { apiKey: options.apiKey }),
      ...(options.temperature !== undefined && { temperature: options.temperature }),
      ...(isOpenAi && options.baseUrl !== undefined && { configuration: { baseURL: options.baseUrl } }),
    })
  const modelFor = (maxTokens: number): ReturnType<typeof open> => {
    const made = models.get(maxTokens) ?? open(maxTokens)
    models.set(maxTokens, made)
    return made
  }
  await open(1).catch((error: unknown) => {
    throw new AppError(
      'inference.model-unknown',
      `LangChain cannot load "${options.model}"; install its provider package.`,
      { cause: error },
    )
  })

  return {
    provider: 'langchain',
    model: options.model,
    prices: options.prices,
    async complete(request) {
      const messages = [new SystemMessage(withSchema(request)), new HumanMessage(request.user)]
      const deadline = AbortSignal.any([request.signal, AbortSignal.timeout(options.timeoutMs)])
      const call = {
        signal: deadline,
        ...(isOpenAi && {
          response_format: { type: 'json_object' as const },
          options: { headers: { 'X-Client-Request-Id': request.requestId } },
        }),
      }
      try {
        const message = z
          .instanceof(AIMessage)
          .parse(await (await modelFor(request.maxOutputTokens)).invoke(messages, call))
        return { raw: encodeAnswer(message), usage: usageFrom(message) }
      } catch (error) {
        if (request.signal.aborted)
          throw new ChatUnanswered('The call was stopped before its answer came.', {
            cause: request.signal.reason,
          })
        throw providerFailure(error, { provider: 'The model provider', clock })
      }
    },
  }
}

/** The schema in words of JSON Schema; the answer is checked against the zod schema it came from. */
function withSchema(request: ChatRequest): string {
  return `${request.system}\n\nThe JSON object must match this JSON Schema:\n${JSON.stringify(jsonSchemaOf(request.schema))}`
}

/**
 * One wire format for the ledger: the message as a Chat Completions body. A tool call's arguments are the
 * content; refusals are lost on the way through LangChain and read as answers without content.
 */
function encodeAnswer(message: AIMessage): Uint8Array {
  const call = message.tool_calls?.[0]
  const content = call === undefined ? message.text : JSON.stringify(call.args)
  const finish = z.object({ finish_reason: z.string() }).safeParse(message.response_metadata)
  const usage = usageFrom(message)
  return new TextEncoder().encode(
    JSON.stringify({
      choices: [
        {
          message: { role: 'assistant', content, refusal: null },
          finish_reason: finish.success ? finish.data.finish_reason : null,
        },
      ],
      ...(usage !== null && {
        usage: { prompt_tokens: usage.inputTokens, completion_tokens: usage.outputTokens },
      }),
    }),
  )
}

function usageFrom(message: AIMessage): TokenUsage | null {
  const usage = usageMetadataSchema.safeParse(message.usage_metadata)
  return usage.success
    ? { inputTokens: usage.data.input_tokens, outputTokens: usage.data.output_tokens }
    : null
}
