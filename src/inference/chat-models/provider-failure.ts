/** Turns what provider clients throw into our errors, once for all drivers. */
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { AppError } from '../../errors.ts'
import { FeatureRefused, type AnswerMode, type EndpointProfile } from '../answer-mode.ts'
import { ChatUnanswered } from '../chat-model.ts'
import { retryAfterMs } from './retry-after.ts'

/** The parts that OpenAI's client, LangChain's wrappers and plain fetch errors have in common. */
const failureSchema = z.object({
  status: z.number().optional(),
  message: z.string().default('no message'),
  headers: z.unknown(),
  param: z.string().nullish(),
})

/** An error to throw. Statuses are answers, so nothing was billed; everything else left the outcome open. */
export function providerFailure(
  error: unknown,
  { provider, clock }: { readonly provider: string; readonly clock: Clock },
): Error {
  if (error instanceof AppError || error instanceof ChatUnanswered || error instanceof FeatureRefused)
    return error
  const parsed = failureSchema.safeParse(error)
  const status = parsed.success ? parsed.data.status : undefined
  if (!parsed.success || status === undefined) {
    return new ChatUnanswered(`${provider} gave no whole answer.`, { cause: error })
  }
  const wait = retryAfterMs(headerOf(parsed.data.headers, 'retry-after'), clock.now())
  const options = { cause: error, ...(wait !== undefined && { retryAfterMs: wait }) }
  if (status === 429)
    return new AppError('inference.overloaded', `${provider} limits our rate (HTTP 429).`, options)
  if (status >= 500 || status === 408 || status === 409) {
    return new AppError('inference.unavailable', `${provider} failed (HTTP ${String(status)}).`, options)
  }
  const reason = status === 401 || status === 403 ? 'check its key' : 'check the model name and the endpoint'
  return new AppError(
    'inference.rejected',
    `${provider} refuses the request (HTTP ${String(status)}); ${reason}.`,
    options,
  )
}

/** Words by which endpoints name the feature they lack; matched in the message and the parameter's name. */
const featureWords: Readonly<Record<AnswerMode, RegExp>> = {
  json_schema: /response_format|json_schema|structured|text\.format|strict/i,
  json_object: /response_format|json_object|text\.format/i,
  tool: /\btools?\b|tool_choice|function/i,
  delimited: /(?!)/,
}

/** What the endpoint refused, where it refused a feature of the profile rather than the request as a whole. */
export function refusedFeature(error: unknown, profile: EndpointProfile): FeatureRefused | undefined {
  const parsed = failureSchema.safeParse(error)
  const status = parsed.success ? parsed.data.status : undefined
  if (!parsed.success || status === undefined) return undefined
  const said = `${parsed.data.param ?? ''} ${parsed.data.message}`
  // A missing route is 404 as well as a missing model is; only the latter speaks of the model.
  const isMissing = status === 405 || status === 501 || (status === 404 && !/model/i.test(said))
  if (profile.api === 'responses' && isMissing) return new FeatureRefused('responses', { cause: error })
  if (status !== 400 && status !== 422 && status !== 501) return undefined
  if (profile.streams && /\bstream(ing|_options)?\b/i.test(said))
    return new FeatureRefused('stream', { cause: error })
  return featureWords[profile.mode].test(said)
    ? new FeatureRefused(profile.mode, { cause: error })
    : undefined
}

function headerOf(headers: unknown, name: string): string | null {
  if (headers instanceof Headers) return headers.get(name)
  const record = z.record(z.string(), z.unknown()).safeParse(headers)
  const value = record.success ? record.data[name] : undefined
  return typeof value === 'string' ? value : null
}
