/** Amounts in minor units to the text a shopper reads, by locale and currency ("€39.90", "39,90 €", "¥4,995"). */
const formats = new Map<string, { readonly format: Intl.NumberFormat; readonly digits: number }>()

export function formatMoney(minorUnits: number, currency: string, locale: string): string {
  const { format, digits } = formatOf(currency, locale)
  return format.format(minorUnits / 10 ** digits)
}

/** Making an Intl format costs more than writing a whole description; the few that a shop needs are kept. */
function formatOf(
  currency: string,
  locale: string,
): { readonly format: Intl.NumberFormat; readonly digits: number } {
  const key = `${currency} ${locale}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const made = { format, digits: format.resolvedOptions().maximumFractionDigits ?? 2 }
  formats.set(key, made)
  return made
}
