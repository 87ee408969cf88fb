/**
 * Starts a process: the API, workers, or both, over one App. Both doors close in order on the first SIGINT or
 * SIGTERM (docs/operations.md, "Stopping").
 */
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { createApp, type App } from '../app.ts'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import type { PreviewDeps } from '../content/preview/preview-copy.ts'
import { loadCopyPrompts } from '../content/prompts/prompt.ts'
import { createServer } from '../http/server.ts'
import { warnOfBudget } from '../telemetry.ts'
import { openServing } from './serving.ts'
import { closeInOrder, untilAborted } from './shutdown.ts'
import { startWorkersOf, type Workers } from '../../workers/start-workers.ts'

export type Role = 'all' | 'api' | 'worker'

export interface Running {
  readonly app: App
  /** Where the API listens; undefined for a worker process without PROBE_PORT. */
  readonly url: string | undefined
  /** Closes everything in order; safe to call once. */
  stop(): Promise<void>
}

/**
 * How far the heap of an API process grows before what is no longer used is collected. Left to itself V8 lets it grow
 * fourfold on a large machine: 1,016 MB resident instead of 730 under load, at the same speed (docs/evaluation/serving.md).
 */
const heapGrowthPercent = 60

/**
 * @throws AppError config.invalid when the role does not fit the database; whatever keeps a part from opening
 */
export async function startProcess(config: Config, role: Role): Promise<Running> {
  if (config.embedded && role !== 'all') {
    throw new AppError(
      'config.invalid',
      'The embedded database belongs to one process: start it with the role "all", or set DATABASE_URL=postgres://… to run api and worker apart.',
    )
  }
  if (role === 'api') setFlagsFromString(`--heap-growing-percent=${String(heapGrowthPercent)}`)
  const app = await createApp(config, role)
  const serving = openServing(app, role !== 'worker')
  let draining = false
  let workers: Workers | undefined
  try {
    if (role !== 'api') workers = await startWorkersOf(app, serving)
    const health = {
      isConsuming: () => workers?.consuming() ?? true,
      isDraining: () => draining,
      checkDatabase: () => app.checkDatabase(),
    }
    const server = await createServer(
      {
        ...app,
        ...serving,
        ...(app.telemetry.traces ? { tracer: app.telemetry.tracer } : {}),
        health,
        preview: await previewDeps(app),
      },
      { routes: role === 'worker' ? 'probes' : 'all' },
    )
    const port = role === 'worker' ? config.PROBE_PORT : config.PORT
    const url = port === undefined ? undefined : await listen(server, config.HOST, port)
    app.log.info({ url, database: app.database.dialect }, 'vitrine is ready')
    if (role !== 'worker') serving.warm()
    return {
      app,
      url,
      async stop() {
        draining = true
        // Readiness is false from here on; whoever balances load sees it before the listener closes.
        if (url !== undefined) await setTimeout(config.SHUTDOWN_DRAIN_MS)
        await closeInOrder(app.log, config.SHUTDOWN_TIMEOUT_MS, [
          ['server', () => server.close()],
          ['workers', async () => workers?.stop()],
          ['serving', async () => serving[Symbol.asyncDispose]()],
          ['app', async () => app[Symbol.asyncDispose]()],
        ])
      },
    }
  } catch (error) {
    await workers?.stop()
    await serving[Symbol.asyncDispose]()
    await app[Symbol.asyncDispose]()
    throw error
  }
}

/** What a preview needs, as the workers have it for jobs. */
async function previewDeps(app: App): Promise<PreviewDeps> {
  const { db, clock, chatModels, config } = app
  return {
    db,
    clock,
    chatModels,
    prompts: await loadCopyPrompts(),
    defaultWriter: config.COPY_WRITER,
    dailyLimitMicros: Math.round(config.COPY_DAILY_BUDGET_USD * 1_000_000),
    onWarning: warnOfBudget(app),
  }
}

/** Runs until `stopping` (from catchSignals) is aborted. */
export async function runUntilStopped(running: Running, stopping: AbortSignal): Promise<void> {
  await untilAborted(stopping)
  const signal: unknown = stopping.reason
  running.app.log.info({ signal }, 'stopping')
  await running.stop()
}

async function listen(
  server: Awaited<ReturnType<typeof createServer>>,
  host: string,
  port: number,
): Promise<string> {
  try {
    await server.listen({ host, port })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new AppError(
        'config.invalid',
        `Port ${String(port)} on ${host} is taken; set PORT to a free one.`,
        {
          cause: error,
        },
      )
    }
    throw error
  }
  const bound = server.addresses().find((address): address is AddressInfo => typeof address !== 'string')
  return `http://${host.includes(':') ? `[${host}]` : host}:${String(bound?.port ?? port)}`
}
