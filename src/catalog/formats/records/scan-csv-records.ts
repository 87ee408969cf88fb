/**
 * Finds where CSV records begin and end, so that the parser proper (csv-parse) only ever sees one well-formed
 * record of bounded size. csv-parse alone cannot do this: an unbalanced quote makes it read the rest of the file
 * as one cell, and its size limit ends the whole parse.
 *
 * A record that is malformed (a quote that is not closed, text after a closing quote) or too long is told once;
 * reading resumes at the first later line that is by itself a complete record with as many cells as the header.
 * That is the next line after a stray quote, and the first line behind a runaway cell.
 */
import { feedLimits } from '../catalog-format.ts'

export interface CsvRecord {
  /** 1-based ordinal of the record; blank lines count, as they do in a spreadsheet. */
  readonly row: number
  /** 1-based line of the file, which runs ahead of `row` where cells hold line breaks. */
  readonly line: number
  /** The raw record; only its first 200 characters when `problem` is set. */
  readonly text: string
  readonly cells: number
  readonly problem: string | undefined
  readonly isTerminated: boolean
}

type Extent =
  | { readonly kind: 'record'; readonly end: number; readonly next: number; readonly cells: number }
  | { readonly kind: 'need-more' }
  | { readonly kind: 'unclosed' }
  | { readonly kind: 'malformed' }

export async function* scanCsvRecords(
  chunks: AsyncIterable<string>,
  delimiter: string,
  maxChars: number = feedLimits.recordChars,
): AsyncGenerator<CsvRecord> {
  const iterator = chunks[Symbol.asyncIterator]()
  let text = ''
  let at = 0
  let atEnd = false
  let row = 1
  let line = 1
  let headerCells = 0
  const isExhausted = (): boolean => atEnd && at >= text.length
  const readOn = async (): Promise<void> => {
    const next = await iterator.next()
    if (next.done === true) atEnd = true
    else text = text.slice(at) + next.value
    if (next.done !== true) at = 0
  }
  try {
    for (;;) {
      if (isExhausted()) return
      const extent = recordExtent(text, at, delimiter, atEnd)
      if (extent.kind === 'need-more' && text.length - at <= maxChars) {
        await readOn()
        continue
      }
      const length = extent.kind === 'record' ? extent.end - at : 0
      if (extent.kind === 'record' && length <= maxChars) {
        const record = text.slice(at, extent.end)
        if (headerCells === 0 && record.trim() !== '') headerCells = extent.cells
        yield {
          row,
          line,
          text: record,
          cells: extent.cells,
          problem: undefined,
          isTerminated: extent.next > extent.end,
        }
        line += 1 + countLineEnds(record)
        at = extent.next
        row += 1
        continue
      }
      const bad = { row, line, text: text.slice(at, at + 200), cells: 0, isTerminated: true }
      const reason = problemText(extent, maxChars, line)
      const firstLine = line
      // The rest of the bad record's first line goes, then every line that does not look like a record.
      for (let isFirst = true; ; isFirst = false) {
        const end = await lineEnd()
        if (end === undefined) break
        const candidate = text.slice(at, end.end)
        if (!isFirst && isRecordLine(candidate, delimiter, headerCells)) break
        at = end.next
        line += 1
      }
      const skipped = line - firstLine
      yield {
        ...bad,
        problem:
          skipped > 1 ? `${reason}; lines ${String(firstLine)}-${String(line - 1)} were skipped` : reason,
      }
      row += 1
    }
  } finally {
    await iterator.return?.()
  }

  /** The end of the line at `at`, dropping text that grows past the limit; undefined at the end of the file. */
  async function lineEnd(): Promise<{ end: number; next: number } | undefined> {
    for (let from = at; ;) {
      const end = nextLineEnd(text, from, atEnd)
      if (end !== undefined) return end
      if (atEnd) {
        if (at >= text.length) return undefined
        return { end: text.length, next: text.length }
      }
      if (text.length - at > maxChars) at = text.length - 1
      await readOn()
      from = at
    }
  }
}

function problemText(extent: Extent, maxChars: number, line: number): string {
  if (extent.kind === 'unclosed')
    return `a quote opened in the record of line ${String(line)} is never closed`
  if (extent.kind === 'malformed') {
    return `a quoted cell in the record of line ${String(line)} goes on after its closing quote; quotes inside a cell must be doubled`
  }
  return `the record of line ${String(line)} is longer than ${String(maxChars)} characters or has a quote that is never closed`
}

/** Walks one record from `start`: RFC 4180, except that a quote inside an unquoted cell is an ordinary character. */
function recordExtent(text: string, start: number, delimiter: string, atEnd: boolean): Extent {
  const separator = delimiter.charCodeAt(0)
  let at = start
  for (let cells = 1; ; cells++) {
    if (text.charCodeAt(at) === 34) {
      const close = closingQuote(text, at + 1, atEnd)
      if (close === 'need-more') return { kind: 'need-more' }
      if (close === 'unclosed') return { kind: 'unclosed' }
      at = close + 1
      if (at < text.length && !isCellEnd(text.charCodeAt(at), separator)) return { kind: 'malformed' }
    } else {
      while (at < text.length && !isCellEnd(text.charCodeAt(at), separator)) at += 1
    }
    if (at >= text.length) return atEnd ? { kind: 'record', end: at, next: at, cells } : { kind: 'need-more' }
    if (text.charCodeAt(at) !== separator) {
      const end = nextLineEnd(text, at, atEnd)
      return end === undefined ? { kind: 'need-more' } : { kind: 'record', ...end, cells }
    }
    at += 1
  }
}

function isCellEnd(code: number, separator: number): boolean {
  return code === separator || code === 10 || code === 13
}

function closingQuote(text: string, from: number, atEnd: boolean): number | 'need-more' | 'unclosed' {
  for (let at = from; ; at += 2) {
    at = text.indexOf('"', at)
    if (at < 0) return atEnd ? 'unclosed' : 'need-more'
    if (at + 1 >= text.length) return atEnd ? at : 'need-more'
    if (text.charCodeAt(at + 1) !== 34) return at
  }
}

/** The first line end at or after `from`; a CR at the end of the text may be half of a CR LF. */
function nextLineEnd(text: string, from: number, atEnd: boolean): { end: number; next: number } | undefined {
  const lf = text.indexOf('\n', from)
  const window = lf < 0 ? text.length : lf
  const cr = text.slice(from, window).indexOf('\r')
  if (cr < 0) return lf < 0 ? undefined : { end: lf, next: lf + 1 }
  const end = from + cr
  if (end + 1 >= text.length && !atEnd) return undefined
  return { end, next: text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1 }
}

function isRecordLine(line: string, delimiter: string, headerCells: number): boolean {
  if (headerCells < 2) return line !== ''
  const extent = recordExtent(line, 0, delimiter, true)
  return extent.kind === 'record' && extent.end === line.length && extent.cells === headerCells
}

function countLineEnds(record: string): number {
  return record.includes('\n') || record.includes('\r') ? (record.match(/\r\n|\n|\r/g)?.length ?? 0) : 0
}
