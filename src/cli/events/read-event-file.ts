/**
 * An event file as rows in a fixed order: our JSON Lines, or a table with a mapping; gzip and zip are unpacked. Reading
 * the same bytes again gives the same rows, on which the ids of a re-run rest.
 */
import { createReadStream } from 'node:fs'
import { decodeText } from '../../catalog/formats/decode/decode-text.ts'
import { decompress } from '../../catalog/formats/decode/decompress.ts'
import { readTable } from '../../catalog/formats/records/read-table.ts'
import { scanLines } from '../../catalog/formats/records/scan-lines.ts'
import { mapRow, type EventMapping } from './event-mapping.ts'

export type FileRow =
  | { readonly row: number; readonly event: Record<string, unknown> }
  | { readonly row: number; readonly skipped: true }
  | { readonly row: number; readonly problem: string }

export interface ReadingOptions {
  readonly format: 'jsonl' | 'table'
  /** Needed for tables; turns the fields of JSON Lines as well. */
  readonly mapping: EventMapping | undefined
}

/** Errors: `catalog.feed-unreadable` for an empty file or a header without the columns of the mapping. */
export async function* readEventFile(path: string, options: ReadingOptions): AsyncGenerator<FileRow> {
  const feed = await decodeText(await decompress(createReadStream(path)))
  if (options.format === 'jsonl') yield* readLines(feed.chunks, options.mapping)
  else if (options.mapping !== undefined) yield* readRows(feed, options.mapping)
}

async function* readLines(
  chunks: AsyncIterable<string>,
  mapping: EventMapping | undefined,
): AsyncGenerator<FileRow> {
  for await (const { row, text, isTooLong } of scanLines(chunks)) {
    if (text.trim() === '') continue
    const parsed = isTooLong ? undefined : parseObject(text)
    if (parsed === undefined) yield { row, problem: 'is not a JSON object' }
    else yield mapping === undefined ? { row, event: parsed } : mapped(row, mapping, cellsOf(parsed))
  }
}

async function* readRows(
  feed: Parameters<typeof readTable>[0],
  mapping: EventMapping,
): AsyncGenerator<FileRow> {
  const table = readTable(feed, {
    title: 'the file of this mapping',
    required: [[mapping.fields.at.column]],
    nameOf: (header) => header,
    repeatable: [],
  })
  for await (const { row, cells, problem } of table) {
    yield problem === undefined ? mapped(row, mapping, cells) : { row, problem }
  }
}

function mapped(row: number, mapping: EventMapping, cells: ReadonlyMap<string, string>): FileRow {
  const event = mapRow(mapping, cells)
  return event === undefined ? { row, skipped: true } : { row, event }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function cellsOf(object: Record<string, unknown>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(object).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [],
    ),
  )
}
