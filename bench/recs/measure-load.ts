/** Runs the load process against one address. */
import { join } from 'node:path'
import { z } from 'zod'
import { startChild } from '../shop/child-process.ts'

export interface LoadOptions {
  readonly target: string
  readonly key: string
  /** File of bodies, one a line. */
  readonly requests: string
  readonly first: number
  readonly connections: number
  readonly warmUpMs: number
  readonly durationMs: number
  /** The load process sleeps between answers instead of polling. */
  readonly sleeps: boolean
}

const loadSchema = z.object({
  perSecond: z.number(),
  p50Ms: z.number(),
  p90Ms: z.number(),
  p99Ms: z.number(),
  requests: z.number(),
  failed: z.number(),
  meanBytes: z.number(),
  next: z.number(),
})
export type Load = z.output<typeof loadSchema>

export async function measureLoad(options: LoadOptions): Promise<Load> {
  await using child = await startChild(join(import.meta.dirname, 'load-child.ts'), {
    TARGET: options.target,
    KEY: options.key,
    REQUESTS: options.requests,
    FIRST: String(options.first),
    CONNECTIONS: String(options.connections),
    WARM_UP_MS: String(options.warmUpMs),
    DURATION_MS: String(options.durationMs),
    SLEEPS: options.sleeps ? '1' : '',
  })
  return loadSchema.parse(JSON.parse(child.line))
}
