/** How a file of sessions is written, told by its first line. */
import { unreadable, type Line } from './read-lines.ts'

export type DataFormat =
  /** One session a line: item ids, oldest first. */
  | { readonly kind: 'sessions' }
  /** A header `prefix<TAB>target`, then one case a line. */
  | { readonly kind: 'cases' }
  /** A header that names SessionId, ItemId and Time in any order, then one click a line. */
  | {
      readonly kind: 'clicks'
      readonly delimiter: string
      readonly session: number
      readonly item: number
      readonly time: number
    }

/** @throws AppError recommendations.data-unreadable for a header of some other table */
export function detectFormat(name: string, { text, number }: Line): DataFormat {
  const words = text.trim().toLowerCase()
  if (/^prefix\ttarget$/.test(words)) return { kind: 'cases' }
  for (const delimiter of ['\t', ',', ';']) {
    const columns = words.split(delimiter).map((column) => column.trim().replaceAll('"', ''))
    const [session, item, time] = ['sessionid', 'itemid', 'time'].map((column) => columns.indexOf(column))
    if (session === undefined || item === undefined || time === undefined) continue
    if (session >= 0 && item >= 0 && time >= 0) return { kind: 'clicks', delimiter, session, item, time }
  }
  if (text.trim().includes('\t') || /^(session_?id|item_?id|user_?id|prefix|timestamp)\b/.test(words))
    throw unreadable(
      name,
      number,
      'is no header known here: "prefix<TAB>target", or columns SessionId, ItemId and Time. ' +
        'A file without a header holds one session a line, item ids with blanks between.',
    )
  return { kind: 'sessions' }
}
