/** Tells shouting from names: acronyms, model codes and words that a cited fact writes so are no shouting. */
import type { Fact } from '../../facts/fact.ts'

export interface ShoutedWord {
  readonly start: number
  readonly word: string
}

/** Up to this many letters a word in capitals is taken for an acronym. */
const ACRONYM_LETTERS_MAX = 4
/** So many short words in a row are a cry: "BUY IT NOW". */
const RUN_MIN = 3
/** Short words that advertisements cry. */
const cries = new Set(
  'FREE NEW SALE BEST NOW ONLY BUY HOT TOP WOW GET DEAL SAVE HURRY NEU JETZT NUR'.split(' '),
)
const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}&’'-]*/gu
const allCapitals = /^[\p{Lu}&’'-]+$/u

export function shoutedWords(text: string, cited: readonly Fact[]): ShoutedWord[] {
  if (!/[A-Z]{2}|[^ -~]{2}/.test(text)) return []
  const words = [...text.matchAll(wordPattern)].map((match) => ({ start: match.index, word: match[0] }))
  const named = namesOf(cited)
  const isStranger = ({ word }: ShoutedWord) =>
    word.length > 1 && allCapitals.test(word) && /\p{Lu}/u.test(word) && !named.has(word)
  const shouted = words.filter(
    (word, index) =>
      isStranger(word) &&
      (lettersOf(word.word) > ACRONYM_LETTERS_MAX ||
        cries.has(word.word) ||
        isInRun(words, index, isStranger)),
  )
  return shouted.length > 0 ? shouted : wholeCry(words, cited)
}

/** A text that is capitals throughout shouts even where the feed does: "GREAT KETTLE FOR COFFEE". */
function wholeCry(words: readonly ShoutedWord[], cited: readonly Fact[]): ShoutedWord[] {
  const brand = namesOf(cited.filter((fact) => fact.attribute === 'brand'))
  const plain = words.filter(
    ({ word }) => /^[\p{L}’'-]+$/u.test(word) && lettersOf(word) > ACRONYM_LETTERS_MAX,
  )
  const loud = plain.filter(({ word }) => allCapitals.test(word) && !brand.has(word))
  return loud.length >= 2 && loud.length * 2 > plain.length ? loud : []
}

function isInRun(
  words: readonly ShoutedWord[],
  index: number,
  isLoud: (word: ShoutedWord) => boolean,
): boolean {
  let first = index
  while (first > 0 && words[first - 1] !== undefined && isLoudAt(words, first - 1, isLoud)) first -= 1
  let end = index + 1
  while (end < words.length && isLoudAt(words, end, isLoud)) end += 1
  return end - first >= RUN_MIN
}

function isLoudAt(
  words: readonly ShoutedWord[],
  index: number,
  isLoud: (word: ShoutedWord) => boolean,
): boolean {
  const word = words[index]
  return word !== undefined && isLoud(word)
}

/** Words that cited values hold in capitals. */
function namesOf(cited: readonly Fact[]): ReadonlySet<string> {
  return new Set(
    cited.flatMap(({ value }) =>
      typeof value === 'string' ? [...value.matchAll(wordPattern)].map((match) => match[0]) : [],
    ),
  )
}

function lettersOf(word: string): number {
  return word.replace(/[^\p{L}]/gu, '').length
}
