/** A text as words with their places: every family of checks looks at words, never at raw strings of its own cutting. */

export interface Word {
  /** Lower case, with a straight apostrophe. */
  readonly text: string
  /** UTF-16 offsets in the text. */
  readonly start: number
  readonly end: number
  /** Punctuation stands before it: no phrase reaches across. Hyphens, blanks and quotation marks are none. */
  readonly isAfterBreak: boolean
  /** The first of a sentence or of the text. */
  readonly isFirst: boolean
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{N}\p{M}]+)?/gu
const breaks = /[.,;:!?()[\]{}|/\n•…·]/
const sentenceEnds = /[.!?…\n]/

export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  let last = 0
  for (const match of text.matchAll(wordPattern)) {
    const [whole] = match
    const start = match.index
    const isAdjacent = words.length > 0 && start - last === 1 && text.charCodeAt(last) === 32
    const between = isAdjacent ? ' ' : text.slice(last, start)
    const end = start + whole.length
    words.push({
      text: lowered(whole),
      start,
      end,
      // "99.9" is one number, and "e.g" one word.
      isAfterBreak: !isAdjacent && between !== '.' && breaks.test(between),
      isFirst: words.length === 0 || (!isAdjacent && between.length > 1 && sentenceEnds.test(between)),
    })
    last = end
  }
  return words
}

function lowered(word: string): string {
  const lower = word.toLowerCase()
  return lower.includes('’') ? lower.replaceAll('’', "'") : lower
}
