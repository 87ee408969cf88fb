/**
 * An OpenAI-compatible endpoint with scripted faults and a bill of its own, on 127.0.0.1. It is a bookkeeper first:
 * what it charges is decided here, by its own count of tokens, and compared with our ledger by the tests.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { readJson } from '../../../src/inference/chat-answer.ts'
import { createFakeBatches, type BatchScript, type FakeBatch } from './batches.ts'
import { embed } from './embed.ts'
import { faultSchema, type Fault, type Lack } from './fault.ts'
import { readRequest, type FakeRequest } from './request.ts'
import { bodyOf, deltaOf, endOf, openStream, refusalOf, sendJson, type Usage } from './wire.ts'
import { contentOf } from './write-content.ts'

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
  /** What the endpoint does not have. */
  readonly lacks?: readonly Lack[]
  /** Time between the pieces of a streamed answer. */
  readonly pieceMs?: number
}

export interface SeenRequest extends FakeRequest {
  readonly requestId: string
  readonly strict: boolean
  readonly body: unknown
}

export interface FakeOpenAi extends AsyncDisposable {
  /** Base URL for clients, ending in /v1. */
  readonly url: string
  readonly bill: readonly BillLine[]
  /** Every request for an answer seen, billed or not; rows of batches are not among them. */
  readonly requests: readonly SeenRequest[]
  readonly batches: readonly FakeBatch[]
  /** Adds faults for the next requests; when they are used up, requests succeed. */
  script(...faults: Fault[]): void
  /** Takes back faults that no request has met yet. */
  unscript(): void
  /** How the next batch ends. */
  scriptBatch(script: BatchScript): void
}

/** The vendor's batches cost half. */
const BATCH_FACTOR = 0.5

