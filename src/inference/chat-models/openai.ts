/** Any OpenAI-compatible endpoint, by Chat Completions with the official client. The job owns retries, not the client. */
import OpenAI from 'openai'
import type { Clock } from '../../clock.ts'
import { jsonSchemaOf, usageOf, type ChatModel, type ChatRequest, type ModelPrices } from '../chat-model.ts'
import { ChatUnanswered } from '../chat-model.ts'
import { providerFailure, refusesSchema } from './provider-failure.ts'

export interface OpenAiChatOptions {
  /** Unset: the vendor's own endpoint. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
  readonly model: string
  readonly temperature?: number | undefined
  readonly timeoutMs: number
  readonly prices: ModelPrices
}

/** An answer of copy is kilobytes; a body without end must not fill the memory. */
const ANSWER_BYTES_MAX = 4 * 1024 * 1024

export function createOpenAiChatModel(
  { clock }: { readonly clock: Clock },
  options: OpenAiChatOptions,
): ChatModel {
  const client = new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl,
    maxRetries: 0,
    timeout: options.timeoutMs,
  })
  // Probed by use: the first refusal of strict schemas is remembered for the life of the driver.
  let takesSchema = true

  async function send(request: ChatRequest, strict: boolean): Promise<Uint8Array> {
    // The client's own timeout ends with the headers; a body that drips needs a deadline too.
    const deadline = AbortSignal.any([request.signal, AbortSignal.timeout(options.timeoutMs)])
    const response = await client.chat.completions
      .create(
        {
          model: options.model,
          messages: [
            { role: 'system', content: request.system },
            { role: 'user', content: request.user },
          ],
          max_completion_tokens: request.maxOutputTokens,
          response_format: strict
            ? {
                type: 'json_schema',
                json_schema: { name: request.schemaName, strict: true, schema: jsonSchemaOf(request.schema) },
              }
            : { type: 'json_object' },
          ...(options.temperature !== undefined && { temperature: options.temperature }),
        },
        { signal: deadline, headers: { 'X-Client-Request-Id': request.requestId } },
      )
      .asResponse()
    return await readBody(response)
  }

  return {
    provider: 'openai',
    model: options.model,
    prices: options.prices,
    async complete(request) {
      try {
        const raw = await send(request, takesSchema)
        return { raw, usage: usageOf(raw) }
      } catch (error) {
        if (!takesSchema || !refusesSchema(error))
          throw (
            stopped(request.signal, error) ??
            providerFailure(error, { provider: 'The model endpoint', clock })
          )
        takesSchema = false
      }
      try {
        const raw = await send(request, false)
        return { raw, usage: usageOf(raw) }
      } catch (error) {
        throw (
          stopped(request.signal, error) ?? providerFailure(error, { provider: 'The model endpoint', clock })
        )
      }
    },
  }
}

/** Aborted by the caller: the call had left, so its outcome is open; the caller's reason stays the cause. */
function stopped(signal: AbortSignal, error: unknown): Error | undefined {
  return signal.aborted
    ? new ChatUnanswered('The call was stopped before its answer came.', { cause: signal.reason ?? error })
    : undefined
}

async function readBody(response: Response): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  const body: AsyncIterable<Uint8Array> = response.body
  for await (const chunk of body) {
    length += chunk.byteLength
    if (length > ANSWER_BYTES_MAX) throw new ChatUnanswered('The model endpoint sent more than 4 MiB.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
