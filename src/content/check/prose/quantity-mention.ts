/** Reads the numbers of a text with their units, the same way in prose and in supplier values. */
import { proseUnitOf, unitPattern, type ProseUnit } from './words/prose-units.ts'

export interface QuantityMention {
  readonly start: number
  readonly end: number
  /** As written, with its unit. */
  readonly text: string
  /** The number as written: "4.4.2", "65,000". */
  readonly digits: string
  readonly value: number
  readonly decimals: number
  /** Null for a bare number. */
  readonly unit: ProseUnit | null
  readonly currency: string | null
}

const numberPattern = new RegExp(
  String.raw`(?=\d)(?:(?<=\d[x×])|(?<![\p{L}\p{N}_.,]|[\p{L}\p{N}][-–]))(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+,\d{1,2}(?![\d,])|\d+(?:\.\d+)*)` +
    String.raw`(?:(K|M|B)(?=\s?colou?rs?)|\s(thousand|million|billion)\b)?` +
    String.raw`(?:[\s–-]?(${unitPattern})(?![\p{L}\p{N}²]))?`,
  'giu',
)
const scales: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  b: 1e9,
  billion: 1e9,
}
const currencies = '[$€£¥₹]|EUR|USD|GBP|INR|CHF|JPY|euros?|dollars?|pounds sterling|rupees?'
const currencyBefore = new RegExp(`(${currencies})\\s?$`, 'i')
const currencyAfter = new RegExp(`^\\s?(${currencies})(?!\\p{L})`, 'iu')
const joiner = /^\s*(?:\/|x|×|to|or|and|by|-|–|&)\s*$/i

export function quantitiesIn(text: string): QuantityMention[] {
  const found: QuantityMention[] = []
  for (const match of text.matchAll(numberPattern)) {
    const [, digits = '', letter, word, unitWord] = match
    const unit = unitWord === undefined ? undefined : proseUnitOf(unitWord)
    // "inch" after 'in' the preposition: a unit of the wrong case is no unit, and the match ends before it.
    const whole =
      unit === undefined && unitWord !== undefined
        ? match[0].slice(0, match[0].length - unitWord.length).trimEnd()
        : match[0]
    const end = match.index + whole.length
    // "810G" and "360hz-panel" are names: digits that letters follow without being a unit.
    if (unit === undefined && letter === undefined && /^[\p{L}_]/u.test(text.slice(end, end + 2)))
      if (!/^[x×]\d/.test(text.slice(end, end + 2))) continue
    const scale = scales[(letter ?? word ?? '').toLowerCase()] ?? 1
    found.push({
      start: match.index,
      end,
      text: whole,
      digits,
      value: valueOf(digits) * scale,
      decimals: /\.(\d+)$/.exec(digits)?.[1]?.length ?? 0,
      unit: unit ?? null,
      currency: currencyOf(text, match.index, end),
    })
  }
  return found.map((mention, index) => ({
    ...mention,
    unit: mention.unit ?? unitOfChain(text, found, index),
  }))
}

function valueOf(digits: string): number {
  const plain = digits.replace(/,(?=\d{3}(?:\D|$))/g, '').replace(',', '.')
  // A version such as 4.4.2 has no value; it is compared as text.
  return Number(plain)
}

function currencyOf(text: string, start: number, end: number): string | null {
  const before = currencyBefore.exec(text.slice(Math.max(0, start - 8), start))
  const after = currencyAfter.exec(text.slice(end, end + 16))
  return before?.[1] ?? after?.[1] ?? null
}

/** "4 or 8 GB": a bare number joined to the next is said in the unit of the one that ends the chain. */
function unitOfChain(text: string, found: readonly QuantityMention[], index: number): ProseUnit | null {
  for (let at = index; at + 1 < found.length && at < index + 6; at += 1) {
    const [current, next] = [found[at], found[at + 1]]
    if (current === undefined || next === undefined) return null
    if (current.currency !== null || !joiner.test(text.slice(current.end, next.start))) return null
    if (next.unit !== null) return next.unit
  }
  return null
}
