/**
 * Prices as people and systems write them to integer minor units, and back. Exact decimal arithmetic on the digits;
 * no floating point is involved.
 */
import { decimalText } from './decimal-text.ts'

export interface Money {
  readonly minor: number
  /** The currency the text itself names ("12.50 USD"), else undefined. */
  readonly currency: string | undefined
}

/** Digits after the point of a currency: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217 as CLDR has it). */
export function minorDigits(currency: string): number {
  const known = digitsByCurrency.get(currency)
  if (known !== undefined) return known
  const digits = /^[A-Z]{3}$/.test(currency)
    ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2)
    : 2
  digitsByCurrency.set(currency, digits)
  return digits
}
const digitsByCurrency = new Map<string, number>()

/**
 * Reads "129.99", "1,299.00", "1.299,00", "€ 12,50", "12.50 USD". Further decimals are rounded half up to the minor
 * unit, as every shop system does. Undefined for anything else, for negative prices and past 2^53 - 1.
 */
export function parseMoney(text: string, defaultCurrency: string): Money | undefined {
  const match =
    /^(?:([A-Z]{3})\s?|\p{Sc}\s?)?([\d.,'’\s\u00a0]*\d[\d.,]*)(?:\s?([A-Z]{3})|\s?\p{Sc})?$/u.exec(
      text.trim(),
    )
  const digits = match?.[2]
  if (match === null || digits === undefined) return undefined
  const decimal = decimalText(digits.replace(/['’\s\u00a0]/g, ''), '.')
  const currency = match[1] ?? match[3]
  const minor = decimal === undefined ? undefined : toMinor(decimal, minorDigits(currency ?? defaultCurrency))
  return minor === undefined ? undefined : { minor, currency }
}

/** "129.99" from 12999 EUR; what `parseMoney` reads back. */
export function formatMoney(minor: number, currency: string): string {
  const digits = minorDigits(currency)
  const padded = String(minor).padStart(digits + 1, '0')
  return digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`
}

function toMinor(decimal: string, digits: number): number | undefined {
  const [whole = '', fraction = ''] = decimal.split('.')
  const kept = BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits))
  const minor = Number(kept + (fraction.charAt(digits) >= '5' ? 1n : 0n))
  return Number.isSafeInteger(minor) ? minor : undefined
}
