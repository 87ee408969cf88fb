/** Re-indexes as the terminal shows them. */
import type { Reindex } from '../api/answers.ts'
import { printable } from '../terminal/printable.ts'
import type { ProgressState } from '../terminal/progress.ts'
import { count, counted, percent, rate } from '../terminal/quantities.ts'
import { table } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

export function reindexProgress({ state, progress }: Reindex): ProgressState {
  if (progress === null) return { phase: state === 'leased' ? 'start' : state, done: 0, total: 0, words: '' }
  const { phase, done, total, rate: perSecond } = progress
  const words = [
    `${count(done)} of ${counted(total, 'product')}`,
    ...(perSecond === null ? [] : [rate(perSecond, 'products')]),
  ]
  return { phase, done, total, words: words.join(' · ') }
}

export function describeReindex(
  terminal: Terminal,
  { id, state, spec, model, result, error }: Reindex,
): string {
  const { paint } = terminal
  if (state === 'cancelled') return `${paint('yellow', 'Cancelled')}: ${id}; the live vectors stay.`
  if (state === 'failed' || state === 'dead') {
    return `${paint('red', 'Failed')}: ${printable(error?.detail ?? 'no reason was given')} (${id}); the live vectors stay.`
  }
  if (result === null) return `${state}: ${id}`
  if (!result.changed) return `Nothing to do: the vectors of ${spec} are current.`
  const gate = result.gate
  return [
    `${paint('green', 'Live')}: ${printable(model ?? spec)}, ${counted(result.embedded, 'product')} embedded (${id})`,
    ...(gate === null
      ? []
      : [`Gate: coverage ${percent(gate.coverage)}, recall@10 ${gate.recallAt10.toFixed(3)}`]),
  ].join('\n')
}

export function describeReindexes(terminal: Terminal, reindexes: readonly Reindex[]): string {
  if (reindexes.length === 0) return 'No re-index has run yet.'
  return table(terminal, reindexes, [
    { head: 'Re-index', cell: ({ id }) => id },
    { head: 'Started', cell: ({ createdAt }) => createdAt.slice(0, 16).replace('T', ' ') },
    { head: 'Model', cell: ({ model, spec }) => model ?? spec, flexible: true },
    { head: 'State', cell: ({ state }) => (state === 'leased' ? 'running' : state) },
    { head: 'Progress', cell: progressWords },
  ])
}

function progressWords({ state, progress, result, error }: Reindex): string {
  if (error !== null && state !== 'done') return error.code
  if (result !== null) return result.changed ? `${count(result.embedded)} embedded` : 'nothing to do'
  return progress === null ? '' : `${progress.phase}, ${count(progress.done)} of ${count(progress.total)}`
}
