/**
 * Files of clicks, one row each, in any order: rows are ordered by time within their session, and sessions by when they
 * ended, so that "newest" means the same as in a shop's log.
 */
import { splitCells } from './cells.ts'
import type { ClickFormat } from './data-format.ts'
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

export async function readClicks(
  name: string,
  lines: AsyncIterable<Line>,
  format: ClickFormat,
  items: ItemIds,
): Promise<SessionRows> {
  const sessionIds = createItemIds()
  const sessions = growingUint32()
  const clicks = growingUint32()
  const times = growingFloat64()
  const columns = Math.max(format.session, format.item, format.time) + 1
  let isDates: boolean | undefined
  for await (const { text, number } of lines) {
    const cells = splitCells(text, format.delimiter)
    if (cells.length < columns)
      throw unreadable(name, number, `has ${cells.length} columns; ${columns} are needed.`)
    const session = cells[format.session] ?? ''
    const item = cells[format.item] ?? ''
    const timeText = cells[format.time] ?? ''
    if (session === '') throw unreadable(name, number, 'has no SessionId.')
    if (item === '') throw unreadable(name, number, 'has no ItemId.')
    isDates ??= isDate(timeText)
    const time = isDates ? secondsOfDate(timeText) : timeText === '' ? Number.NaN : Number(timeText)
    if (!Number.isFinite(time))
      throw unreadable(
        name,
        number,
        `has the Time "${timeText.slice(0, 40)}", which is not a ${isDates ? 'date like those before' : 'number or a date like 2026-01-31T12:00:00Z'}.`,
      )
    sessions.push(sessionIds.numberOf(session))
    clicks.push(items.numberOf(item))
    times.push(time)
  }
  return ordered(sessions.take(), clicks.take(), inSeconds(times.take()), sessionIds.size)
}

/** Numbers past these are milliseconds, microseconds, nanoseconds: as seconds they lie beyond the year 5000. */
const secondsMax = 1e11

function inSeconds(times: Float64Array): Float64Array {
  let greatest = 0
  for (const time of times) greatest = Math.max(greatest, Math.abs(time))
  let unit = 1
  while (greatest / unit > secondsMax) unit *= 1_000
  return unit === 1 ? times : times.map((time) => time / unit)
}

const datePattern = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i

function isDate(text: string): boolean {
  return datePattern.test(text)
}

/** Without a zone it is UTC; NaN for what is no date. */
function secondsOfDate(text: string): number {
  const [, day = '', time = '00:00', seconds = ':00', zone = 'Z'] = datePattern.exec(text) ?? []
  const colon = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  return Date.parse(`${day}T${time}${seconds.slice(0, 7)}${colon}`) / 1_000
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
