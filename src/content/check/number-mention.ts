/** Finds the numbers of a text with the unit each is said in: "22 × 16 × 24 cm" mentions three lengths in cm. */
import { english } from '../writer/en/grammar.ts'

export interface NumberMention {
  /** As written, with its unit. */
  readonly text: string
  readonly value: number
  /** A unit word or symbol as written; null for a bare number. */
  readonly unit: string | null
  readonly isMoney: boolean
}

const unitWords = [...new Set([...english.units].flatMap(([symbol, wording]) => [symbol, wording.one, wording.many, wording.before]))]
  .sort((a, b) => b.length - a.length)
const unitPattern = unitWords.map((unit) => unit.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')
// "A" and "a" are ampere, year and an article; a letter unit counts only when no word follows it directly.
const numberPattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,])([-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:[.,]\d+)?)(?:([  -]?)(${unitPattern})(?![\p{L}\p{N}²/]))?`,
  'gu',
)
const wordNumbers: ReadonlyMap<string, number> = new Map(
  ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'].map((word, index) => [word, index + 2] as const),
)
const wordNumberPattern = /\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?!-)/gi
const currencyCodes = Intl.supportedValuesOf('currency').join('|')
const moneyBefore = new RegExp(`(?:[$€£¥]|\\b(?:${currencyCodes}))[\\s\u00a0]?$`)
const moneyAfter = /^[  ]?(?:[$€£¥]|(?:EUR|USD|GBP|CHF|JPY|euros?|dollars?|pounds?|cents?)\b)/
const joiner = /^\s*(?:×|x|to|–|-)\s*$/

export function numbersIn(text: string): NumberMention[] {
  const found: { start: number; end: number; mention: NumberMention }[] = []
  for (const match of text.matchAll(numberPattern)) {
    const [whole, digits = '', , unit] = match
    const end = match.index + whole.length
    const isMoney = moneyBefore.test(text.slice(Math.max(0, match.index - 5), match.index)) || moneyAfter.test(text.slice(end, end + 9))
    const value = Number(digits.replace('−', '-').replace(/,(?=\d{3}(?:\D|$))/g, '').replace(',', '.'))
    found.push({ start: match.index, end, mention: { text: whole, value, unit: unit ?? null, isMoney } })
  }
  const inherited = found.map(({ mention }, index) => ({ ...mention, unit: mention.unit ?? unitOfChain(text, found, index) }))
  const words = [...text.matchAll(wordNumberPattern)].map((match): NumberMention => ({
    text: match[0], value: wordNumbers.get(match[0].toLowerCase()) ?? Number.NaN, unit: null, isMoney: false,
  }))
  return [...inherited, ...words]
}

/** A bare number joined to the next by "×" or "to" is said in the unit of the one that ends the chain. */
function unitOfChain(text: string, found: readonly { start: number; end: number; mention: NumberMention }[], index: number): string | null {
  for (let at = index; at + 1 < found.length; at += 1) {
    const [current, next] = [found[at], found[at + 1]]
    if (current === undefined || next === undefined || !joiner.test(text.slice(current.end, next.start))) return null
    if (next.mention.unit !== null) return next.mention.unit
  }
  return null
}
