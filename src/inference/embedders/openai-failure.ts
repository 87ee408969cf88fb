/** The OpenAI client's errors as ours, decided by what a caller can do about them. */
import OpenAI from 'openai'
import { AppError } from '../../errors.ts'

/** An `AppError` passes through; what is not the client's stays what it is. */
export function translateOpenAiError(error: unknown): unknown {
  // The client parses the body of a success without a guard.
  if (error instanceof SyntaxError)
    return new AppError('inference.malformed', 'The model provider answered something that is no JSON.', {
      cause: error,
    })
  if (!(error instanceof OpenAI.APIError)) return error
  const cause = error
  if (error instanceof OpenAI.APIConnectionTimeoutError)
    return new AppError('inference.unavailable', 'The model provider took longer than the limit.', { cause })
  const status: unknown = error.status
  if (typeof status !== 'number')
    return new AppError('inference.unavailable', 'The model provider cannot be reached.', { cause })

  const wait = retryAfter(error.headers)
  const options = wait === undefined ? { cause } : { cause, retryAfterMs: wait }
  if (status === 429)
    return new AppError('inference.overloaded', 'The model provider limits our rate.', options)
  if (status >= 500 || status === 408 || status === 409)
    return new AppError('inference.unavailable', `The model provider answered ${String(status)}.`, options)
  const advice =
    status === 401 || status === 403 ? 'check the API key' : 'check the model name and its settings'
  return new AppError('inference.rejected', `The model provider answered ${String(status)}: ${advice}.`, {
    cause,
  })
}

/** Longer waits than an hour are mistakes of the server or meant for people. */
const longestWaitMs = 3_600_000

/** `retry-after-ms`, or `retry-after` in seconds; a date is ignored, since clocks differ. */
function retryAfter(headers: unknown): number | undefined {
  if (!(headers instanceof Headers)) return undefined
  const milliseconds = Number(headers.get('retry-after-ms') ?? NaN)
  const wait = Number.isFinite(milliseconds) ? milliseconds : Number(headers.get('retry-after') ?? NaN) * 1000
  return Number.isFinite(wait) && wait >= 0 ? Math.min(wait, longestWaitMs) : undefined
}
