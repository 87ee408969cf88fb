/** The days of a promotion as a shopper reads them: in the promotion's own time zone. */

/** First day or moment: "2026-11-27", with the time only where it is not midnight: "2026-11-27T18:00". */
export function localStart(instant: string, timeZone: string): string {
  const { date, time } = localTime(instant, timeZone)
  return time === '00:00' ? date : `${date}T${time}`
}

/** Last day or moment: what ends at midnight ended with the day before; 23:59 is the whole day too. */
export function localEnd(instant: string, timeZone: string): string {
  const { date, time } = localTime(instant, timeZone)
  if (time === '23:59') return date
  if (time !== '00:00') return `${date}T${time}`
  return localTime(new Date(Date.parse(instant) - 1).toISOString(), timeZone).date
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Swedish writes dates as ISO 8601 does: "2026-11-27 18:00". */
function localTime(instant: string, timeZone: string): { readonly date: string; readonly time: string } {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone })
  formats.set(timeZone, format)
  const [date = '', time = ''] = format.format(new Date(instant)).split(' ')
  return { date, time }
}
