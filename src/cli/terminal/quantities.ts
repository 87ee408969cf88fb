/** Numbers as people read them. */
const plain = new Intl.NumberFormat('en')
const oneDigit = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

export function count(value: number): string {
  return plain.format(value)
}

/** "1 product", "2 products". */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`
}

export function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  const power = Math.min(value < 1 ? 0 : Math.floor(Math.log10(value) / 3), units.length - 1)
  return `${oneDigit.format(value / 1000 ** power)} ${units[power] ?? ''}`
}

export function percent(share: number): string {
  return `${oneDigit.format(share * 100)} %`
}

export function rate(perSecond: number, noun: string): string {
  return `${perSecond < 10 ? oneDigit.format(perSecond) : count(Math.round(perSecond))} ${noun}/s`
}

/** Minor units of an ISO 4217 currency: 1999 EUR → "€19.99". */
export function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(minor / 10 ** digits)
}

/** The price of a product whose variants may differ: "€39.90", "€39.90–€49.90", or "" without a price. */
export function priceSpan(minMinor: number | null, maxMinor: number | null, currency: string): string {
  if (minMinor === null || maxMinor === null) return ''
  const from = money(minMinor, currency)
  return minMinor === maxMinor ? from : `${from}–${money(maxMinor, currency)}`
}
