/** The texts of one channel, and under each what its meters read. */
import type { ApiSchemas } from '../../client/api-client.ts'
import { wrap } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import { counted } from '../terminal/quantities.ts'
import type { Terminal } from '../terminal/terminal.ts'

type Compiled = ApiSchemas['CompiledChannel']
type Reading = Compiled['readings'][number]

const indent = '  '

export function describeChannel(terminal: Terminal, compiled: Compiled): string {
  const { paint } = terminal
  const { channel, verdict, dropped, fields, findings } = compiled
  const state = verdict === 'pass' ? paint('green', 'passes') : paint('red', 'refused')
  const left = dropped.length === 0 ? '' : paint('dim', ` · ${counted(dropped.length, 'fact')} left out`)
  const texts = Object.keys(fields).flatMap((name) => describeField(terminal, compiled, name))
  const complaints = findings.map(({ severity, path, code, fix }) =>
    paint(severity === 'block' ? 'red' : 'yellow', printable(`${indent}${path}: ${code}, ${fix}`)),
  )
  return [`${paint('bold', channel)} · ${state}${left}`, ...texts, ...complaints].join('\n')
}

function describeField(terminal: Terminal, { fields, readings }: Compiled, name: string): string[] {
  const own = readings.filter(({ field, kind }) => field === name && kind !== 'visible')
  const isList = own.some(({ item, meter }) => item !== null || meter === 'items') && name !== 'body'
  const texts = (fields[name] ?? []).map(({ text }) => printable(text))
  const lines = isList
    ? texts.flatMap((text, index) => [
        ...wrap(`· ${text}`, terminal.width - 4).map((line) => `${indent}${indent}${line}`),
        ...readingLine(
          terminal,
          own.filter(({ item }) => item === index),
        ),
      ])
    : wrap(texts.join(' '), terminal.width - 4).map((line) => `${indent}${indent}${line}`)
  const whole = isList ? own.filter(({ item }) => item === null) : highest(own)
  return [`${indent}${terminal.paint('cyan', name)}`, ...lines, ...readingLine(terminal, whole)]
}

function readingLine(terminal: Terminal, readings: readonly Reading[]): string[] {
  if (readings.length === 0) return []
  const words = readings.map(
    ({ value, max, unit, kind }) =>
      `${String(value)} of ${String(max)} ${unit}${kind === 'plan' ? ' planned' : ''}`,
  )
  return [terminal.paint('dim', `${indent}${indent}${words.join(', ')}`)]
}

/** Of the lines of a text only the fullest. */
function highest(readings: readonly Reading[]): Reading[] {
  const byLimit = new Map<string, Reading>()
  for (const reading of readings) {
    const key = `${reading.kind} ${reading.unit} ${String(reading.max)}`
    if ((byLimit.get(key)?.value ?? -1) < reading.value) byLimit.set(key, reading)
  }
  return [...byLimit.values()]
}
