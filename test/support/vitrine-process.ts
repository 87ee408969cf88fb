/** The built product as real processes, for tests and benches that kill, stop and measure it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'

export interface VitrineProcess {
  readonly pid: number
  /** Where it listens; undefined for a worker without PROBE_PORT. */
  readonly url: string | undefined
  /** Everything it has logged and printed so far. */
  readonly output: () => string
  /** Sends the signal and resolves with the exit code, or null after a kill. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface VitrineOptions {
  readonly role: 'all' | 'api' | 'worker'
  readonly environment: Readonly<Record<string, string>>
  /** How long it may take to be ready. */
  readonly readyMs?: number
}

const ready = z.object({ msg: z.literal('vitrine is ready'), url: z.string().optional() })

/** Starts `vitrine start --role …` from the build; resolves when it logs that it is ready. */
export async function startVitrine({
  role,
  environment,
  readyMs = 60_000,
}: VitrineOptions): Promise<VitrineProcess> {
  const child = spawn(process.execPath, ['dist/src/cli.js', 'start', '--role', role], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      LOG_LEVEL: 'info',
      PORT: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const url = await new Promise<string | undefined>((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL')
      reject(new Error(`${why}:\n${lines.slice(-30).join('\n')}`))
    }
    const timeout = setTimeout(() => {
      fail(`The ${role} process was not ready within ${String(readyMs)} ms`)
    }, readyMs)
    child.once('exit', (code) => {
      clearTimeout(timeout)
      fail(`The ${role} process ended with ${String(code)} before it was ready`)
    })
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        const parsed = ready.safeParse(parseJson(line))
        if (!parsed.success) return
        clearTimeout(timeout)
        resolve(parsed.data.url)
      })
    }
  })
  child.removeAllListeners('exit')
  return {
    pid: child.pid ?? 0,
    url,
    output: () => lines.join('\n'),
    stop: (signal = 'SIGTERM') => end(child, signal),
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
  return child.exitCode
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
