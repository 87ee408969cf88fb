/** An import as the terminal shows it. */
import type { ApiSchemas } from '../../client/api-client.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'
import type { Import } from '../api/answers.ts'
import { printable } from '../terminal/printable.ts'
import type { ProgressState } from '../terminal/progress.ts'
import { bytes, count, counted, rate } from '../terminal/quantities.ts'
import { table } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

export type ImportError = ApiSchemas['ImportError']

/** `sinceMs`: since the first state was seen, in which `rowsBefore` rows were settled already. */
export function importProgress(
  { state, rowsSettled, bytesRead, byteLength, failed }: Import,
  sinceMs: number,
  rowsBefore: number,
): ProgressState {
  const perSecond = sinceMs > 500 ? (rowsSettled - rowsBefore) / (sinceMs / 1000) : 0
  const words = [
    `${bytes(bytesRead)} of ${bytes(byteLength)}`,
    counted(rowsSettled, 'row'),
    ...(perSecond > 0 ? [rate(perSecond, 'rows')] : []),
    ...(failed > 0 ? [`${count(failed)} with errors`] : []),
  ]
  return {
    phase: state === 'running' ? 'import' : state,
    done: bytesRead,
    total: byteLength,
    words: words.join(' · '),
  }
}

/** More rows would be read by nobody; a message that many share is counted instead. */
export const errorsShown = 10

/** `errors`: all that are kept, in the order of the file. */
export function describeImport(terminal: Terminal, done: Import, errors: readonly ImportError[]): string {
  const { paint } = terminal
  const headline = {
    done:
      done.created + done.updated + done.unchanged === 0
        ? paint('yellow', 'Nothing imported')
        : paint('green', 'Imported'),
    failed: paint('red', 'Failed'),
    cancelled: paint('yellow', 'Cancelled'),
    uploading: 'Uploading',
    queued: 'Queued',
    running: 'Running',
  }[done.state]
  const shown = errors.slice(0, errorsShown)
  const source = [
    printable(done.fileName ?? 'upload'),
    ...(done.format === 'auto' ? [] : [done.format]),
    counted(done.rowsSettled, 'row'),
  ].join(', ')
  const counts = [
    `${count(done.created)} new`,
    `${count(done.updated)} changed`,
    `${count(done.unchanged)} unchanged`,
    paint(done.failed > 0 ? 'red' : 'dim', `${count(done.failed)} with errors`),
  ]
  return [
    `${headline}: ${source} (${done.id})`,
    `Products: ${counts.join(' · ')}`,
    ...(done.failure === null ? [] : [paint('red', printable(done.failure))]),
    ...sharedErrors(done, errors),
    ...(shown.length === 0 ? [] : ['', errorTable(terminal, shown), ...moreErrors(done, errors)]),
  ].join('\n')
}

const sharedShown = 5

/** "2,465 × title is missing (first in row 1)": what several rows have in common, when the table cannot hold them all. */
function sharedErrors(done: Import, errors: readonly ImportError[]): string[] {
  if (errors.length <= errorsShown) return []
  const kinds = new Map<string, { readonly row: number; times: number }>()
  for (const { path, message, row } of errors) {
    const words = printable(`${path} ${message}`)
    const kind = kinds.get(words)
    if (kind === undefined) kinds.set(words, { row, times: 1 })
    else kind.times += 1
  }
  const shared = [...kinds].filter(([, { times }]) => times > 1).sort(([, a], [, b]) => b.times - a.times)
  if (shared.length === 0) return []
  const isCut = new Set(errors.map(({ row }) => row)).size < done.failed
  return [
    '',
    ...(isCut ? [`Among the first ${counted(errors.length, 'error')}:`] : []),
    ...shared
      .slice(0, sharedShown)
      .map(([words, { row, times }]) => `${count(times)} × ${words} (first in row ${count(row)})`),
  ]
}

function errorTable(terminal: Terminal, errors: readonly ImportError[]): string {
  return table(terminal, errors, [
    { head: 'Row', cell: ({ row }) => count(row), align: 'right' },
    { head: 'Product', cell: ({ externalId }) => externalId ?? '–', flexible: true },
    { head: 'Field', cell: ({ path }) => path, flexible: true },
    { head: 'What is wrong', cell: ({ message }) => message, flexible: true },
  ])
}

function moreErrors(done: Import, errors: readonly ImportError[]): string[] {
  if (errors.length <= errorsShown && done.failed <= errors.length) return []
  return [`These are the first; all of them: GET /v1/imports/${done.id}/errors`]
}

/** 0 when every row went in, 3 when some did not, 1 when the import itself did not end well. */
export function importExitCode({ state, failed }: Import): ExitCode {
  if (state === 'failed' || state === 'cancelled') return exitCodes.failed
  return state === 'done' && failed > 0 ? exitCodes.partlyFailed : exitCodes.ok
}
