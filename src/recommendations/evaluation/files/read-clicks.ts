/**
 * Files of clicks, one row each, in any order: rows are ordered by time within their session, and sessions by when they
 * ended, so that "newest" means the same as in a shop's log.
 */
import type { DataFormat } from './data-format.ts'
import { growingFloat64, growingUint32 } from './growing-numbers.ts'
import { createItemIds, type ItemIds } from './item-numbers.ts'
import { unreadable, type Line } from './read-lines.ts'

/** Sessions ordered by end; session s is `clicks[offsets[s]] … clicks[offsets[s + 1] − 1]`, oldest first. */
export interface SessionRows {
  readonly offsets: Uint32Array
  readonly clicks: Uint32Array
  /** Seconds. */
  readonly ends: Float64Array
}

/** Greater times are milliseconds: as seconds they lie beyond the year 5000. */
const secondsMax = 1e11

export async function readClicks(
  name: string,
  lines: AsyncIterable<Line>,
  format: DataFormat & { readonly kind: 'clicks' },
  items: ItemIds,
): Promise<SessionRows> {
  const sessionIds = createItemIds()
  const sessions = growingUint32()
  const clicks = growingUint32()
  const times = growingFloat64()
  const columns = Math.max(format.session, format.item, format.time) + 1
  for await (const { text, number } of lines) {
    const cells = text.split(format.delimiter)
    if (cells.length < columns)
      throw unreadable(name, number, `has ${cells.length} columns; ${columns} are needed.`)
    const session = cells[format.session]?.trim() ?? ''
    const item = cells[format.item]?.trim() ?? ''
    const timeText = cells[format.time]?.trim() ?? ''
    const time = timeText === '' ? Number.NaN : Number(timeText)
    if (session === '') throw unreadable(name, number, 'has no SessionId.')
    if (item === '') throw unreadable(name, number, 'has no ItemId.')
    if (!Number.isFinite(time))
      throw unreadable(name, number, `has the Time "${timeText.slice(0, 40)}", which is not a number.`)
    sessions.push(sessionIds.numberOf(session))
    clicks.push(items.numberOf(item))
    times.push(time)
  }
  return ordered(sessions.take(), clicks.take(), inSeconds(times.take()), sessionIds.size)
}

function inSeconds(times: Float64Array): Float64Array {
  let greatest = 0
  for (const time of times) greatest = Math.max(greatest, Math.abs(time))
  return greatest > secondsMax ? times.map((time) => time / 1_000) : times
}

function ordered(
  sessions: Uint32Array,
  clicks: Uint32Array,
  times: Float64Array,
  count: number,
): SessionRows {
  const endOf = new Float64Array(count).fill(-Infinity)
  sessions.forEach((session, row) => {
    endOf[session] = Math.max(endOf[session] ?? 0, times[row] ?? 0)
  })
  const byEnd = Uint32Array.from({ length: count }, (_, session) => session)
  byEnd.sort((a, b) => (endOf[a] ?? 0) - (endOf[b] ?? 0) || a - b)
  const place = new Uint32Array(count)
  byEnd.forEach((session, at) => {
    place[session] = at
  })
  const rows = Uint32Array.from({ length: clicks.length }, (_, row) => row)
  rows.sort(
    (a, b) =>
      (place[sessions[a] ?? 0] ?? 0) - (place[sessions[b] ?? 0] ?? 0) ||
      (times[a] ?? 0) - (times[b] ?? 0) ||
      a - b,
  )
  const offsets = new Uint32Array(count + 1)
  for (const session of sessions) {
    const next = (place[session] ?? 0) + 1
    offsets[next] = (offsets[next] ?? 0) + 1
  }
  for (let at = 1; at <= count; at++) offsets[at] = (offsets[at] ?? 0) + (offsets[at - 1] ?? 0)
  return {
    offsets,
    clicks: rows.map((row) => clicks[row] ?? 0),
    ends: Float64Array.from(byEnd, (session) => endOf[session] ?? 0),
  }
}
