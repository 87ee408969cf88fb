/**
 * The quantities a text value holds: "0.75 l", "6.1 inches", "10–20 m", "1080 x 2340 pixels". Nothing is invented:
 * digits glued to letters that are no unit ("IP68", "4K", "802.11ac") are names and give no quantity.
 */
import { decimalPointOf, decimalText } from '../../../catalog/formats/fields/decimal-text.ts'
import { dimensionOf } from './convert.ts'
import { knownUnit } from './unit-spelling.ts'

export interface TextQuantity {
  readonly value: number
  /** A symbol of `canonicalUnit`; null for a bare number. */
  readonly unit: string | null
  /** Digits after the decimal point as written. */
  readonly decimals: number
  /** UTF-16 offsets of the number with the unit written at it. */
  readonly start: number
  readonly end: number
  /** How it goes on to the next: "10–20 m" is a range, "10 x 20 m" sides, "12/24 V" alternatives. */
  readonly joinsNext: 'range' | 'sides' | 'alternatives' | null
}

/** Values longer than this are prose, not quantities. */
const CHARS_MAX = 2_000

/** @param locale decides what "1,500" means */
export function quantitiesIn(text: string, locale = 'en'): TextQuantity[] {
  if (text.length > CHARS_MAX || !/\d/.test(text)) return []
  const found = scan(text, decimalPointOf(locale))
  const joins = found.map((quantity, index) => joinOf(text, quantity, found[index + 1]))
  // From the end: a bare number joined to the next one is said in that one's unit.
  const inherited: TextQuantity[] = []
  for (let index = found.length - 1; index >= 0; index -= 1) {
    const quantity = found[index]
    if (quantity === undefined) continue
    const join = joins[index] ?? null
    const nextUnit = inherited[0]?.unit ?? null
    // "4x3.2 GHz" and "8 x 1.5 V" count; only lengths, pixels and bare numbers are sides.
    const isCount = join === 'sides' && nextUnit !== null && !isSideUnit(nextUnit)
    const joinsNext = isCount ? null : join
    const unit = quantity.unit ?? (joinsNext === null ? null : nextUnit)
    inherited.unshift({ ...quantity, unit, joinsNext })
  }
  return inherited.filter((quantity) => !isFraction(text, quantity))
}

function isSideUnit(unit: string): boolean {
  return unit === 'px' || dimensionOf(unit) === 'length'
}

type Scanned = Omit<TextQuantity, 'joinsNext'>

/** Digits that no letter, digit or point precedes; "x" between digits separates sides. */
const numberPattern = /(?<![\p{L}\p{N}.,_]|\p{L}[-–+])\d[\d.,]*|(?<=\d\s?[x×@])\d[\d.,]*/gu

function scan(text: string, decimalPoint: '.' | ','): Scanned[] {
  const found: Scanned[] = []
  for (const match of text.matchAll(numberPattern)) {
    const digits = match[0].replace(/[.,]+$/, '')
    const plain = decimalText(digits, decimalPoint)
    const after = match.index + digits.length
    const unit = unitAt(text, after)
    if (plain === undefined || (unit === undefined && isGlued(text, after))) continue
    if (digits === '802.11' || (unit?.symbol === 's' && unit.end === after + 1 && /^[12]\d\d0$/.test(digits)))
      continue
    const isNegative = isSign(text, match.index - 1)
    found.push({
      value: isNegative ? -Number(plain) : Number(plain),
      unit: unit?.symbol ?? null,
      decimals: (plain.split('.')[1] ?? '').length,
      start: match.index - (isNegative ? 1 : 0),
      end: unit?.end ?? after,
    })
  }
  return found
}

/** A minus is a sign where nothing but a blank, a bracket or the text's beginning stands before it. */
function isSign(text: string, at: number): boolean {
  return /[-−]/.test(text[at] ?? '') && !/[\p{L}\p{N})]\s?$/u.test(text.slice(Math.max(0, at - 2), at))
}

/** "4K", "5G", "1st": a name that begins with digits. "2x" counts. */
function isGlued(text: string, after: number): boolean {
  const rest = text.slice(after, after + 2)
  return /^[\p{L}_]/u.test(rest) && !/^[x×@](?![\p{L}])/u.test(rest)
}

/** The unit written directly after a number or after one blank or hyphen. */
function unitAt(text: string, after: number): { readonly symbol: string; readonly end: number } | undefined {
  const gap = /^[\s\u00a0\u202f-]?/.exec(text.slice(after, after + 1))?.[0].length ?? 0
  const rest = text.slice(after + gap, after + gap + 24)
  const token = /^[^\s,;:()[\]{}×+&–—|]{1,20}/.exec(rest)?.[0] ?? ''
  const candidates = [
    /^(?:fl\.? ?oz|sq\.? ?(?:m|in|ft)|dB ?\(A\))/i.exec(rest)?.[0],
    token,
    token.replace(/[.!?*'’]+$/, ''),
    /^[^-./]+/.exec(token)?.[0],
    /^[^\d\s]+(?=x\d)/.exec(token)?.[0],
  ]
  for (const candidate of candidates) {
    if (candidate === undefined || candidate === '') continue
    const symbol = knownUnit(candidate.replace(/^dB \(/, 'dB(')) ?? undefined
    if (symbol === undefined || isAmbiguous(symbol, candidate, rest.slice(candidate.length), gap)) continue
    return { symbol, end: after + gap + candidate.length }
  }
  return undefined
}

/** "2 in 1" is no length, "4 K" no temperature, "Type 2 A" no current once the letter goes on. */
function isAmbiguous(symbol: string, written: string, rest: string, gap: number): boolean {
  if (/^[\p{L}\p{N}]/u.test(rest) && /[\p{L}\p{N}]$/u.test(written) && !/^x\d/.test(rest)) return true
  if (written === 'in') return /^[\s-]*[\p{L}\p{N}]/u.test(rest)
  if (['a', 'y', 'an', 'd', 'st', 'K', 't'].includes(written)) return gap === 0 || /^\s*\p{L}/u.test(rest)
  return symbol === '°' && /^\s?[CFK]\b/.test(rest)
}

function joinOf(text: string, left: Scanned, right: Scanned | undefined): TextQuantity['joinsNext'] {
  if (right === undefined || right.start - left.end > 6) return null
  const between = text.slice(left.end, right.start)
  if (/^\s*(?:[-–—~]|to|bis|à|\.\.\.?|…)\s*$/.test(between)) return 'range'
  if (/^\s*[x×*]\s*$/i.test(between)) return 'sides'
  return between === '/' || between === ' / ' ? 'alternatives' : null
}

/** "3/4"" and "1/1.3"": a numerator and its denominator are one size, which is not read. */
function isFraction(text: string, { unit, start, end, joinsNext }: TextQuantity): boolean {
  const isInches = unit === 'in'
  return (
    isInches &&
    (joinsNext === 'alternatives' ||
      (text[start - 1] === '/' && /\d/.test(text[start - 2] ?? '')) ||
      text[end] === '/')
  )
}
