/** Answers in the shapes of both interfaces, in one piece or as server-sent events. */
import type { ServerResponse } from 'node:http'
import type { FakeRequest } from './request.ts'
import type { Content } from './write-content.ts'

export interface Usage {
  readonly inputTokens: number
  readonly outputTokens: number
}

export function bodyOf(request: FakeRequest, content: Content, usage: Usage): unknown {
  return request.api === 'responses'
    ? responsesBody(request, content, usage)
    : chatBody(request, content, usage)
}

function chatBody({ model, mode }: FakeRequest, { text, refusal, finish }: Content, usage: Usage): unknown {
  const isTool = mode === 'tool' && text !== null
  const call = { id: 'tool_1', type: 'function', function: { name: 'copy_answer', arguments: text } }
  const message = {
    role: 'assistant',
    content: isTool ? null : text,
    refusal,
    ...(isTool && { tool_calls: [call] }),
  }
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, message, finish_reason: finish, logprobs: null }],
    usage: chatUsage(usage),
  }
}

function responsesBody(
  { model, mode }: FakeRequest,
  { text, refusal, finish }: Content,
  usage: Usage,
): unknown {
  const part = refusal === null ? { type: 'output_text', text } : { type: 'refusal', refusal }
  const item =
    mode === 'tool' && text !== null
      ? { type: 'function_call', name: 'copy_answer', call_id: 'tool_1', arguments: text }
      : { type: 'message', role: 'assistant', content: [part] }
  return {
    id: 'resp_1',
    object: 'response',
    model,
    status: finish === 'stop' ? 'completed' : 'incomplete',
    incomplete_details: finish === 'stop' ? null : { reason: 'max_output_tokens' },
    output: [item],
    usage: responsesUsage(usage),
  }
}

/** Writes one event; false when nobody reads any more. */
export type SendEvent = (data: unknown) => Promise<boolean>

export function openStream(response: ServerResponse): SendEvent {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  return (data) =>
    new Promise((resolve) => {
      if (response.destroyed || response.socket?.destroyed === true) resolve(false)
      else
        response.write(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`, (error) => {
          resolve(error === undefined || error === null)
        })
    })
}

/** A piece of text in the shape of the interface. */
export function deltaOf({ api, mode, model }: FakeRequest, text: string, isFirst: boolean): unknown {
  if (api === 'responses') {
    const type = mode === 'tool' ? 'response.function_call_arguments.delta' : 'response.output_text.delta'
    return { type, delta: text }
  }
  const named = {
    index: 0,
    id: 'tool_1',
    type: 'function',
    function: { name: 'copy_answer', arguments: text },
  }
  const call = isFirst ? named : { index: 0, function: { arguments: text } }
  const delta =
    mode === 'tool' ? { role: 'assistant', tool_calls: [call] } : { role: 'assistant', content: text }
  return chunk(model, delta, null)
}

/** What ends a stream: the finish, and the usage. */
export function endOf({ api, model }: FakeRequest, content: Content, usage: Usage): unknown[] {
  if (api === 'responses') {
    const body = { status: content.finish === 'stop' ? 'completed' : 'incomplete' }
    const details = content.finish === 'stop' ? null : { reason: 'max_output_tokens' }
    const response = { ...body, incomplete_details: details, usage: responsesUsage(usage) }
    return [{ type: `response.${body.status}`, response }]
  }
  return [
    chunk(
      model,
      content.refusal === null ? {} : { role: 'assistant', refusal: content.refusal },
      content.finish,
    ),
    { ...chunk(model, {}, null), choices: [], usage: chatUsage(usage) },
    '[DONE]',
  ]
}

/** A refusal as it streams in the Responses API; Chat Completions says it in its last chunk. */
export function refusalOf({ api }: FakeRequest, refusal: string | null): unknown[] {
  return api === 'responses' && refusal !== null ? [{ type: 'response.refusal.delta', delta: refusal }] : []
}

function chunk(model: string, delta: unknown, finish: string | null) {
  const choices = [{ index: 0, delta, finish_reason: finish }]
  return { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model, choices }
}

function chatUsage({ inputTokens, outputTokens }: Usage) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  }
}

function responsesUsage({ inputTokens, outputTokens }: Usage) {
  return { input_tokens: inputTokens, output_tokens: outputTokens, total_tokens: inputTokens + outputTokens }
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
