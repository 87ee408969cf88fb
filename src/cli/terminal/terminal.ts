/**
 * Two channels: results go to stdout, as text or with --json as one JSON document; everything a person may want to know
 * meanwhile goes to stderr. Colours only where the stream is a terminal that wants them (NO_COLOR, TERM=dumb).
 */
import { inspect } from 'node:util'
import type { WriteStream } from 'node:tty'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'
export type Paint = (style: Style, text: string) => string

export interface Terminal {
  readonly json: boolean
  /** Columns to lay text out in; bounded, because very long lines read badly. */
  readonly width: number
  /** Styles text for stdout. */
  readonly paint: Paint
  /** Styles text for stderr. */
  readonly paintNote: Paint
  /** True when progress may be drawn over itself on stderr. */
  readonly isLive: boolean
  readonly stderr: NodeJS.WriteStream
  /** The result: `value` as JSON, or what `render` makes of it for people. */
  show(value: unknown, render: () => string): void
  /** A line beside the result. */
  note(text: string): void
}

export interface TerminalOptions {
  readonly json: boolean
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

const widthDefault = 100
const widthMin = 40
const widthMax = 140

export function createTerminal({ json, stdout, stderr }: TerminalOptions): Terminal {
  leaveQuietlyWhenNobodyReads(stdout)
  return {
    json,
    width: Math.min(Math.max(columnsOf(stdout), widthMin), widthMax),
    paint: painter(stdout),
    paintNote: painter(stderr),
    isLive: stderr.isTTY,
    stderr,
    show(value, render) {
      stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${render()}\n`)
    },
    note(text) {
      stderr.write(`${text}\n`)
    },
  }
}

function columnsOf(stream: WriteStream): number {
  return stream.isTTY && stream.columns > 0 ? stream.columns : widthDefault
}

function painter(stream: WriteStream): Paint {
  const coloured = stream.isTTY && stream.hasColors()
  return (style, text) => {
    const codes = inspect.colors[style]
    if (!coloured || codes === undefined || text === '') return text
    return `\u001b[${codes[0]}m${text}\u001b[${codes[1]}m`
  }
}

/** "vitrine export jsonl | head" closes our stdout; that is no failure. */
function leaveQuietlyWhenNobodyReads(stdout: NodeJS.WriteStream): void {
  stdout.on('error', (error: Error) => {
    if ('code' in error && error.code === 'EPIPE') process.exit(0)
    throw error
  })
}
