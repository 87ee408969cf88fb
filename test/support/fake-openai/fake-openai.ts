/**
 * An OpenAI-compatible endpoint with scripted faults and a bill of its own, on 127.0.0.1. It is a bookkeeper first:
 * what it charges is decided here, by its own count of tokens, and compared with our ledger by the tests.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { composeAnswer, type Answer } from './compose-answer.ts'
import { faultSchema, type Fault } from './fault.ts'

export interface BillLine {
  readonly requestId: string
  readonly model: string
  readonly inputTokens: number
  readonly outputTokens: number
  readonly costMicros: number
  readonly sentInFull: boolean
}

export interface FakeOpenAiOptions {
  readonly port?: number
  /** US dollars per million tokens. */
  readonly inputPerMTok: number
  readonly outputPerMTok: number
  /** How long an answer takes, milliseconds; it is billed whether or not anybody still waits for it. */
  readonly delayMs?: () => number
}

export interface FakeOpenAi extends AsyncDisposable {
  /** Base URL for clients, ending in /v1. */
  readonly url: string
  readonly bill: readonly BillLine[]
  /** Every chat request seen, billed or not. */
  readonly requests: readonly {
    readonly requestId: string
    readonly strict: boolean
    readonly body: unknown
  }[]
  /** Adds faults for the next chat requests; when they are used up, requests succeed. */
  script(...faults: Fault[]): void
}

const chatSchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  max_completion_tokens: z.number().optional(),
  max_tokens: z.number().optional(),
  response_format: z.object({ type: z.string() }).optional(),
})
const embeddingsSchema = z.object({ model: z.string(), input: z.union([z.string(), z.array(z.string())]) })

