/** The state of a job as those who asked for its work are told. */
import { z } from 'zod'
import type { Json } from '../database/schema.ts'

export const runStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type RunState = (typeof runStates)[number]

const told: Readonly<Record<string, RunState>> = {
  queued: 'queued',
  paused: 'queued',
  leased: 'running',
  done: 'done',
  cancelled: 'cancelled',
}

/** @param state of the row: failed and dead are both a failure */
export function runStateOf(state: string): RunState {
  return told[state] ?? 'failed'
}

const failureSchema = z.object({ code: z.string(), detail: z.string() })
export const runFailureSchema = failureSchema.nullable()

/** Why it failed; null for what did not, though an attempt before may have. */
export function runFailureOf(state: RunState, error: Json): z.output<typeof runFailureSchema> {
  return state === 'failed' ? (failureSchema.safeParse(error).data ?? null) : null
}
