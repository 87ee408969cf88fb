/** Any OpenAI-compatible endpoint, by the Responses API or Chat Completions. The job owns retries, not the client. */
import OpenAI from 'openai'
import type { Clock } from '../../clock.ts'
import { answerModes, type ChatApi } from '../answer-mode.ts'
import {
  ChatUnanswered,
  type ChatAnswer,
  type ChatModel,
  type ChatRequest,
  type ModelPrices,
} from '../chat-model.ts'
import { createOpenAiBatches } from './openai-batches.ts'
import { answerOfBody } from './openai-body.ts'
import { requestBody, requestPath } from './openai-request.ts'
import { answerOfStream } from './openai-stream.ts'
import { providerFailure, refusedFeature } from './provider-failure.ts'

export interface OpenAiChatOptions {
  /** Unset: the vendor's own endpoint. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
  readonly model: string
  readonly temperature?: number | undefined
  readonly timeoutMs: number
  readonly prices: ModelPrices
  /** The interfaces to try, best first; unset: Responses, then Chat Completions. */
  readonly apis?: readonly ChatApi[]
  /** Price of a call in a batch, as a share of the ordinary one; unset: half, as the vendor has it. */
  readonly batchPriceFactor?: number
}

/** An answer of copy is kilobytes; a body without end must not fill the memory. */
const ANSWER_BYTES_MAX = 4 * 1024 * 1024

const PROVIDER = 'The model endpoint'

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
  return {
    provider: 'openai',
    model: options.model,
    endpoint: endpointName(client.baseURL),
    prices: options.prices,
    apis: options.apis ?? ['responses', 'chat'],
    modes: answerModes,
    batches: createOpenAiBatches({ clock, client }, options),
    async complete(request) {
      try {
        return await send(client, options, request)
      } catch (error) {
        // Stopped by the caller: the call had left, so its outcome is open; the caller's reason stays the cause.
        if (request.signal.aborted)
          throw new ChatUnanswered('The call was stopped before its answer came.', {
            cause: request.signal.reason ?? error,
          })
        throw refusedFeature(error, request.profile) ?? providerFailure(error, { provider: PROVIDER, clock })
      }
    },
  }
}

async function send(client: OpenAI, options: OpenAiChatOptions, request: ChatRequest): Promise<ChatAnswer> {
  // The client's own timeout ends with the headers; a body that drips needs a deadline too.
  const deadline = AbortSignal.any([request.signal, AbortSignal.timeout(options.timeoutMs)])
  const response = await client
    .post(requestPath(request.profile.api), {
      body: requestBody(options, request, request.profile),
      signal: deadline,
      headers: { 'X-Client-Request-Id': request.requestId },
    })
    .asResponse()
  if (response.body === null) return answerOfBody(new Uint8Array(), request.profile)
  // An endpoint that does not stream answers in one piece, whatever it was asked.
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
    const limits = { bytesMax: ANSWER_BYTES_MAX, onText: request.onText }
    return await answerOfStream(response.body, request.profile, limits)
  }
  return answerOfBody(await readBody(response.body), request.profile)
}

async function readBody(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.byteLength
    if (length > ANSWER_BYTES_MAX) throw new ChatUnanswered('The model endpoint sent more than 4 MiB.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function endpointName(baseUrl: string): string {
  const url = new URL(baseUrl)
  return `${url.origin}${url.pathname.replace(/\/$/, '')}`
}
