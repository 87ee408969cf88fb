/** A process of one role without the command line before it; a failed start is told as the command line tells it. */
import type { Role } from '../../process/start.ts'
import { exitCodeOf } from '../exit-code.ts'
import { reportError } from '../report-error.ts'
import { createTerminal } from '../terminal/terminal.ts'
import { start } from './start.ts'

/** Resolves when the process has been stopped or could not start; sets the exit status. */
export async function startAlone(role: Role): Promise<void> {
  try {
    await start({ role })
  } catch (error) {
    reportError(createTerminal({ json: false, stdout: process.stdout, stderr: process.stderr }), error)
    process.exitCode = exitCodeOf(error)
  }
}