export async function startFakeOpenAi(options: FakeOpenAiOptions): Promise<FakeOpenAi> {
  const bill: BillLine[] = []
  const requests: { requestId: string; strict: boolean; body: unknown }[] = []
  const script: Fault[] = []
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      sendJson(response, 500, { error: { message: String(error) } })
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://fake').pathname
    if (request.method === 'GET' && path === '/bill') {
      sendJson(response, 200, bill)
      return
    }
    if (request.method === 'GET' && path === '/v1/models') {
      sendJson(response, 200, { object: 'list', data: [{ id: 'fake-1', object: 'model' }] })
      return
    }
    const body: unknown = JSON.parse(await readText(request))
    if (path === '/script') {
      script.push(...z.array(faultSchema).parse(body))
      sendJson(response, 200, { queued: script.length })
      return
    }
    if (path === '/v1/embeddings') {
      sendJson(response, 200, embed(embeddingsSchema.parse(body)))
      return
    }
    if (path !== '/v1/chat/completions') {
      sendJson(response, 404, { error: { message: 'no such route' } })
      return
    }
    await chat(request, response, chatSchema.parse(body))
  }

  async function chat(
    request: IncomingMessage,
    response: ServerResponse,
    body: z.output<typeof chatSchema>,
  ): Promise<void> {
    const requestId = String(request.headers['x-client-request-id'] ?? '')
    const strict = body.response_format?.type === 'json_schema'
    requests.push({ requestId, strict, body })
    const next = script[0]
    // "no-schema" is a property of the endpoint while scripted: it is used up by the request it refuses.
    const fault = next === undefined || (next === 'no-schema' && !strict) ? 'ok' : (script.shift() ?? 'ok')
    if (refuse(response, fault)) return
    if (fault === 'hang') return
    const content = contentOf(fault, body.messages.map((message) => message.content).join('\n'))
    const outputText = content.text ?? content.refusal ?? ''
    const inputTokens = Math.ceil(Buffer.byteLength(JSON.stringify(body.messages)) / 4)
    const outputTokens = Math.min(
      Math.ceil(Buffer.byteLength(outputText) / 4),
      body.max_completion_tokens ?? body.max_tokens ?? Number.MAX_SAFE_INTEGER,
    )
    const costMicros = Math.ceil(
      (inputTokens * options.inputPerMTok * 1e6 + outputTokens * options.outputPerMTok * 1e6) / 1e6,
    )
    bill.push({
      requestId,
      model: body.model,
      inputTokens,
      outputTokens,
      costMicros,
      sentInFull: fault !== 'reset',
    })
    if (options.delayMs !== undefined) await setTimeout(options.delayMs())
    const completion = {
      id: `chatcmpl-${String(bill.length)}`,
      object: 'chat.completion',
      created: 0,
      model: body.model,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: content.text, refusal: content.refusal },
          finish_reason: content.finish,
          logprobs: null,
        },
      ],
      usage: {
        prompt_tokens: inputTokens,
        completion_tokens: outputTokens,
        total_tokens: inputTokens + outputTokens,
      },
    }
    if (fault === 'reset') {
      reset(response, JSON.stringify(completion))
      return
    }
    sendJson(response, 200, completion)
    await Promise.resolve()
  }

  const url = await new Promise<string>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      const address = server.address()
      resolve(
        `http://127.0.0.1:${typeof address === 'object' && address !== null ? String(address.port) : ''}/v1`,
      )
    })
  })
  return {
    url,
    bill,
    requests,
    script: (...faults) => {
      script.push(...faults)
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function refuse(response: ServerResponse, fault: Fault): boolean {
  const error = (message: string, param: string | null = null) => ({
    error: { message, type: 'fake', param, code: null },
  })
  if (fault === 'status-429') sendJson(response, 429, error('slow down'), { 'retry-after': '2' })
  else if (fault === 'status-429-date')
    sendJson(response, 429, error('slow down'), { 'retry-after': 'Wed, 01 Jan 2098 00:00:00 GMT' })
  else if (fault === 'status-500') sendJson(response, 500, error('broken'))
  else if (fault === 'status-401') sendJson(response, 401, error('bad key'))
  else if (fault === 'no-schema')
    sendJson(response, 400, error('response_format json_schema is not supported', 'response_format'))
  else return false
  return true
}

function contentOf(
  fault: Fault,
  prompt: string,
): { text: string | null; refusal: string | null; finish: string } {
  const answer = composeAnswer(prompt)
  const text = JSON.stringify(broken(fault, answer))
  if (fault === 'refusal') return { text: null, refusal: 'I cannot help with that.', finish: 'stop' }
  if (fault === 'truncated-json')
    return { text: text.slice(0, Math.floor(text.length / 2)), refusal: null, finish: 'length' }
  if (fault === 'fences')
    return { text: `Here you are:\n\`\`\`json\n${text}\n\`\`\``, refusal: null, finish: 'stop' }
  if (fault === 'whitespace') return { text: `${text}${' \n'.repeat(400)}`, refusal: null, finish: 'length' }
  return { text, refusal: null, finish: 'stop' }
}

function broken(fault: Fault, answer: Answer): unknown {
  const [first, ...others] = answer.segments
  if (fault === 'wrong-schema') return { description: 'A fine product.' }
  if (fault === 'wrong-product') return { ...answer, product: 'another-product' }
  if (first === undefined) return answer
  if (fault === 'invented-number')
    return { ...answer, segments: [{ ...first, text: 'It weighs 987 kg.' }, ...others] }
  if (fault === 'unknown-citation')
    return { ...answer, segments: [{ ...first, factIds: ['a_invented'] }, ...others] }
  return answer
}

/** Deterministic unit vectors of 16 numbers; equal texts have equal vectors. */
function embed({ model, input }: z.output<typeof embeddingsSchema>): unknown {
  const texts = typeof input === 'string' ? [input] : input
  const data = texts.map((text, index) => {
    const vector = Array.from({ length: 16 }, (_unused, at) =>
      Math.sin(at + Buffer.from(text).reduce((sum, byte) => sum + byte * (at + 1), 0)),
    )
    const length = Math.hypot(...vector)
    return { object: 'embedding', index, embedding: vector.map((value) => value / length) }
  })
  const tokens = texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0)
  return { object: 'list', model, data, usage: { prompt_tokens: tokens, total_tokens: tokens } }
}

function reset(response: ServerResponse, body: string): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  })
  response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy())
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  const body: AsyncIterable<Uint8Array> = request
  for await (const chunk of body) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
