/** What went wrong, in one line on stderr and one more for each wrong field; with --json as one JSON object. */
import { ApiProblem } from '../client/api-problem.ts'
import { AppError, type FieldError } from '../errors.ts'
import { printable } from './terminal/printable.ts'
import type { Terminal } from './terminal/terminal.ts'

interface Report {
  readonly code: string
  readonly detail: string
  readonly errors: readonly FieldError[]
  readonly requestId?: string
}

const fieldsShown = 10

export function reportError(terminal: Terminal, error: unknown): void {
  const report = describe(error)
  if (terminal.json) {
    terminal.note(JSON.stringify({ error: report }))
    return
  }
  const quoted =
    report.requestId === undefined || report.code !== 'internal' ? '' : ` (request ${report.requestId})`
  terminal.note(
    `${terminal.paintNote('red', 'Error:')} ${printable(report.detail)} ${terminal.paintNote('dim', `[${report.code}]`)}${quoted}`,
  )
  // A single complaint usually is the detail already.
  const fields = report.errors.filter(({ path, message }) => report.detail !== `${path}: ${message}`)
  for (const { path, message } of fields.slice(0, fieldsShown)) {
    terminal.note(`  ${printable(path)}: ${printable(message)}`)
  }
  const hidden = fields.length - fieldsShown
  if (hidden > 0) terminal.note(`  … and ${hidden} more`)
}

function describe(error: unknown): Report {
  if (error instanceof ApiProblem) {
    const { code, requestId, errors } = error
    return { code, detail: error.message, errors, ...(requestId === '' ? {} : { requestId }) }
  }
  // The client wraps what our own fetch has told more precisely.
  if (error instanceof AppError && error.cause instanceof AppError) return describe(error.cause)
  if (error instanceof AppError) return { code: error.code, detail: error.message, errors: error.errors }
  return { code: 'internal', detail: error instanceof Error ? error.message : String(error), errors: [] }
}
