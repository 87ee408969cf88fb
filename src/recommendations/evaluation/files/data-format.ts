/** How a file of sessions is written, told by its first line. */
import { splitCells, type Delimiter } from './cells.ts'
import { unreadable, type Line } from './read-lines.ts'

export type DataFormat =
  /** One session a line: item ids, oldest first. */
  | { readonly kind: 'sessions' }
  /** A header that names prefix and target among others, then one case a line. */
  | CaseFormat
  /** A header that names SessionId, ItemId and Time in any order, then one click a line. */
  | ClickFormat

export interface CaseFormat {
  readonly kind: 'cases'
  readonly delimiter: Delimiter
  readonly columns: number
  readonly prefix: number
  readonly target: number
  /** Without a header the first line is a case already. */
  readonly hasHeader: boolean
}

export interface ClickFormat {
  readonly kind: 'clicks'
  readonly delimiter: Delimiter
  readonly session: number
  readonly item: number
  readonly time: number
}

const names = {
  session: ['sessionid', 'session'],
  item: ['itemid', 'item'],
  time: ['time', 'timestamp'],
} as const

/** @throws AppError recommendations.data-unreadable for a header of some other table */
export function detectFormat(name: string, { text, number }: Line): DataFormat {
  for (const delimiter of ['\t', ',', ';', 'blank'] as const) {
    const columns = splitCells(text, delimiter).map((cell) => cell.toLowerCase().replaceAll(/[_\s-]/g, ''))
    const [session, item, time] = [names.session, names.item, names.time].map((known) =>
      columns.findIndex((column) => known.some((word) => word === column)),
    )
    if (session === undefined || item === undefined || time === undefined) continue
    if (session >= 0 && item >= 0 && time >= 0) return { kind: 'clicks', delimiter, session, item, time }
    const [prefix, target] = [columns.indexOf('prefix'), columns.indexOf('target')]
    if (prefix >= 0 && target >= 0 && delimiter !== 'blank')
      return { kind: 'cases', delimiter, columns: columns.length, prefix, target, hasHeader: true }
  }
  // Two cells with one item in the second: a case, without a header above.
  if (/^[^\t]*\S\s*\t\s*[^\s]+\s*$/.test(text) && !isNamed(text))
    return { kind: 'cases', delimiter: '\t', columns: 2, prefix: 0, target: 1, hasHeader: false }
  if (text.trim().includes('\t') || isNamed(text))
    throw unreadable(
      name,
      number,
      'is no header known here: "prefix<TAB>target", or columns SessionId, ItemId and Time. ' +
        'A file without a header holds one session a line, item ids with blanks between.',
    )
  if (/^\s*[[{]/.test(text)) throw unreadable(name, number, 'looks like JSON, which is not read here.')
  return { kind: 'sessions' }
}

function isNamed(text: string): boolean {
  return /^\s*"?(session_?id|item_?id|user_?id|prefix|target|timestamp)\b/i.test(text)
}
