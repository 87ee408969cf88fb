/**
 * The dates of promotions and certificates in words. A fact states "2026-11-30" or "2026-11-30T18:00"; a text says
 * "30 November" or "November 30", and the checks must know all the ways it may be said.
 */

/** Day and month as the locale writes them, with the time where the fact has one; the year where it is asked for. */
export function sayDate(value: string, locale: string, withYear = false): string {
  const [date = '', time] = value.split('T')
  const day = formatOf(locale, withYear, false).format(new Date(`${date}T12:00:00Z`))
  // The wall clock of the fact is kept: read as UTC and said as UTC.
  return time === undefined ? day : formatOf(locale, withYear, true).format(new Date(`${date}T${time}:00Z`))
}

/** Every way in which a text of the language may say the date; longest first. Empty when the value is no date. */
export function dateForms(value: string, language: string): string[] {
  if (!isDateValue(value)) return []
  const [date = ''] = value.split('T')
  const forms = (regions[language] ?? [language]).flatMap((locale) =>
    [true, false].flatMap((withYear) => [sayDate(value, locale, withYear), sayDate(date, locale, withYear)]),
  )
  return [...new Set(forms)].sort((a, b) => b.length - a.length)
}

/** Regions of one language that write dates in another order. */
const regions: Readonly<Record<string, readonly string[]>> = { en: ['en-GB', 'en-US'] }

function isDateValue(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/.test(value)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(locale: string, withYear: boolean, withTime: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${String(withYear)} ${String(withTime)}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
    ...(withYear ? { year: 'numeric' } : {}),
    ...(withTime ? { hour: 'numeric', minute: '2-digit' } : {}),
  })
  formats.set(key, format)
  return format
}
