/** The typed client of the API as the command line uses it: Ctrl-C ends its calls, and none of them waits for ever. */
import { createApiClient, type ApiClient } from '../../client/api-client.ts'
import { AppError } from '../../errors.ts'
import type { Connection } from '../connection.ts'

export interface Api extends ApiClient {
  readonly url: string
}

export interface ApiOptions {
  readonly interrupted: AbortSignal
  /** Sees every answer, for headers that the client does not pass on. */
  readonly onResponse?: ((response: Response) => void) | undefined
}

/** How long the head of an answer may take; bodies stream as long as they stream. */
const answerMsMax = 60_000

export function createApi({ url, key }: Connection, { interrupted, onResponse }: ApiOptions): Api {
  const client = createApiClient({
    url,
    key: key.reveal(),
    async fetch(input, init) {
      const late = new AbortController()
      const timer = isUpload(input) ? undefined : setTimeout(() => late.abort(), answerMsMax)
      try {
        const response = await fetch(input, { ...init, signal: AbortSignal.any([interrupted, late.signal]) })
        onResponse?.(response)
        return response
      } catch (error) {
        if (interrupted.aborted || !(error instanceof Error)) throw error
        throw unreachable(url, late.signal.aborted ? 'took too long' : causeOf(error), error)
      } finally {
        clearTimeout(timer)
      }
    },
  })
  return { ...client, url }
}

/** An upload is answered when all of it has arrived, however long that takes. */
function isUpload(input: Parameters<typeof fetch>[0]): boolean {
  return input instanceof Request && input.headers.get('content-type') === 'application/octet-stream'
}

/** The answer of a call. Refusals have been thrown by then, so one without data is no answer of ours. */
export async function answer<T>(
  call: Promise<{ readonly data?: T; readonly response: Response }>,
): Promise<T> {
  const { data, response } = await call
  if (data !== undefined) return data
  throw new AppError('cli.server-unreachable', `${response.url} answered nothing. Is it a Vitrine server?`)
}

/** Reads a streamed body; a connection that breaks in the middle is told as such. */
export async function* unbroken(url: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw unreachable(url, `broke off, ${causeOf(error)}`, error)
  }
}

function unreachable(url: string, reason: string, cause: Error): AppError {
  return new AppError(
    'cli.server-unreachable',
    `No Vitrine server answers at ${url} (${reason}). Start one with "vitrine start" (or "npm start"), ` +
      'or name another with --url or VITRINE_URL.',
    { cause },
  )
}

/** `fetch` rejects with a bare TypeError whatever happened; the reason is in its cause. */
function causeOf({ cause, message }: Error): string {
  if (!(cause instanceof Error)) return message
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
}
