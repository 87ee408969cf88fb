/** What a request to either interface asks for. */
import { z } from 'zod'

export interface FakeRequest {
  readonly api: 'responses' | 'chat'
  readonly model: string
  readonly mode: 'json_schema' | 'json_object' | 'tool' | 'delimited'
  readonly system: string
  readonly prompt: string
  readonly maxOutputTokens: number
  readonly streams: boolean
}

const toolsSchema = z.array(z.unknown()).optional()

const chatSchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  max_completion_tokens: z.number().optional(),
  max_tokens: z.number().optional(),
  response_format: z.object({ type: z.string() }).optional(),
  tools: toolsSchema,
  stream: z.boolean().default(false),
})

const responsesSchema = z.object({
  model: z.string(),
  instructions: z.string(),
  input: z.string(),
  max_output_tokens: z.number(),
  text: z.object({ format: z.object({ type: z.string() }) }).optional(),
  tools: toolsSchema,
  stream: z.boolean().default(false),
})

export function readRequest(api: FakeRequest['api'], body: unknown): FakeRequest {
  if (api === 'responses') {
    const { model, instructions, input, text, tools, stream, max_output_tokens } = responsesSchema.parse(body)
    const mode = modeOf(text?.format.type, tools)
    return {
      api,
      model,
      mode,
      system: instructions,
      prompt: input,
      maxOutputTokens: max_output_tokens,
      streams: stream,
    }
  }
  const { model, messages, response_format, tools, stream, ...limits } = chatSchema.parse(body)
  const said = (role: string) =>
    messages.flatMap((message) => (message.role === role ? message.content : [])).join('\n')
  return {
    api,
    model,
    mode: modeOf(response_format?.type, tools),
    system: said('system'),
    prompt: said('user'),
    maxOutputTokens: limits.max_completion_tokens ?? limits.max_tokens ?? Number.MAX_SAFE_INTEGER,
    streams: stream,
  }
}

function modeOf(format: string | undefined, tools: readonly unknown[] | undefined): FakeRequest['mode'] {
  if (tools !== undefined && tools.length > 0) return 'tool'
  return format === 'json_schema' || format === 'json_object' ? format : 'delimited'
}
