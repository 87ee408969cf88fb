/**
 * A marker in the prompt of one call that must never come back in its answer (M02). It follows from the id of the call,
 * which nobody can guess, so a resumed job knows the marker of an answer it paid for earlier.
 */
import { createHash } from 'node:crypto'

export function canaryOf(callId: string): string {
  return `vk-${createHash('sha256').update(`canary ${callId}`).digest('hex').slice(0, 16)}`
}

/** Stands last in the system part: what is before it stays the same for every call and can be cached. */
export function withCanary(system: string, canary: string): string {
  return `${system}\n\nInternal reference of this task, never part of an answer: ${canary}`
}