export async function startFakeOpenAi(options: FakeOpenAiOptions): Promise<FakeOpenAi> {
  const bill: BillLine[] = []
  const requests: SeenRequest[] = []
  const script: Fault[] = []
  const lacks = new Set<Lack>(options.lacks)
  const charge = (
    requestId: string,
    model: string,
    usage: Usage,
    sentInFull: boolean,
    factor = 1,
  ): BillLine => ({
    requestId,
    model,
    ...usage,
    costMicros: Math.ceil(
      Math.round(
        (usage.inputTokens * options.inputPerMTok + usage.outputTokens * options.outputPerMTok) *
          factor *
          1e6,
      ) / 1e6,
    ),
    sentInFull,
  })
  const batches = createFakeBatches((api, callId, body) => {
    const asked = readRequest(api, body)
    const content = contentOf(script.shift() ?? 'ok', asked)
    const usage = usageOf(asked, content.text ?? content.refusal ?? '')
    bill.push(charge(callId, asked.model, usage, true, BATCH_FACTOR))
    return bodyOf(asked, content, usage)
  })
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      sendJson(response, 500, { error: { message: String(error) } })
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://fake').pathname
    const text = await readText(request)
    if (request.method === 'GET' && path === '/bill') sendJson(response, 200, bill)
    else if (path === '/script') {
      script.push(...z.array(faultSchema).parse(readJson(text)))
      sendJson(response, 200, { queued: script.length })
    } else if (request.method === 'GET' && path === '/v1/models')
      sendJson(response, 200, { object: 'list', data: [{ id: 'fake-1', object: 'model' }] })
    else if (path === '/v1/embeddings') sendJson(response, 200, embed(readJson(text)))
    else if (path === '/v1/chat/completions') await write(request, response, 'chat', readJson(text))
    else if (path === '/v1/responses' && !lacks.has('responses'))
      await write(request, response, 'responses', readJson(text))
    else if (lacks.has('batches') || !batches.handle(request, response, path, text))
      sendJson(response, 404, { error: { message: 'no such route' } })
  }

  async function write(
    request: IncomingMessage,
    response: ServerResponse,
    api: FakeRequest['api'],
    body: unknown,
  ): Promise<void> {
    const asked = readRequest(api, body)
    const requestId = String(request.headers['x-client-request-id'] ?? '')
    requests.push({ ...asked, requestId, strict: asked.mode === 'json_schema', body })
    const missing = asked.mode !== 'delimited' && lacks.has(asked.mode) ? asked.mode : undefined
    if (missing !== undefined || (asked.streams && lacks.has('stream'))) {
      refuseFeature(response, missing ?? 'stream')
      return
    }
    const next = script[0]
    // "no-schema" is used up by the strict request it refuses; others pass it by.
    const fault = next === 'no-schema' && asked.mode !== 'json_schema' ? 'ok' : (script.shift() ?? 'ok')
    if (refuse(response, fault) || fault === 'hang') return
    if (fault === 'runaway' && asked.streams) {
      await runAway(response, asked, requestId)
      return
    }
    const content = contentOf(fault === 'runaway' ? 'whitespace' : fault, asked)
    const usage = usageOf(asked, content.text ?? content.refusal ?? '')
    bill.push(charge(requestId, asked.model, usage, fault !== 'reset'))
    if (options.delayMs !== undefined) await setTimeout(options.delayMs())
    if (fault === 'garbage') sendText(response, '<html>busy</html>')
    else if (!asked.streams && fault === 'reset')
      reset(response, JSON.stringify(bodyOf(asked, content, usage)))
    else if (!asked.streams) sendJson(response, 200, bodyOf(asked, content, usage))
    else {
      const send = openStream(response)
      const text = content.text ?? ''
      const pieces = text.match(/[\s\S]{1,24}/g) ?? []
      const shown = fault === 'reset' ? pieces.slice(0, Math.ceil(pieces.length / 2)) : pieces
      for (const [index, piece] of shown.entries()) {
        if (!(await send(deltaOf(asked, piece, index === 0)))) return
        if (options.pieceMs !== undefined) await setTimeout(options.pieceMs)
      }
      if (fault === 'reset') {
        response.destroy()
        return
      }
      for (const event of [...refusalOf(asked, content.refusal), ...endOf(asked, content, usage)])
        await send(event)
      response.end()
    }
  }

  /** The bill grows with what is sent, and stays when the reader leaves. */
  async function runAway(response: ServerResponse, asked: FakeRequest, requestId: string): Promise<void> {
    const send = openStream(response)
    const at = bill.length
    const sent = { text: '{"product":' }
    await send(deltaOf(asked, sent.text, true))
    bill.push(charge(requestId, asked.model, usageOf(asked, sent.text), false))
    for (let tokens = 0; tokens < asked.maxOutputTokens - 10; tokens += 1) {
      if (!(await send(deltaOf(asked, '   \n', false)))) return
      sent.text += '   \n'
      bill[at] = charge(requestId, asked.model, usageOf(asked, sent.text), false)
      await setTimeout(1)
    }
    response.end()
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
    batches: batches.batches,
    script: (...faults) => {
      script.push(...faults)
    },
    unscript: () => {
      script.length = 0
    },
    scriptBatch: batches.script,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Four bytes are a token here. */
function usageOf({ system, prompt, maxOutputTokens }: FakeRequest, output: string): Usage {
  return {
    inputTokens: Math.ceil(Buffer.byteLength(JSON.stringify([system, prompt])) / 4),
    outputTokens: Math.min(Math.ceil(Buffer.byteLength(output) / 4), maxOutputTokens),
  }
}

function refuse(response: ServerResponse, fault: Fault): boolean {
  const error = (message: string, param: string | null = null) => ({
    error: { message, type: 'fake', param, code: null },
  })
  if (fault === 'status-429') sendJson(response, 429, error('slow down'), { 'retry-after': '2' })
  else if (fault === 'status-429-bare') sendJson(response, 429, error('slow down'))
  else if (fault === 'status-429-date')
    sendJson(response, 429, error('slow down'), { 'retry-after': 'Wed, 01 Jan 2098 00:00:00 GMT' })
  else if (fault === 'status-500') sendJson(response, 500, error('broken'))
  else if (fault === 'status-401') sendJson(response, 401, error('bad key'))
  else if (fault === 'no-schema')
    sendJson(response, 400, error('response_format json_schema is not supported', 'response_format'))
  else return false
  return true
}

function refuseFeature(response: ServerResponse, feature: Lack): void {
  const said = feature === 'tool' ? 'tools are not supported' : `response_format ${feature} is not supported`
  const message = feature === 'stream' ? 'stream is not supported' : said
  sendJson(response, 400, { error: { message, type: 'fake', param: null, code: null } })
}

function reset(response: ServerResponse, body: string): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  })
  response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy())
}

function sendText(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/html' })
  response.end(text)
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  const body: AsyncIterable<Uint8Array> = request
  for await (const chunk of body) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
