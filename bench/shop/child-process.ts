/** A process of the bench's own, in TypeScript, that says in its first line of output what to know of it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface BenchProcess extends AsyncDisposable {
  /** First line it printed. */
  readonly line: string
  readonly pid: number
  /** kill -9, as a crash would. */
  kill(): Promise<void>
}

export async function startChild(
  entry: string,
  environment: Readonly<Record<string, string>>,
): Promise<BenchProcess> {
  const child = spawn(process.execPath, [...process.execArgv, entry], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  const exited = once(child, 'exit')
  const line = await Promise.race([firstLine(child), exited.then(() => undefined)])
  if (line === undefined) throw new Error(`${entry} ended before it was ready.`)
  const stop = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await exited
  }
  return {
    line,
    pid: child.pid ?? 0,
    kill: () => stop('SIGKILL'),
    [Symbol.asyncDispose]: () => stop('SIGTERM'),
  }
}

/** What comes after it is shown: a child logs what went wrong. */
function firstLine({ stdout }: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (stdout === null) {
      resolve(undefined)
      return
    }
    createInterface({ input: stdout })
      .once('line', (line) => {
        resolve(line)
        stdout.pipe(process.stderr)
      })
      .once('close', () => resolve(undefined))
  })
}
