/** Ways a model endpoint goes wrong, one per request, in the order they are scripted. */
import { z } from 'zod'

export const faultSchema = z.enum([
  'ok',
  /** Refused with an HTTP status: nothing is billed. */
  'status-429',
  'status-429-date',
  'status-429-bare',
  'status-500',
  'status-401',
  /** What the request asks for (its answer mode, its interface, streaming) is refused by name. */
  'no-schema',
  /** No answer at all; billed nothing, which the caller cannot know. */
  'hang',
  /** Billed in full, but the connection ends within the body. */
  'reset',
  /** Blanks without end, for as long as somebody reads; billed by what was sent. */
  'runaway',
  /** Whole answers that are wrong, each billed. */
  'garbage',
  'truncated-json',
  'fences',
  'preamble',
  'whitespace',
  'refusal',
  'empty',
  'wrong-schema',
  'wrong-product',
  'invented-number',
  'unknown-citation',
  'half-cited',
  'prompt-echo',
])
export type Fault = z.output<typeof faultSchema>

/** What an endpoint may lack for good. */
export const lackSchema = z.enum(['responses', 'json_schema', 'json_object', 'tool', 'stream', 'batches'])
export type Lack = z.output<typeof lackSchema>
