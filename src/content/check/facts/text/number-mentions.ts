/** The numbers of a sentence with what each is said in: "22 × 16 × 24 cm" mentions three lengths in cm. */
import { quantitiesIn } from '../../../facts/quantity/quantities-in.ts'
import { knownUnit } from '../../../facts/quantity/unit-spelling.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import { numberOf, type Token } from './text-tokens.ts'

export interface NumberMention {
  /** Index of its token, and of the first token after it and its unit. */
  readonly index: number
  readonly after: number
  readonly start: number
  readonly end: number
  readonly value: number
  /** Its symbol; null for a bare number. */
  readonly unit: string | null
  /** The unit as written after it; empty when there is none, or when that of a later number is meant. */
  readonly unitText: string
  /** Digits after the decimal point. */
  readonly decimals: number
  /** "About" or the like stands before it. */
  readonly isApproximate: boolean
  /** Token of "$", "EUR" …; null when it is no amount of money. */
  readonly currency: number | null
  /** "two", "dual". */
  readonly isWord: boolean
}

/** @param units of the cited facts: they may be such as no dictionary knows */
export function numberMentions(
  text: string,
  tokens: readonly Token[],
  lexicon: Lexicon,
  units: readonly string[],
): NumberMention[] {
  const quantities = new Map(
    quantitiesIn(text, lexicon.language).map((quantity) => [quantity.start, quantity] as const),
  )
  return tokens.flatMap((token, index): NumberMention[] => {
    const said = numberOfToken(token, lexicon)
    if (said === undefined) return []
    const currency = said.isWord ? null : currencyAt(tokens, index)
    const quantity = said.isWord || currency !== null ? undefined : quantities.get(token.start)
    const numberEnd = token.start + said.length
    const written = quantity !== undefined && quantity.unit !== null && quantity.end > numberEnd
    const own = written ? undefined : unitAfter(text, numberEnd, said.isWord, units)
    const end = Math.max(token.end, written ? quantity.end : (own?.end ?? 0))
    // "2x" and "4K" are names unless their letters are a unit.
    if (said.length < token.raw.length && end === token.end && !written && own === undefined) return []
    return [
      {
        index,
        after: tokenAfter(tokens, index, end),
        start: token.start,
        end,
        value: said.value,
        unit: own?.symbol ?? quantity?.unit ?? null,
        unitText: text.slice(numberEnd, end).replace(/^[\s\u00a0\u202f-]/, ''),
        decimals: decimalsOf(token.raw.slice(0, said.length), lexicon.decimalPoint),
        isApproximate: isHedged(tokens, index, lexicon),
        currency,
        isWord: said.isWord,
      },
    ]
  })
}

function numberOfToken(
  token: Token,
  lexicon: Lexicon,
): { readonly value: number; readonly length: number; readonly isWord: boolean } | undefined {
  if (token.number !== null) return { value: token.number, length: token.raw.length, isWord: false }
  const word = lexicon.numberWords.get(token.lower) ?? lexicon.multiples.get(token.lower)
  if (word !== undefined) return { value: word, length: token.raw.length, isWord: true }
  const digits = /^\d+(?:[.,]\d+)*(?=\p{L})/u.exec(token.raw)?.[0]
  const value = digits === undefined ? null : numberOf(digits, lexicon.decimalPoint)
  return digits === undefined || value === null ? undefined : { value, length: digits.length, isWord: false }
}

/** The unit of a number word, or a unit that only a fact knows. */
function unitAfter(
  text: string,
  after: number,
  isWord: boolean,
  units: readonly string[],
): { readonly symbol: string; readonly end: number } | undefined {
  const gap = /^[\s\u00a0\u202f-]?/.exec(text.slice(after, after + 1))?.[0].length ?? 0
  const rest = text.slice(after + gap, after + gap + 42)
  const ownUnit = units.find(
    (unit) => rest.startsWith(unit) && !/^[\p{L}\p{N}]/u.test(rest.slice(unit.length)),
  )
  if (ownUnit !== undefined) return { symbol: ownUnit, end: after + gap + ownUnit.length }
  const word = isWord ? (/^[\p{L}°%"/²³]+/u.exec(rest)?.[0] ?? '') : ''
  const symbol = word.length > 1 && word !== 'in' ? knownUnit(word) : undefined
  return symbol === undefined ? undefined : { symbol, end: after + gap + word.length }
}

function decimalsOf(raw: string, point: '.' | ','): number {
  const at = raw.lastIndexOf(point)
  return at === -1 ? 0 : raw.length - at - 1
}

function isHedged(tokens: readonly Token[], index: number, { hedges }: Lexicon): boolean {
  return [tokens[index - 1], tokens[index - 2]].some(
    (token) => token !== undefined && hedges.has(token.lower),
  )
}

function tokenAfter(tokens: readonly Token[], index: number, end: number): number {
  let after = index + 1
  while ((tokens[after]?.start ?? Number.POSITIVE_INFINITY) < end) after += 1
  return after
}

const currencyCodes =
  'EUR USD GBP CHF JPY CNY CAD AUD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN TRY INR BRL MXN ZAR KRW SGD HKD TWD THB ILS AED SAR UAH'
const currencyWords: ReadonlySet<string> = new Set([
  ...currencyCodes.split(' '),
  ...'€ £ $ ¥ euro euros Euro Euros dollar dollars pence cent cents Cent kr zł Fr'.split(' '),
])

function currencyAt(tokens: readonly Token[], index: number): number | null {
  const [before, token, after] = [tokens[index - 1], tokens[index], tokens[index + 1]]
  const isClose = (gap: string | undefined) => gap !== undefined && /^[\s\u00a0\u202f]?$/.test(gap)
  if (
    before !== undefined &&
    isClose(token?.gap) &&
    currencyWords.has(before.raw) &&
    !/\p{Ll}/u.test(before.raw)
  )
    return index - 1
  return after !== undefined && isClose(after.gap) && currencyWords.has(after.raw) ? index + 1 : null
}
