/** Evaluates a session model on plain files, right here: no server, no database, no network. */
import { baselineNames } from '../../recommendations/evaluation/baselines/baselines.ts'
import { evaluateModel, type EvaluationPhase } from '../../recommendations/evaluation/evaluate-model.ts'
import { readEvaluationData } from '../../recommendations/evaluation/files/read-data.ts'
import { describeMachine, threadsFor } from '../../recommendations/evaluation/machine.ts'
import type { EvaluationReport } from '../../recommendations/evaluation/report/evaluation-report.ts'
import { Interrupted } from '../exit-code.ts'
import type { Run } from '../run.ts'
import { startProgress } from '../terminal/progress.ts'
import { counted, percent } from '../terminal/quantities.ts'

export interface EvaluateFilesOptions {
  readonly train: string
  readonly test: string
  /** k */
  readonly cut: number
  readonly seed: number
  /** Time the tuner may take, seconds. */
  readonly budgetSeconds: number
}

const phaseWords: Record<EvaluationPhase, string> = {
  tune: 'learning settings on the tail of the training data',
  score: 'asking every method every case',
  compare: 'drawing a thousand samples for the intervals',
}

/** @throws AppError recommendations.data-unreadable; Interrupted */
export async function evaluateFiles(run: Run, options: EvaluateFilesOptions): Promise<EvaluationReport> {
  const signal = run.interrupted()
  const progress = startProgress(run.terminal, run.clock)
  const machine = describeMachine()
  const startMs = run.clock.monotonicMs()
  try {
    const { log, cases, train, test } = await readEvaluationData(options.train, options.test, {
      signal,
      onLines: ({ file, lines }) => {
        progress.update({ phase: 'read', done: 0, total: 0, words: `${counted(lines, 'line')} of ${file}` })
      },
    })
    const readSeconds = (run.clock.monotonicMs() - startMs) / 1_000
    return await evaluateModel(
      {
        ...{ log, cases, machine, readSeconds, cut: options.cut, seed: options.seed },
        source: { kind: 'files', train, test },
        baselines: baselineNames,
        budgetMs: options.budgetSeconds * 1_000,
        threads: threadsFor(machine),
      },
      {
        clock: run.clock,
        signal,
        onProgress: ({ phase, share }) => {
          const words = `${percent(share)}, ${phaseWords[phase]}`
          progress.update({ phase, done: Math.round(share * 1_000), total: 1_000, words })
        },
      },
    )
  } catch (error) {
    if (signal.aborted) throw new Interrupted('The evaluation was stopped; nothing was written.')
    throw error
  } finally {
    progress.stop()
  }
}
