/** Texts beside one another, each wrapped to its column; below one another where the terminal is too narrow for that. */
import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'
import { pad } from './table.ts'
import type { Terminal } from './terminal.ts'

export interface TextSection {
  readonly head: string
  /** They may hold styles and line breaks, and must hold no foreign text that was not made printable. */
  readonly paragraphs: readonly string[]
}

export interface TextColumn {
  readonly sections: readonly TextSection[]
  /** Share of the width, relative to the others. */
  readonly weight: number
}

const divider = ' │ '
/** Narrower text is tiring to read. */
const columnMin = 24

/** True when the columns find room beside one another. */
export function fitsBeside(terminal: Terminal, weights: readonly number[]): boolean {
  return Math.min(...columnWidths(terminal, weights)) >= columnMin
}

export function columns(terminal: Terminal, texts: readonly TextColumn[]): string {
  const weights = texts.map(({ weight }) => weight)
  if (!fitsBeside(terminal, weights)) {
    return texts.map((text) => block(terminal, text, terminal.width).join('\n')).join('\n\n')
  }
  const widths = columnWidths(terminal, weights)
  const blocks = texts.map((text, index) => block(terminal, text, widths[index] ?? columnMin))
  const height = Math.max(...blocks.map((lines) => lines.length))
  return Array.from({ length: height }, (_, row) =>
    blocks
      .map((lines, index) => pad(lines[row] ?? '', widths[index] ?? columnMin))
      .join(terminal.paint('dim', divider))
      .trimEnd(),
  ).join('\n')
}

function columnWidths(terminal: Terminal, weights: readonly number[]): number[] {
  const free = terminal.width - divider.length * (weights.length - 1)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => Math.floor((free * weight) / total))
}

function block(terminal: Terminal, { sections }: TextColumn, width: number): string[] {
  return sections.flatMap(({ head, paragraphs }, index) => [
    ...(index === 0 ? [] : ['']),
    terminal.paint('bold', head),
    terminal.paint('dim', '─'.repeat(Math.min(stringWidth(head), width))),
    ...paragraphs.flatMap((paragraph, place) => [...(place === 0 ? [] : ['']), ...wrap(paragraph, width)]),
  ])
}

/** Lines of at most `width` columns; words longer than that are cut. */
export function wrap(text: string, width: number): string[] {
  return wrapAnsi(text, width, { hard: true }).split('\n')
}
