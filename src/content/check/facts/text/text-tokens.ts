/** A text as tokens: words in one form per meaning, numbers with their value, and what stands between them. */
import type { Lexicon } from '../lexicon/lexicon.ts'

export interface Token {
  /** UTF-16 offsets. */
  readonly start: number
  readonly end: number
  readonly raw: string
  readonly lower: string
  readonly stem: string
  /** Of a token that is nothing but a number; else null. */
  readonly number: number | null
  /** What separates it from the token before: blanks and punctuation. */
  readonly gap: string
  readonly beginsSentence: boolean
}

/** A number that no letter or further digit continues; a word, also one that holds digits ("1.7l", "Cat5e"); a sign that reads as a unit. */
const tokenPattern =
  /(?:(?<=^|[\s(])[-−])?(?<![\p{L}\p{N}])\d+(?:[.,]\d+)*(?![\p{L}\p{N}]|[.,]\d)|[\p{L}\p{M}\p{N}]+(?:[.,]\d+\p{L}*)*(?:['’]\p{L}+)?|[%°×"″′Ω²³€£$¥]/gu

export function tokensOf(text: string, lexicon: Lexicon): Token[] {
  const tokens: Token[] = []
  let before = 0
  for (const match of text.matchAll(tokenPattern)) {
    const raw = match[0]
    const start = match.index
    const gap = text.slice(before, start)
    const lower = raw.toLowerCase()
    const number = /^[-−]?\d/.test(raw) ? numberOf(raw, lexicon.decimalPoint) : null
    tokens.push({
      start,
      end: start + raw.length,
      raw,
      lower,
      stem: number === null ? lexicon.stem(lower) : String(number),
      number,
      gap,
      beginsSentence: tokens.length === 0 || /[.!?:;…](?:\s|$)|\n/.test(gap),
    })
    before = start + raw.length
  }
  return tokens
}

/** @returns null for what is no plain number: "1.2.3", "1,60" where the comma groups thousands */
export function numberOf(raw: string, decimalPoint: '.' | ','): number | null {
  const text = raw.replace('−', '-')
  const [group, point] = decimalPoint === '.' ? [',', '.'] : ['.', ',']
  const grouped = group === ',' ? /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/ : /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/
  const plain = point === '.' ? /^-?\d+(?:\.\d+)?$/ : /^-?\d+(?:,\d+)?$/
  // Data keeps the point as decimal sign in every language; "1.5" in a German text is no group of thousands.
  if (grouped.test(text)) return Number(text.replaceAll(group, '').replace(point, '.'))
  if (plain.test(text)) return Number(text.replace(point, '.'))
  return /^-?\d+\.\d+$/.test(text) ? Number(text) : null
}
