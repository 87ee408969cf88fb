/**
 * How hard a text is to read, as a school grade. English: Flesch–Kincaid (Kincaid et al. 1975). German: the first Wiener
 * Sachtextformel (Bamberger and Vanecek 1984), which is scaled to grades as well.
 */
import { syllable } from 'syllable'

export interface ReadingMeasure {
  readonly grade: number
  readonly words: number
  readonly sentences: number
  /** Words of the longest sentence. */
  readonly longest: number
}

export interface SentenceWords {
  /** All of them. */
  readonly length: number
  /** Those of the writer's choice, lower case: names, values and codes cannot be made plainer. */
  readonly said: readonly string[]
}

export function measureReading(sentences: readonly SentenceWords[], language: 'en' | 'de'): ReadingMeasure {
  let all = 0
  let words = 0
  let syllables = 0
  let long = 0
  let many = 0
  let single = 0
  let longest = 0
  for (const sentence of sentences) {
    all += sentence.length
    words += sentence.said.length
    longest = Math.max(longest, sentence.length)
    for (const word of sentence.said) {
      const count = language === 'de' ? germanSyllables(word) : englishSyllables(word)
      syllables += count
      if (word.length > 6) long += 1
      if (count >= 3) many += 1
      if (count === 1) single += 1
    }
  }
  if (words === 0) return { grade: 0, words, sentences: sentences.length, longest }
  const length = all / sentences.length
  const percent = (count: number) => (100 * count) / words
  const grade =
    language === 'de'
      ? 0.1935 * percent(many) + 0.1672 * length + 0.1297 * percent(long) - 0.0327 * percent(single) - 0.875
      : 0.39 * length + 11.8 * (syllables / words) - 15.59
  return { grade, words, sentences: sentences.length, longest }
}

/** Counting is a pure function of the word; shop texts use few different ones. */
const counted = new Map<string, number>()
const COUNTED_MAX = 20_000

function englishSyllables(word: string): number {
  const known = counted.get(word)
  if (known !== undefined) return known
  if (counted.size >= COUNTED_MAX) counted.clear()
  const count = Math.max(1, syllable(word))
  counted.set(word, count)
  return count
}

/** German syllables are its vowels and diphthongs, nearly without exception. */
function germanSyllables(word: string): number {
  return Math.max(1, word.match(/ei|ai|au|eu|äu|ie|aa|ee|oo|[aeiouyäöü]/g)?.length ?? 1)
}
