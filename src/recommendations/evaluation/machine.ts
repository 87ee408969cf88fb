/** What an evaluation ran on: times mean little without it. */
import { availableParallelism, cpus, totalmem } from 'node:os'
import type { Machine } from './report/evaluation-report.ts'

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1e8) / 10,
    node: process.version,
  }
}

/** Two threads are faster than one, and leave the rest of the machine to others. */
export function threadsFor({ cores }: Machine): number {
  return Math.min(2, cores)
}
