/** What the exit status tells a script; docs/cli.md explains each to people. */
import { ApiProblem } from '../client/api-problem.ts'
import { AppError } from '../errors.ts'

export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  partlyFailed: 3,
  unavailable: 4,
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Thrown when a command has been told to stop; the message says what goes on without it. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof Interrupted) return exitCodes.interrupted
  if (error instanceof ApiProblem) return error.status === 503 ? exitCodes.unavailable : exitCodes.failed
  if (!(error instanceof AppError)) return exitCodes.failed
  if (error.code === 'cli.usage' || error.code === 'config.invalid') return exitCodes.usage
  return error.kind === 'unavailable' ? exitCodes.unavailable : exitCodes.failed
}
