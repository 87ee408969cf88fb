/**
 * Rows of named cells to CSV or TSV text. The header is decided from the rows of a first window; cells that turn up
 * later without a column go into the overflow column as JSON, so that memory stays bounded and nothing is lost.
 */
import { stringify } from 'csv-stringify/sync'
import { escapeFormula, overflowColumn } from './table-cell.ts'

export type Cells = ReadonlyMap<string, string>

/** Rows looked at before the header is written; about 10 MB of ordinary products. */
const windowRows = 2_000
/** Columns beyond the format's own. Icecat would need some 2,500 of them, most for one product in a thousand. */
const maxMoreColumns = 400

export async function* writeTable(
  rows: AsyncIterable<Cells>,
  options: { readonly columns: readonly string[]; readonly delimiter: ',' | '\t' },
): AsyncGenerator<Uint8Array> {
  const iterator = rows[Symbol.asyncIterator]()
  const window: Cells[] = []
  const columns = new Set(options.columns)
  let atEnd = false
  try {
    while (window.length < windowRows && !atEnd) {
      const next = await iterator.next()
      if (next.done === true) atEnd = true
      else window.push(next.value)
    }
    const more = moreColumns(window, columns)
    for (const name of more.slice(0, maxMoreColumns)) columns.add(name)
    if (!atEnd || more.length > maxMoreColumns) columns.add(overflowColumn)
    const header = [...columns]
    yield encode(
      [header.map(escapeFormula), ...window.map((cells) => line(cells, header))],
      options.delimiter,
    )
    while (!atEnd) {
      const lines: string[][] = []
      while (lines.length < 200 && !atEnd) {
        const next = await iterator.next()
        if (next.done === true) atEnd = true
        else lines.push(line(next.value, header))
      }
      if (lines.length > 0) yield encode(lines, options.delimiter)
    }
  } finally {
    await iterator.return?.()
  }
}

/** Columns the format does not have itself, the most used first. */
function moreColumns(window: readonly Cells[], columns: ReadonlySet<string>): string[] {
  const uses = new Map<string, number>()
  for (const cells of window) {
    for (const name of cells.keys()) if (!columns.has(name)) uses.set(name, (uses.get(name) ?? 0) + 1)
  }
  return [...uses].sort((a, b) => b[1] - a[1]).map(([name]) => name)
}

function line(cells: Cells, header: readonly string[]): string[] {
  const named = new Set(header)
  const more = [...cells].filter(([name]) => !named.has(name))
  const overflow = more.length === 0 ? '' : JSON.stringify(Object.fromEntries(more))
  return header.map((name) => escapeFormula(name === overflowColumn ? overflow : (cells.get(name) ?? '')))
}

function encode(lines: readonly string[][], delimiter: string): Uint8Array {
  return Buffer.from(
    stringify([...lines], { delimiter, record_delimiter: '\n', quoted_match: /[\r\n\t;,]|^\s|\s$/ }),
  )
}
