/**
 * Every provider LangChain knows (Anthropic, Google, Ollama …), by `initChatModel`. The provider's package is an
 * optional dependency of the operator's choice; @langchain/openai is installed.
 */
import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages'
import { initChatModel } from 'langchain'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { AppError } from '../../errors.ts'
import { ChatUnanswered, jsonSchemaOf, type ChatModel, type ModelPrices, type TokenUsage } from '../chat-model.ts'
import { providerFailure, refusesSchema } from './provider-failure.ts'

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
const structuredSchema = z.object({ raw: z.instanceof(AIMessage) })

/** @throws AppError inference.model-unknown when the provider's package is not installed */
export async function createLangChainChatModel({ clock }: { readonly clock: Clock }, options: LangChainOptions): Promise<ChatModel> {
  const isOpenAi = options.model.startsWith('openai:')
  const chat = await initChatModel(options.model, {
    maxRetries: 0,
    timeout: options.timeoutMs,
    ...(options.apiKey !== undefined && { apiKey: options.apiKey }),
    ...(options.temperature !== undefined && { temperature: options.temperature }),
    ...(isOpenAi && options.baseUrl !== undefined && { configuration: { baseURL: options.baseUrl } }),
  }).catch((error: unknown) => {
    throw new AppError('inference.model-unknown', `LangChain cannot load "${options.model}"; install its provider package.`, { cause: error })
  })
  let takesSchema = true

  return {
    provider: 'langchain',
    model: options.model,
    prices: options.prices,
    async complete(request) {
      const messages = [new SystemMessage(request.system), new HumanMessage(request.user)]
      const deadline = AbortSignal.any([request.signal, AbortSignal.timeout(options.timeoutMs)])
      const call = {
        signal: deadline,
        ...(isOpenAi
          ? { max_completion_tokens: request.maxOutputTokens, options: { headers: { 'X-Client-Request-Id': request.requestId } } }
          : { maxTokens: request.maxOutputTokens }),
      }
      const structured = async (): Promise<AIMessage> => {
        const runnable = chat.withStructuredOutput(jsonSchemaOf(request.schema), { name: request.schemaName, includeRaw: true })
        return structuredSchema.parse(await runnable.invoke(messages, call)).raw
      }
      const plain = async (): Promise<AIMessage> => z.instanceof(AIMessage).parse(await chat.invoke(messages, call))
      try {
        const message = await (takesSchema ? structured().catch(async (error: unknown) => {
          if (!refusesSchema(error)) throw error
          takesSchema = false
          return await plain()
        }) : plain())
        return { raw: encodeAnswer(message), usage: usageFrom(message) }
      } catch (error) {
        if (request.signal.aborted) throw new ChatUnanswered('The call was stopped before its answer came.', { cause: request.signal.reason })
        throw providerFailure(error, { provider: 'The model provider', clock })
      }
    },
  }
}

/** One wire format for the ledger: the message as a Chat Completions body. A tool call's arguments are the content. */
function encodeAnswer(message: AIMessage): Uint8Array {
  const call = message.tool_calls?.[0]
  const content = call === undefined ? message.text : JSON.stringify(call.args)
  const finish = z.object({ finish_reason: z.string() }).safeParse(message.response_metadata)
  const refusal = z.object({ refusal: z.string() }).safeParse(message.additional_kwargs)
  const usage = usageFrom(message)
  return new TextEncoder().encode(
    JSON.stringify({
      choices: [
        {
          message: { role: 'assistant', content, refusal: refusal.success ? refusal.data.refusal : null },
          finish_reason: finish.success ? finish.data.finish_reason : null,
        },
      ],
      ...(usage !== null && { usage: { prompt_tokens: usage.inputTokens, completion_tokens: usage.outputTokens } }),
    }),
  )
}

function usageFrom(message: AIMessage): TokenUsage | null {
  const usage = usageMetadataSchema.safeParse(message.usage_metadata)
  return usage.success ? { inputTokens: usage.data.input_tokens, outputTokens: usage.data.output_tokens } : null
}
