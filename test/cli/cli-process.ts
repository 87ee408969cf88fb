/** The built command as a process of its own, with an environment of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const entry = join(import.meta.dirname, '../../dist/src/cli.js')

export interface CliResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
}

export interface RunningCli {
  readonly process: ChildProcess
  readonly ended: Promise<CliResult>
  /** Waits until stderr holds the text. */
  said(text: string): Promise<void>
}

/** Runs to the end. */
export async function vitrine(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return (await startVitrine(args, options)).ended
}

/** Nothing of the surroundings gets in: no settings, no note of a running server, no terminal. */
export async function startVitrine(
  args: readonly string[],
  { env = {}, stdin = '' }: CliOptions = {},
): Promise<RunningCli> {
  if (!existsSync(entry)) throw new Error('Run "npm run build" first: these tests run the built command.')
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-cli-'))
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: directory,
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: directory,
      DATABASE_URL: `pglite://${directory}`,
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  child.stdin.end(stdin)
  const ended = new Promise<CliResult>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, ...output }))
  }).finally(() => rm(directory, { recursive: true, force: true }))
  return {
    process: child,
    ended,
    async said(text) {
      while (!output.stderr.includes(text)) {
        if (child.exitCode !== null) throw new Error(`It ended without saying "${text}": ${output.stderr}`)
        await sleep(20)
      }
    },
  }
}
