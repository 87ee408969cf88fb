/** Turns rows that say "this job is due" into few hints: jobs of a kind travel together, as many as the kind allows. */
import type { Telemetry } from '../telemetry.ts'
import type { Hint, HintQueue } from './bullmq.ts'
import type { JobDefinition } from './job.ts'
import type { HintRow } from './job-queries.ts'

export interface HinterDeps {
  readonly queue: HintQueue
  readonly definitions: readonly Pick<JobDefinition<string, unknown>, 'kind' | 'lane' | 'jobsPerHint'>[]
  readonly telemetry: Pick<Telemetry, 'log' | 'metrics'>
}

export type Hinter = ReturnType<typeof createHinter>

export function createHinter({ queue, definitions, telemetry }: HinterDeps) {
  const byKind = new Map(definitions.map((definition) => [definition.kind, definition]))

  /** Best effort: a queue that is down is logged, and the workers' polling takes over. */
  async function send(hints: readonly Hint[]): Promise<boolean> {
    if (hints.length === 0) return true
    try {
      await queue.add(hints)
      return true
    } catch (error) {
      telemetry.metrics.hintsFailed.inc(hints.length)
      telemetry.log.warn({ err: error, hints: hints.length }, 'the queue takes no hints; workers will poll')
      return false
    }
  }

  return {
    hint: (rows: readonly HintRow[]) => send(groupHints(rows, byKind)),
    later(kind: string, ids: readonly string[], delayMs: number, number: number): void {
      const lane = byKind.get(kind)?.lane
      if (lane !== undefined) void send([{ lane, kind, ids, number, delayMs }])
    },
  }
}

/** @internal */
export function groupHints(
  rows: readonly HintRow[],
  byKind: ReadonlyMap<string, Pick<JobDefinition<string, unknown>, 'lane' | 'jobsPerHint'>>,
): Hint[] {
  const hints: Hint[] = []
  for (const [kind, definition] of byKind) {
    const due = rows.filter((row) => row.kind === kind)
    for (let at = 0; at < due.length; at += definition.jobsPerHint) {
      const together = due.slice(at, at + definition.jobsPerHint)
      const number = Math.max(...together.map((row) => row.hints))
      hints.push({ lane: definition.lane, kind, ids: together.map((row) => row.id), number })
    }
  }
  return hints
}
