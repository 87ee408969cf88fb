/** A copy job as the terminal shows it. */
import { exitCodes, type ExitCode } from '../exit-code.ts'
import type { CopyJob } from '../api/answers.ts'
import { printable } from '../terminal/printable.ts'
import type { ProgressState } from '../terminal/progress.ts'
import { count, counted, rate } from '../terminal/quantities.ts'
import type { Terminal } from '../terminal/terminal.ts'

export function copyProgress({ state, counts }: CopyJob, sinceMs: number): ProgressState {
  const done = counts.ready + counts.needsReview + counts.failed + counts.cancelled
  const words = [
    `${count(done)} of ${counted(counts.total, 'product')}`,
    ...(sinceMs > 1_000 && done > 0 ? [rate(done / (sinceMs / 1000), 'products')] : []),
    ...(counts.failed > 0 ? [`${count(counts.failed)} failed`] : []),
  ]
  return { phase: state === 'running' ? 'write' : state, done, total: counts.total, words: words.join(' · ') }
}

export function describeCopyJob(terminal: Terminal, { id, state, counts, failures, cost }: CopyJob): string {
  const { paint } = terminal
  const headline = {
    done: paint('green', 'Written'),
    failed: paint('red', 'Failed'),
    cancelled: paint('yellow', 'Cancelled'),
    paused: paint('yellow', 'Paused'),
  }
  const head = Object.entries(headline).find(([name]) => name === state)?.[1] ?? state
  const { budget, provider, check } = counts.fallbacks
  const parts = [
    `${count(counts.ready)} ready`,
    ...(counts.needsReview > 0 ? [paint('yellow', `${count(counts.needsReview)} to review`)] : []),
    ...(counts.failed > 0 ? [paint('red', `${count(counts.failed)} failed`)] : []),
    ...(counts.cancelled > 0 ? [`${count(counts.cancelled)} cancelled`] : []),
    ...(counts.reused > 0 ? [`${count(counts.reused)} unchanged, kept`] : []),
    ...(budget + provider + check > 0
      ? [`${count(budget + provider + check)} by the embedded writer instead`]
      : []),
    ...(cost.settledMicros > 0 ? [`$${(cost.settledMicros / 1_000_000).toFixed(4)}`] : []),
  ]
  return [
    `${head}: ${parts.join(' · ')} (${id})`,
    ...failures
      .slice(0, 5)
      .map(({ code, detail, count: times }) => printable(`  ${count(times)} × ${detail} [${code}]`)),
  ].join('\n')
}

/** 0 when every product has its copy, 3 when some have not, 1 when none has. */
export function copyExitCode({ state, counts }: CopyJob): ExitCode {
  if (state === 'failed' || state === 'cancelled') return exitCodes.failed
  return counts.failed > 0 ? exitCodes.partlyFailed : exitCodes.ok
}
