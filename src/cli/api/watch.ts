/**
 * Following a job by its server-sent events. A broken stream is taken up again, because each one begins with the present
 * state; only a server that stays away ends the watching.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { ApiProblem } from '../../client/api-problem.ts'
import { AppError } from '../../errors.ts'
import type { Api } from './api.ts'

export interface Watching<T> {
  readonly interrupted: AbortSignal
  /** Called with every state, the last one included. */
  readonly onProgress: (state: T) => void
}

/** Tries in a row without an event until the server counts as gone: about half a minute. */
const fruitlessTriesMax = 8
const pauseMsMax = 5_000

/**
 * Follows `${path}/events` and returns the last state.
 * @returns undefined when interrupted
 * @throws AppError cli.server-unreachable, ApiProblem
 */
export async function watch<S extends z.ZodType>(
  api: Api,
  path: string,
  schema: S,
  { interrupted, onProgress }: Watching<z.output<S>>,
): Promise<z.output<S> | undefined> {
  for (let tries = 0; ; tries += 1) {
    try {
      for await (const { name, data } of api.events(`${path}/events`)) {
        tries = 0
        const state = schema.parse(data)
        onProgress(state)
        if (name !== 'progress') return state
      }
    } catch (error) {
      if (interrupted.aborted) return undefined
      if (isFinal(error) || tries >= fruitlessTriesMax) throw error
    }
    if (interrupted.aborted) return undefined
    if (tries >= fruitlessTriesMax) {
      throw new AppError('cli.server-unreachable', `${api.url} keeps ending the stream of ${path}.`)
    }
    await pause(Math.min(250 * 2 ** tries, pauseMsMax), interrupted)
  }
}

/** A refusal stays one, except that a busy or restarting server asks to come back; an answer we cannot read stays so. */
function isFinal(error: unknown): boolean {
  if (error instanceof ApiProblem) return error.status !== 503 && error.status !== 429
  return !(error instanceof TypeError) && !(error instanceof AppError)
}

async function pause(ms: number, interrupted: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: interrupted }).catch(() => undefined)
}
