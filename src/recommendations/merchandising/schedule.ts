/** When a rule is in force, by the clock alone: nobody has to be told that a boundary has passed. */

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

export interface Schedule {
  readonly timeZone: string
  /** ISO 8601 moments: from the first on, up to and without the second. */
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly days?: readonly Weekday[] | undefined
  /** "HH:MM" by the clock of the time zone; a window over midnight belongs to the day it begins on. */
  readonly hours?: readonly { readonly from: string; readonly until: string }[] | undefined
}

/**
 * Reads the clock of the time zone: an hour that is skipped in spring is never in force that day, and one that comes
 * twice in autumn is in force both times.
 */
export function isInForce(schedule: Schedule | null, now: Date): boolean {
  if (schedule === null) return true
  const { from, until, days = weekdays, hours } = schedule
  const ms = now.getTime()
  if (from !== undefined && ms < Date.parse(from)) return false
  if (until !== undefined && ms >= Date.parse(until)) return false
  if (hours === undefined && days.length === weekdays.length) return true
  const { day, minutes } = localTime(schedule.timeZone, now)
  const holds = (place: number) => days.some((name) => name === weekdays[(place + 7) % 7])
  if (hours === undefined) return holds(day)
  return hours.some((window) => {
    const [begin, end] = [minutesOf(window.from), minutesOf(window.until)]
    if (begin < end) return minutes >= begin && minutes < end && holds(day)
    return (minutes >= begin && holds(day)) || (minutes < end && holds(day - 1))
  })
}

export function isTimeZone(name: string): boolean {
  try {
    formatOf(name)
    return true
  } catch {
    return false
  }
}

/** `day` counts from Monday = 0; `minutes` since local midnight. */
function localTime(timeZone: string, now: Date): { readonly day: number; readonly minutes: number } {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  )
  const name = (parts.get('weekday') ?? '').toLowerCase()
  return {
    day: weekdays.findIndex((weekday) => weekday === name),
    minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  }
}

/** Making a format takes far longer than using it; there are some 400 zones. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
