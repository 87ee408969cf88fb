/** Ways a model endpoint goes wrong, one per request, in the order they are scripted. */
import { z } from 'zod'

export const faultSchema = z.enum([
  'ok',
  /** Refused with an HTTP status: nothing is billed. */
  'status-429',
  'status-429-date',
  'status-500',
  'status-401',
  /** Strict schemas are refused, everything else works. */
  'no-schema',
  /** No answer at all; billed nothing, which the caller cannot know. */
  'hang',
  /** Billed in full, but the connection ends within the body. */
  'reset',
  /** Whole answers that are wrong, each billed. */
  'truncated-json',
  'fences',
  'whitespace',
  'refusal',
  'wrong-schema',
  'wrong-product',
  'invented-number',
  'unknown-citation',
])
export type Fault = z.output<typeof faultSchema>
