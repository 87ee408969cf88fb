/** Batches of an OpenAI-compatible endpoint: a JSONL file goes up, a file of answers comes back within a day. */
import { toFile, type OpenAI } from 'openai'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { AppError } from '../../errors.ts'
import type { EndpointProfile } from '../answer-mode.ts'
import type { BatchEndpoint, BatchResult, BatchState, BatchStatus } from '../batch-endpoint.ts'
import { readJson } from '../chat-answer.ts'
import type { ModelPrices } from '../chat-model.ts'
import { answerOfBody } from './openai-body.ts'
import { requestBody, requestPath, type OpenAiModelOptions } from './openai-request.ts'
import { providerFailure } from './provider-failure.ts'

export interface BatchOptions extends OpenAiModelOptions {
  readonly prices: ModelPrices
  readonly timeoutMs: number
  readonly batchPriceFactor?: number
}

/** The vendor sells a batched call at half the price. */
const PRICE_FACTOR = 0.5
/** Pages of 100 batches looked through for one of ours, newest first. */
const PAGES_MAX = 10
/** A line of an answer file is kilobytes. */
const LINE_CHARS_MAX = 4 * 1024 * 1024

export function createOpenAiBatches(
  { clock, client }: { readonly clock: Clock; readonly client: OpenAI },
  options: BatchOptions,
): BatchEndpoint {
  const factor = options.batchPriceFactor ?? PRICE_FACTOR
  const asking = async <T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    try {
      return await work(AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]))
    } catch (error) {
      if (signal.aborted) throw signal.reason
      throw providerFailure(error, { provider: 'The batch endpoint', clock })
    }
  }
  return {
    prices: {
      inputPerMTok: options.prices.inputPerMTok * factor,
      outputPerMTok: options.prices.outputPerMTok * factor,
    },
    encode: (request, profile) =>
      JSON.stringify({
        custom_id: request.requestId,
        method: 'POST',
        url: `/v1${requestPath(profile.api)}`,
        body: requestBody(options, request, { ...profile, streams: false }),
      }),
    isOffered: async (signal) => {
      try {
        await asking(signal, (limited) => client.batches.list({ limit: 1 }, { signal: limited }))
        return true
      } catch (error) {
        // Refused by a status: no such route, or none for this key.
        if (error instanceof AppError && error.code === 'inference.rejected') return false
        throw error
      }
    },
    upload: (name, rows, signal) =>
      asking(signal, async (limited) => {
        const text = rows.map((row) => `${row.line}\n`).join('')
        const file = await toFile(Buffer.from(text), name, { type: 'application/jsonl' })
        return (await client.files.create({ file, purpose: 'batch' }, { signal: limited })).id
      }),
    create: ({ batchId, fileId, api, signal }) =>
      asking(signal, async (limited) =>
        statusOf(
          await client.batches.create(
            {
              input_file_id: fileId,
              endpoint: api === 'responses' ? '/v1/responses' : '/v1/chat/completions',
              completion_window: '24h',
              metadata: { vitrine_batch: batchId },
            },
            { signal: limited },
          ),
        ),
      ),
    find: (batchId, signal) =>
      asking(signal, async (limited) => {
        let page = await client.batches.list({ limit: 100 }, { signal: limited })
        for (let pages = 1; ; pages += 1) {
          const found = page.data.find((batch) => batch.metadata?.['vitrine_batch'] === batchId)
          if (found !== undefined) return statusOf(found)
          if (pages === PAGES_MAX || !page.hasNextPage()) return undefined
          page = await page.getNextPage()
        }
      }),
    read: (providerId, signal) =>
      asking(signal, async (limited) =>
        statusOf(await client.batches.retrieve(providerId, { signal: limited })),
      ),
    cancel: (providerId, signal) =>
      asking(signal, async (limited) => {
        await client.batches.cancel(providerId, { signal: limited })
      }),
    results: (fileId, mode, signal) => resultsOf(client, fileId, mode, signal, asking),
  }
}

const states: Readonly<Record<string, BatchState>> = {
  completed: 'completed',
  expired: 'expired',
  cancelled: 'cancelled',
  failed: 'failed',
}

/** The parts of a batch that every compatible endpoint states. */
const batchSchema = z.object({
  id: z.string(),
  status: z.string(),
  output_file_id: z.string().nullish(),
  error_file_id: z.string().nullish(),
  errors: z.object({ data: z.array(z.object({ message: z.string().nullish() })).nullish() }).nullish(),
})

function statusOf(batch: unknown): BatchStatus {
  const { id, status, output_file_id, error_file_id, errors } = batchSchema.parse(batch)
  return {
    id,
    state: states[status] ?? 'running',
    outputFileId: output_file_id ?? null,
    errorFileId: error_file_id ?? null,
    failure: errors?.data?.flatMap((error) => error.message ?? []).join('; ') ?? null,
  }
}

const lineSchema = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.int(), body: z.unknown() }).nullish(),
  error: z.object({ message: z.string().nullish(), code: z.string().nullish() }).nullish(),
})

type Asking = <T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>) => Promise<T>

async function* resultsOf(
  client: OpenAI,
  fileId: string,
  mode: EndpointProfile['mode'],
  signal: AbortSignal,
  asking: Asking,
): AsyncGenerator<BatchResult> {
  const response = await asking(signal, (limited) => client.files.content(fileId, { signal: limited }))
  let rest = ''
  const decoder = new TextDecoder()
  if (response.body === null) return
  const body: AsyncIterable<Uint8Array> = response.body
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LINE_CHARS_MAX)
      throw new AppError('inference.malformed', 'A line of the batch’s answers is larger than 4 MiB.')
    for (const line of lines) yield* resultOf(line, mode)
  }
  yield* resultOf(rest, mode)
}

function* resultOf(line: string, mode: EndpointProfile['mode']): Generator<BatchResult> {
  const parsed = lineSchema.safeParse(readJson(line))
  if (!parsed.success) return
  const { custom_id: callId, response, error } = parsed.data
  if (response === null || response === undefined || response.status_code >= 300) {
    const reason = error?.message ?? error?.code ?? `HTTP ${String(response?.status_code ?? 'unknown')}`
    yield { callId, ok: false, failure: reason }
    return
  }
  const raw = new TextEncoder().encode(JSON.stringify(response.body))
  // Both interfaces are told apart by their own shapes.
  const api = z.looseObject({ output: z.array(z.unknown()) }).safeParse(response.body).success
    ? 'responses'
    : 'chat'
  yield { callId, ok: true, answer: answerOfBody(raw, { api, mode }) }
}
