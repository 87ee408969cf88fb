/**
 * JSON Lines to catalogue rows, one line a product. A line that cannot be used is reported; the next is read.
 */
import { type CatalogDefaults, type CatalogRow, feedLimits } from '../catalog-format.ts'
import { invalidByte, type TextFeed } from '../decode/decode-text.ts'
import { checkProduct, errorRow } from '../fields/product-draft.ts'
import { type Line, scanLines } from '../records/scan-lines.ts'
import { applyMapping } from './apply-mapping.ts'
import { friendlyProduct } from './friendly-product.ts'
import { isDeeperThan, isJsonObject, type JsonObject } from './json-value.ts'
import type { Mapping } from './mapping.ts'

export async function* readJsonl(
  feed: TextFeed,
  defaults: CatalogDefaults,
  mapping?: Mapping,
): AsyncGenerator<CatalogRow> {
  let lastRow = 0
  for await (const line of scanLines(feed.chunks)) {
    lastRow = line.row
    const text = line.row === 1 ? line.text.replace(/^\uFEFF/, '') : line.text
    if (!line.isTooLong && text.trim() === '') continue
    const place = { row: line.row, sourceRows: 1 }
    const parsed = parseLine({ ...line, text }, feed)
    if (typeof parsed === 'string') {
      yield errorRow(place, [{ path: `line ${String(line.row)}`, message: parsed }])
      continue
    }
    const { draft, complaints } = friendlyProduct(
      mapping === undefined ? parsed : applyMapping(mapping, parsed),
      defaults,
    )
    yield checkProduct(place, draft, complaints.errors)
  }
  const cut = feed.cut()
  if (cut !== undefined) {
    const row = lastRow + 1
    yield errorRow({ row, sourceRows: 0 }, [
      { path: `line ${String(row)}`, message: `the file breaks off here: ${cut}` },
    ])
  }
}

/** The object on a line, or what is wrong with the line. */
function parseLine(line: Line, feed: TextFeed): JsonObject | string {
  if (line.isTooLong) return `the line is longer than ${String(feedLimits.recordChars)} characters`
  if (line.text.includes('\0')) return 'the line holds NUL characters, which no text has'
  if (line.text.includes(invalidByte)) {
    return `the line holds bytes that are not valid ${feed.encoding.toUpperCase()}; save the file as UTF-8 or name its encoding`
  }
  try {
    const value: unknown = JSON.parse(line.text)
    if (isDeeperThan(value, feedLimits.jsonDepth))
      return `the JSON nests deeper than ${String(feedLimits.jsonDepth)} levels`
    return isJsonObject(value) ? value : 'each line must be one JSON object, a product'
  } catch (error) {
    if (!line.isTerminated) return 'the file breaks off inside this line'
    return `not valid JSON: ${error instanceof Error ? error.message : 'unreadable'}`
  }
}
