/** Turns what provider clients throw into our errors, once for all drivers. */
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { AppError } from '../../errors.ts'
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
  if (error instanceof AppError || error instanceof ChatUnanswered) return error
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

/** True when the endpoint refused strict schemas rather than the request as a whole. */
export function refusesSchema(error: unknown): boolean {
  const parsed = failureSchema.safeParse(error)
  if (!parsed.success || (parsed.data.status !== 400 && parsed.data.status !== 422)) return false
  return /response_format|json_schema|structured output/i.test(
    `${parsed.data.param ?? ''} ${parsed.data.message}`,
  )
}

function headerOf(headers: unknown, name: string): string | null {
  if (headers instanceof Headers) return headers.get(name)
  const record = z.record(z.string(), z.unknown()).safeParse(headers)
  const value = record.success ? record.data[name] : undefined
  return typeof value === 'string' ? value : null
}
