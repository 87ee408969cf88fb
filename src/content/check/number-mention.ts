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

const unitWords = [
  ...new Set(
    [...english.units].flatMap(([symbol, wording]) => [symbol, wording.one, wording.many, wording.before]),
  ),
]
const knownUnits = new Set(unitWords)

/** A number, and a unit directly after it unless a longer word or another symbol goes on. */
function numberPattern(units: readonly string[]): RegExp {
  const longestFirst = [...units].sort((a, b) => b.length - a.length)
  const unit = longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}.,])([-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:[.,]\d+)?)(?:([\s-]?)(${unit})(?![\p{L}\p{N}²/]))?`,
    'gu',
  )
}
const standardPattern = numberPattern(unitWords)
const wordNumbers: ReadonlyMap<string, number> = new Map(
  ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'].map(
    (word, index) => [word, index + 2] as const,
  ),
)
const wordNumberPattern = /\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?!-)/gi
const currencyCodes = Intl.supportedValuesOf('currency').join('|')
const moneyBefore = new RegExp(`(?:[$€£¥]|\\b(?:${currencyCodes}))[\\s\u00a0]?$`)
const moneyAfter = /^[  ]?(?:[$€£¥]|(?:EUR|USD|GBP|CHF|JPY|euros?|dollars?|pounds?|cents?)\b)/
const joiner = /^\s*(?:×|x|to|–|-)\s*$/

/** @param units of the facts at hand; those no dictionary knows are looked for as well */
export function numbersIn(text: string, units: readonly string[] = []): NumberMention[] {
  const unknown = units.filter((unit) => !knownUnits.has(unit))
  const pattern = unknown.length === 0 ? standardPattern : numberPattern([...unitWords, ...unknown])
  const found: { start: number; end: number; mention: NumberMention }[] = []
  for (const match of text.matchAll(pattern)) {
    const [whole, digits = '', , unit] = match
    const end = match.index + whole.length
    const isMoney =
      moneyBefore.test(text.slice(Math.max(0, match.index - 5), match.index)) ||
      moneyAfter.test(text.slice(end, end + 9))
    const value = Number(
      digits
        .replace('−', '-')
        .replace(/,(?=\d{3}(?:\D|$))/g, '')
        .replace(',', '.'),
    )
    found.push({ start: match.index, end, mention: { text: whole, value, unit: unit ?? null, isMoney } })
  }
  const inherited = found.map(({ mention }, index) => ({
    ...mention,
    unit: mention.unit ?? unitOfChain(text, found, index),
  }))
  const words = [...text.matchAll(wordNumberPattern)].map((match): NumberMention => ({
    text: match[0],
    value: wordNumbers.get(match[0].toLowerCase()) ?? Number.NaN,
    unit: null,
    isMoney: false,
  }))
  return [...inherited, ...words]
}

/** A bare number joined to the next by "×" or "to" is said in the unit of the one that ends the chain. */
function unitOfChain(
  text: string,
  found: readonly { start: number; end: number; mention: NumberMention }[],
  index: number,
): string | null {
  for (let at = index; at + 1 < found.length; at += 1) {
    const [current, next] = [found[at], found[at + 1]]
    if (current === undefined || next === undefined || !joiner.test(text.slice(current.end, next.start)))
      return null
    if (next.mention.unit !== null) return next.mention.unit
  }
  return null
}
