/** Which failures mean that the database is away for now, and not that a statement is wrong. */
import { z } from 'zod'
import { AppError } from '../errors.ts'

/**
 * Sockets that do not open or that break (Node), and what PostgreSQL says while it starts, stops or is full: classes
 * 08 (connection) and 57P0x (operator), 53300 (too many connections). See PostgreSQL's appendix A.
 */
const OUTAGE_CODE =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08[0-9A-Z]{3}|57P0[1235]|53300)$/

/** pg and its pool give these failures no code. */
const OUTAGE_MESSAGE =
  /^(timeout exceeded when trying to connect|Connection terminated( unexpectedly| due to connection timeout)?|Client has encountered a connection error and is not queryable|The embedded database has stopped\.)$/

const RETRY_AFTER_MS = 2_000

const faultSchema = z.object({ message: z.string(), code: z.string().optional() })

/**
 * The failure as `database.unavailable`; undefined when it is something else.
 * @param advice what whoever reads it can do: a client of the API waits, an operator looks at the settings
 */
export function databaseOutage(
  error: unknown,
  advice = 'try again as Retry-After says',
): AppError | undefined {
  if (!isOutage(error)) return undefined
  return new AppError('database.unavailable', `The database does not answer; ${advice}.`, {
    cause: error,
    retryAfterMs: RETRY_AFTER_MS,
  })
}

function isOutage(error: unknown): boolean {
  const fault = faultSchema.safeParse(error)
  if (!fault.success || error instanceof AppError) return false
  const { code, message } = fault.data
  return code === undefined ? OUTAGE_MESSAGE.test(message) : OUTAGE_CODE.test(code)
}
