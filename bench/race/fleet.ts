/** The instances of the race: real processes that can be frozen (SIGSTOP), killed and started again on their port. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'

export interface InstanceCounts {
  readonly lapses: number
  readonly confirms: number
}

export interface Instance {
  readonly url: string
  /** Stops the process for a while, timers, sockets and all, as a paused machine would. */
  freeze(ms: number): Promise<void>
  /** kill -9, and a new process on the same port. */
  restart(): Promise<void>
  /** Since the start of the race, over all its processes. */
  counts(): Promise<InstanceCounts>
  stop(): Promise<void>
}

export async function startInstance(
  environment: Readonly<Record<string, string>>,
  broken: 'apply' | 'confirm' | undefined,
): Promise<Instance> {
  const settings = { ...environment, ...(broken === undefined ? {} : { BREAK: broken }) }
  let running = await start(settings)
  const { url } = running
  /** Of processes that are gone. */
  let past: InstanceCounts = { lapses: 0, confirms: 0 }
  const counts = async () => {
    const now = await scrape(url)
    return { lapses: past.lapses + now.lapses, confirms: past.confirms + now.confirms }
  }
  return {
    url,
    counts,
    async freeze(ms) {
      running.child.kill('SIGSTOP')
      await setTimeout(ms)
      running.child.kill('SIGCONT')
    },
    async restart() {
      past = await counts()
      await end(running.child, 'SIGKILL')
      running = await start({ ...settings, PORT: new URL(url).port })
    },
    async stop() {
      // A frozen process would never hear of its end.
      running.child.kill('SIGCONT')
      await end(running.child, 'SIGTERM')
    },
  }
}

async function start(
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const entry = join(import.meta.dirname, 'serve-instance.ts')
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), entry], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
  })
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'exit').then(() => {
    throw new Error('An instance ended before it was ready.')
  })
  ended.catch(() => undefined)
  const [line] = await Promise.race([once(lines, 'line'), ended])
  return { child, url: String(line) }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

/** Zeros when the process does not answer: its counts are lost, and nothing else. */
async function scrape(url: string): Promise<InstanceCounts> {
  const text = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(3_000) }).then(
    (answer) => answer.text(),
    () => '',
  )
  const read = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
  return { lapses: read('vitrine_change_lapses'), confirms: read('race_confirms') }
}
