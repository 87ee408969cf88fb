/** A table without frames: heads, cells, and one column that gives way when the terminal is narrow. */
import stringWidth from 'string-width'
import { printable } from './printable.ts'
import type { Terminal } from './terminal.ts'

export interface Column<T> {
  readonly head: string
  readonly cell: (row: T) => string
  readonly align?: 'left' | 'right'
  /** Shrinks first, down to `widthMin`, so that the line fits. */
  readonly flexible?: true
}

const gap = '  '
const flexibleMin = 12

export function table<T>(terminal: Terminal, rows: readonly T[], columns: readonly Column<T>[]): string {
  const cells = rows.map((row) => columns.map(({ cell }) => printable(cell(row))))
  const widths = fit(
    columns,
    columns.map(({ head }, index) =>
      Math.max(stringWidth(head), ...cells.map((row) => stringWidth(row[index] ?? ''))),
    ),
    terminal.width,
  )
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => pad(shorten(text, widths[index] ?? 0), widths[index] ?? 0, columns[index]?.align))
      .join(gap)
      .trimEnd()
  const heads = terminal.paint('dim', line(columns.map(({ head }) => head)))
  return [heads, ...cells.map(line)].join('\n')
}

function fit<T>(columns: readonly Column<T>[], wanted: readonly number[], width: number): number[] {
  const flexible = columns.filter(({ flexible: gives }) => gives === true).length
  const total = wanted.reduce((sum, each) => sum + each, gap.length * (columns.length - 1))
  if (total <= width || flexible === 0) return [...wanted]
  let excess = total - width
  const result = [...wanted]
  // The widest flexible column gives one character at a time, so that several of them end up alike.
  while (excess > 0) {
    const widest = columns.reduce<number | undefined>((best, { flexible: gives }, index) => {
      const own = result[index] ?? 0
      if (gives !== true || own <= flexibleMin) return best
      return best === undefined || own > (result[best] ?? 0) ? index : best
    }, undefined)
    if (widest === undefined) break
    result[widest] = (result[widest] ?? 0) - 1
    excess -= 1
  }
  return result
}

/** Cuts at graphemes, so that no character is torn; the ellipsis says that there was more. */
export function shorten(text: string, width: number): string {
  if (stringWidth(text) <= width) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(kept + segment) > width - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(width - stringWidth(text), 0))
  return align === 'left' ? text + blanks : blanks + text
}
