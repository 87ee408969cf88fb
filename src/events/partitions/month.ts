/** Months of UTC, the unit in which events are kept and dropped. */

/** "2026-11". */
export type Month = string

export function monthOf(at: Date): Month {
  return at.toISOString().slice(0, 7)
}

export function addMonths(month: Month, count: number): Month {
  const start = monthStart(month)
  start.setUTCMonth(start.getUTCMonth() + count)
  return monthOf(start)
}

export function monthStart(month: Month): Date {
  return new Date(`${month}-01T00:00:00.000Z`)
}

/** Without a limit history still ends somewhere: every month is a table. */
const FOREVER_MONTHS = 240

/** The first moment that is kept: the start of a month, so that whole months are dropped. @param months 0: no limit */
export function keptSince(now: Date, months: number): Date {
  return monthStart(addMonths(monthOf(now), -(months === 0 ? FOREVER_MONTHS : months)))
}
