/**
 * How far something is: a bar drawn over itself on a terminal, a line now and then elsewhere (a log wants to know that
 * it goes on, not every step, and of a short job nothing at all).
 */
import { SingleBar } from 'cli-progress'
import type { Clock } from '../../clock.ts'
import type { Terminal } from './terminal.ts'

export interface ProgressState {
  /** What is being done: "embed". */
  readonly phase: string
  readonly done: number
  /** 0 or less: not known. */
  readonly total: number
  /** How much has been done, in words: "12,000 of 19,406 rows, 2,310 rows/s". */
  readonly words: string
}

export interface Progress {
  update(state: ProgressState): void
  /** Ends the drawing; what follows starts on a line of its own. */
  stop(): void
}

const lineEveryMs = 5_000
const silentMs = 2_000

export function startProgress(terminal: Terminal, clock: Clock): Progress {
  return terminal.isLive ? drawBar(terminal) : printLines(terminal, clock)
}

function drawBar(terminal: Terminal): Progress {
  const bar = new SingleBar({
    format: '{phase} {bar} {words}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 28,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    stream: terminal.stderr,
    fps: 8,
  })
  let running = false
  return {
    update({ phase, done, total, words }) {
      const payload = { phase: phase.padEnd(9), words }
      const full = Math.max(total, 1)
      const part = Math.min(Math.max(done, 0), full)
      if (!running) bar.start(full, part, payload)
      running = true
      bar.setTotal(full)
      bar.update(part, payload)
    },
    stop() {
      if (running) bar.stop()
      running = false
    },
  }
}

function printLines(terminal: Terminal, clock: Clock): Progress {
  let phase: string | undefined
  let nextMs = clock.monotonicMs() + silentMs
  return {
    update(state) {
      const now = clock.monotonicMs()
      const isDue = now >= nextMs || (phase !== undefined && phase !== state.phase)
      if (!isDue || state.words === '') return
      phase = state.phase
      nextMs = now + lineEveryMs
      terminal.note(`${state.phase}: ${state.words}`)
    },
    stop() {},
  }
}
