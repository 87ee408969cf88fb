#!/usr/bin/env node
/** Entry of the `vitrine` command: parses the command line, runs one command, and turns its end into an exit status. */
import { readFileSync } from 'node:fs'
import { CommanderError, type Command } from 'commander'
import { z } from 'zod'
import { exitCodeOf, exitCodes, Interrupted } from './cli/exit-code.ts'
import { packageFile } from './cli/package-file.ts'
import { createProgram } from './cli/program.ts'
import { reportError } from './cli/report-error.ts'
import { createRun } from './cli/run.ts'
import { createTerminal } from './cli/terminal/terminal.ts'

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(packageFile('package.json'), 'utf8')))

// A reader that has seen enough (`vitrine search kettle | head`) closes the pipe; that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(exitCodes.ok)
})

try {
  await createProgram(version, (command: Command) => createRun(command.optsWithGlobals())).parseAsync()
} catch (error) {
  process.exitCode = endOf(error)
}

function endOf(error: unknown): number {
  // Commander has said what is wrong by then; asking for help or the version is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  const terminal = createTerminal({
    json: process.argv.includes('--json'),
    stdout: process.stdout,
    stderr: process.stderr,
  })
  if (error instanceof Interrupted) terminal.note(error.message)
  else reportError(terminal, error)
  return exitCodeOf(error)
}
