/**
 * The one place that decides what commas and points in a number mean.
 */

/**
 * Digits with separators to plain "1234.5", or undefined when it is no number. With both separators the last one
 * is the decimal point; a repeated one groups thousands; a single one followed by exactly three digits is ambiguous
 * ("1,500"), and then `decimalPoint`, the writer's convention, decides. "0,750" is never a group.
 */
export function decimalText(text: string, decimalPoint: '.' | ','): string | undefined {
  if (!/^\d[\d.,]*$/.test(text) || /[.,]$/.test(text)) return undefined
  const separators = text.replace(/\d/g, '')
  if (separators === '') return text
  const last = separators.at(-1) === ',' ? ',' : '.'
  const isRepeated = separators.length > 1 && separators === last.repeat(separators.length)
  const groups = /^[1-9]\d{0,2}([.,]\d{3})+$/
  if (isRepeated) return groups.test(text) ? text.replace(/[.,]/g, '') : undefined
  if (separators.length === 1) {
    const isGroup = groups.test(text) && last !== decimalPoint
    return isGroup ? text.replace(last, '') : text.replace(last, '.')
  }
  const [whole, fraction] = splitLast(text, last)
  return groups.test(whole) && !whole.includes(last) ? `${whole.replace(/[.,]/g, '')}.${fraction}` : undefined
}

/** "," for languages that write 1,5 and "." for those that write 1.5. */
export function decimalPointOf(locale: string): '.' | ',' {
  const known = pointByLocale.get(locale)
  if (known !== undefined) return known
  const point = localDecimal(locale) === ',' ? ',' : '.'
  pointByLocale.set(locale, point)
  return point
}
const pointByLocale = new Map<string, '.' | ','>()

function localDecimal(locale: string): string | undefined {
  try {
    return new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value
  } catch {
    return undefined
  }
}

function splitLast(text: string, separator: string): [string, string] {
  const at = text.lastIndexOf(separator)
  return [text.slice(0, at), text.slice(at + 1)]
}
