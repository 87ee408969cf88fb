/**
 * CSV and TSV text to rows of named cells. Checks the header once, precisely, and every row's cell count, so that
 * a shifted row is reported instead of imported into the wrong columns.
 */
import { parse } from 'csv-parse/sync'
import { AppError } from '../../../errors.ts'
import { invalidByte, type TextFeed } from '../decode/decode-text.ts'
import { type CsvRecord, scanCsvRecords } from './scan-csv-records.ts'
import { unescapeFormula, unpackOverflow } from './table-cell.ts'

/** A row with its non-empty cells by column name, or with the reason it cannot be used. */
export interface TableRow {
  readonly row: number
  readonly cells: ReadonlyMap<string, string>
  /** Every column of the file, to tell an empty cell from a missing column. */
  readonly columns: readonly string[]
  readonly problem: string | undefined
  /** Size of the raw row, for whoever holds rows back. */
  readonly chars: number
}

export interface TableShape {
  /** How a person calls the file in an error: "a Shopify product CSV". */
  readonly title: string
  /** Columns without which the file is not this format; in an inner list one of them is enough. */
  readonly required: readonly (readonly string[])[]
  /** The name a trimmed header cell is known by: formats forgive case and the like. */
  readonly nameOf: (header: string) => string
  /** Columns that may appear more than once; their values are joined with commas. */
  readonly repeatable: readonly string[]
}

/** Errors: `catalog.feed-unreadable` for an empty file or a wrong header. */
export async function* readTable(feed: TextFeed, shape: TableShape): AsyncGenerator<TableRow> {
  const delimiter = sniffDelimiter(feed.head)
  let columns: readonly string[] | undefined
  let batch: CsvRecord[] = []
  let batchChars = 0
  let lastRow = 0
  for await (const record of scanCsvRecords(feed.chunks, delimiter)) {
    lastRow = record.row
    if (record.problem === undefined && record.text.trim() === '') continue
    if (columns === undefined) {
      columns = readHeader(record, delimiter, shape)
      continue
    }
    batch.push(record)
    batchChars += record.text.length
    if (batch.length < 500 && batchChars < 256 * 1024) continue
    yield* readBatch(batch, columns, delimiter, feed)
    batch = []
    batchChars = 0
  }
  if (columns === undefined)
    throw new AppError('catalog.feed-unreadable', 'The file is empty: it has no header row.')
  yield* readBatch(batch, columns, delimiter, feed)
  const cut = feed.cut()
  if (cut !== undefined) yield problemRow(lastRow + 1, `the file breaks off here: ${cut}`)
}

/** A `nameOf` that forgives case: any spelling of a known name is that name. */
export function ignoringCase(known: readonly string[]): (header: string) => string {
  const byLowerCase = new Map(known.map((name) => [name.toLowerCase(), name]))
  return (header) => byLowerCase.get(header.toLowerCase()) ?? header
}

/** The candidate that occurs most often outside quotes in the first line; a comma when there is none. */
export function sniffDelimiter(head: string): string {
  const header = firstLine(head).replace(/"[^"]*"/g, '')
  const counted = ['\t', ',', ';'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }))
  return counted.reduce((best, next) => (next.count > best.count ? next : best), { delimiter: ',', count: 1 })
    .delimiter
}

/** Column names of the first line, as they stand; for format detection. */
export function sniffHeader(head: string): readonly string[] {
  const text = firstLine(head)
  return parseRecords([text], sniffDelimiter(head))[0] ?? []
}

function firstLine(head: string): string {
  return /[^\r\n]+/.exec(head.replace(/^\uFEFF/, ''))?.[0] ?? ''
}

function readHeader(record: CsvRecord, delimiter: string, shape: TableShape): readonly string[] {
  const found = (record.problem === undefined ? (parseRecords([record.text], delimiter)[0] ?? []) : []).map(
    (name) => shape.nameOf(unescapeFormula(name.replace(/^\uFEFF/, '').trim())),
  )
  const missing = shape.required.filter((names) => !names.some((name) => found.includes(name)))
  if (record.problem !== undefined || missing.length > 0) {
    throw new AppError(
      'catalog.feed-unreadable',
      `This is not ${shape.title}: the header lacks ${missing.map((names) => names.map(quoted).join(' or ')).join(', ')}. Found ${listed(found)}${record.problem === undefined ? '' : ` (${record.problem})`}.`,
    )
  }
  const repeated = found.filter((name, index) => name !== '' && found.indexOf(name) !== index)
  const wrong = repeated.find((name) => !shape.repeatable.includes(name))
  if (wrong !== undefined) {
    throw new AppError('catalog.feed-unreadable', `The header names the column ${quoted(wrong)} twice.`)
  }
  return found
}

function quoted(name: string): string {
  return `"${name.slice(0, 80)}"`
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).map(quoted).join(', ')
  return names.length > 12
    ? `${shown} and ${String(names.length - 12)} more`
    : shown === ''
      ? 'nothing'
      : shown
}

function* readBatch(
  batch: readonly CsvRecord[],
  columns: readonly string[],
  delimiter: string,
  feed: TextFeed,
): Generator<TableRow> {
  const complaints = batch.map((record) => complaint(record, columns.length, feed))
  const good = batch.filter((_record, index) => complaints[index] === undefined)
  const parsed = parseRecords(
    good.map((record) => record.text),
    delimiter,
  )
  let next = 0
  for (const [index, record] of batch.entries()) {
    const problem = complaints[index]
    if (problem !== undefined) yield problemRow(record.row, problem)
    else yield tableRow(record, columns, parsed[next++] ?? [])
  }
}

function complaint(record: CsvRecord, columns: number, feed: TextFeed): string | undefined {
  if (record.problem !== undefined) return record.problem
  if (record.text.includes('\0')) return 'the row holds NUL characters, which no text has'
  if (record.text.includes(invalidByte)) {
    return `the row holds bytes that are not valid ${feed.encoding.toUpperCase()}; save the file as UTF-8 or name its encoding`
  }
  const isTornOff = !record.isTerminated && feed.cut() !== undefined
  if (isTornOff || (!record.isTerminated && record.cells < columns))
    return 'the file breaks off inside this row'
  if (record.cells < columns)
    return `the row has ${String(record.cells)} cells, the header ${String(columns)}`
  return undefined
}

function tableRow(record: CsvRecord, columns: readonly string[], values: readonly string[]): TableRow {
  const extra = values.slice(columns.length).find((value) => value !== '')
  if (extra !== undefined) {
    return problemRow(
      record.row,
      `the row has ${String(values.length)} cells, the header ${String(columns.length)}`,
    )
  }
  const cells = new Map<string, string>()
  for (const [index, column] of columns.entries()) {
    const value = unescapeFormula(values[index] ?? '')
    if (value === '' || column === '') continue
    const before = cells.get(column)
    cells.set(column, before === undefined ? value : `${before},${value}`)
  }
  return {
    row: record.row,
    cells: unpackOverflow(cells),
    columns,
    problem: undefined,
    chars: record.text.length,
  }
}

function problemRow(row: number, problem: string): TableRow {
  return { row, cells: new Map(), columns: [], problem, chars: 0 }
}

/** The records are well-formed by `scanCsvRecords`, so one parse of all gives one result for each. */
function parseRecords(records: readonly string[], delimiter: string): string[][] {
  return parse(records.join('\n'), {
    delimiter,
    record_delimiter: '\n',
    relax_quotes: true,
    relax_column_count: true,
    bom: false,
  })
}
