/** The body of one request in OpenAI's two interfaces and all answer modes. Pure; batches send the same bodies. */
import type { EndpointProfile } from '../answer-mode.ts'
import { jsonSchemaOf, type ChatRequest } from '../chat-model.ts'

export interface OpenAiModelOptions {
  readonly model: string
  readonly temperature?: number | undefined
}

export type RequestContent = Pick<
  ChatRequest,
  'system' | 'user' | 'schema' | 'schemaName' | 'maxOutputTokens'
>

export function requestBody(
  { model, temperature }: OpenAiModelOptions,
  request: RequestContent,
  profile: EndpointProfile,
): Record<string, unknown> {
  const sampling = { model, ...(temperature !== undefined && { temperature }) }
  return profile.api === 'responses'
    ? { ...sampling, ...responsesBody(request, profile) }
    : { ...sampling, ...chatBody(request, profile) }
}

/** The path of a request below the base URL. */
export function requestPath(api: EndpointProfile['api']): string {
  return api === 'responses' ? '/responses' : '/chat/completions'
}

function chatBody(request: RequestContent, { mode, streams }: EndpointProfile): Record<string, unknown> {
  const { schemaName: name } = request
  return {
    messages: [
      { role: 'system', content: request.system },
      { role: 'user', content: request.user },
    ],
    max_completion_tokens: request.maxOutputTokens,
    ...(mode === 'json_schema' && {
      response_format: {
        type: 'json_schema',
        json_schema: { name, strict: true, schema: jsonSchemaOf(request.schema) },
      },
    }),
    ...(mode === 'json_object' && { response_format: { type: 'json_object' } }),
    ...(mode === 'tool' && {
      tools: [{ type: 'function', function: { name, parameters: jsonSchemaOf(request.schema) } }],
      tool_choice: { type: 'function', function: { name } },
    }),
    // Without it a streamed answer states no usage.
    ...(streams && { stream: true, stream_options: { include_usage: true } }),
  }
}

function responsesBody(request: RequestContent, { mode, streams }: EndpointProfile): Record<string, unknown> {
  const { schemaName: name } = request
  return {
    instructions: request.system,
    input: request.user,
    max_output_tokens: request.maxOutputTokens,
    // The answer is kept by us; the provider need not keep it for later calls.
    store: false,
    ...(mode === 'json_schema' && {
      text: { format: { type: 'json_schema', name, strict: true, schema: jsonSchemaOf(request.schema) } },
    }),
    ...(mode === 'json_object' && { text: { format: { type: 'json_object' } } }),
    ...(mode === 'tool' && {
      tools: [{ type: 'function', name, parameters: jsonSchemaOf(request.schema), strict: false }],
      tool_choice: { type: 'function', name },
    }),
    ...(streams && { stream: true }),
  }
}
