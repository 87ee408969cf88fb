/**
 * Many phrases looked for at once, in one pass over the words: each is filed under the words it may begin with, so a
 * thousand phrases cost little more than ten. The longest phrase at a place wins, and of equals the one listed first, so
 * a harmless longer phrase ("best before") shields a harmful short one.
 *
 * A phrase is words with blanks between them: "eco friendly" (also finds "eco-friendly"), "umweltfreundlich*" (any
 * ending), "(buy|get) one", "(up to|over)", "the? best" or "(the very)? best" (optional), "only ~ left" (one to three
 * words in between).
 */
import type { Word } from './words.ts'

export interface PhraseHit<T> {
  readonly means: T
  /** Index of the first word, and of the one after the last. */
  readonly from: number
  readonly to: number
  /** UTF-16 offsets in the text. */
  readonly start: number
  readonly end: number
}

export interface PhraseIndex<T> {
  /** Hits in the order of the text; none overlaps another. */
  find(words: readonly Word[]): PhraseHit<T>[]
}

interface Token {
  readonly exact: ReadonlySet<string>
  readonly stems: readonly string[]
  /** Choices of several words. */
  readonly runs: readonly (readonly string[])[]
  readonly isOptional: boolean
  readonly isGap: boolean
}

interface Phrase<T> {
  readonly tokens: readonly Token[]
  readonly means: T
  readonly rank: number
}

const GAP_WORDS_MAX = 3
/** Stems are filed under their first letters. */
const STEM_KEY = 3

export function createPhraseIndex<T>(phrases: Iterable<readonly [phrase: string, means: T]>): PhraseIndex<T> {
  const byWord = new Map<string, Phrase<T>[]>()
  const byStem = new Map<string, Phrase<T>[]>()
  let rank = 0
  for (const [text, means] of phrases) {
    file({ tokens: tokensOf(text), means, rank }, byWord, byStem)
    rank += 1
  }
  return {
    find(words) {
      const hits: PhraseHit<T>[] = []
      for (let from = 0; from < words.length; from += 1) {
        const word = words[from]
        if (word === undefined) break
        const filed = byWord.get(word.text)
        const stemmed = byStem.get(word.text.slice(0, STEM_KEY))
        if (filed === undefined && stemmed === undefined) continue
        const best = better(longest(filed, words, from), longest(stemmed, words, from))
        if (best === undefined) continue
        hits.push({
          means: best.phrase.means,
          from,
          to: best.to,
          start: word.start,
          end: words[best.to - 1]?.end ?? word.end,
        })
        from = best.to - 1
      }
      return hits
    },
  }
}

interface Reached<T> {
  readonly phrase: Phrase<T>
  readonly to: number
}

function longest<T>(
  phrases: readonly Phrase<T>[] | undefined,
  words: readonly Word[],
  from: number,
): Reached<T> | undefined {
  let best: Reached<T> | undefined
  for (const phrase of phrases ?? []) {
    const to = follow(phrase.tokens, 0, words, from, from)
    if (to > from) best = better(best, { phrase, to })
  }
  return best
}

function better<T>(one: Reached<T> | undefined, other: Reached<T> | undefined): Reached<T> | undefined {
  if (one === undefined) return other
  if (other === undefined || other.to < one.to) return one
  return other.to > one.to || other.phrase.rank < one.phrase.rank ? other : one
}

/** The furthest end of the rest of a phrase, or -1. Phrases are short, so the paths through optional words are few. */
function follow(
  tokens: readonly Token[],
  index: number,
  words: readonly Word[],
  at: number,
  from: number,
): number {
  const token = tokens[index]
  if (token === undefined) return at
  let best = token.isOptional ? follow(tokens, index + 1, words, at, from) : -1
  const word = words[at]
  if (word === undefined || (at > from && word.isAfterBreak)) return best
  if (token.isGap) {
    for (let skipped = 1; skipped <= GAP_WORDS_MAX; skipped += 1) {
      const next = words[at + skipped]
      if (next === undefined || next.isAfterBreak) break
      best = Math.max(best, follow(tokens, index + 1, words, at + skipped, from))
    }
    return best
  }
  if (token.exact.has(word.text) || token.stems.some((stem) => word.text.startsWith(stem)))
    best = Math.max(best, follow(tokens, index + 1, words, at + 1, from))
  for (const run of token.runs) {
    if (isRunAt(run, words, at))
      best = Math.max(best, follow(tokens, index + 1, words, at + run.length, from))
  }
  return best
}

function isRunAt(run: readonly string[], words: readonly Word[], at: number): boolean {
  return run.every((text, offset) => {
    const word = words[at + offset]
    return word !== undefined && word.text === text && (offset === 0 || !word.isAfterBreak)
  })
}

function tokensOf(phrase: string): Token[] {
  return Array.from(phrase.matchAll(/\([^)]*\)\??|\S+/g), ([source]): Token => {
    const choices = source
      .replace(/\?$/, '')
      .replace(/^\((.*)\)$/, '$1')
      .split('|')
    const single = choices.filter((choice) => !choice.includes(' '))
    return {
      exact: new Set(single.filter((choice) => !choice.endsWith('*'))),
      stems: single.flatMap((choice) => (choice.endsWith('*') ? [choice.slice(0, -1)] : [])),
      runs: choices.filter((choice) => choice.includes(' ')).map((choice) => choice.split(' ')),
      isOptional: source.endsWith('?'),
      isGap: source === '~',
    }
  })
}

/** Under every word that the phrase may begin with. */
function file<T>(
  phrase: Phrase<T>,
  byWord: Map<string, Phrase<T>[]>,
  byStem: Map<string, Phrase<T>[]>,
): void {
  const add = (index: Map<string, Phrase<T>[]>, key: string) => {
    const filed = index.get(key)
    if (filed === undefined) index.set(key, [phrase])
    else if (filed.at(-1) !== phrase) filed.push(phrase)
  }
  for (const token of phrase.tokens) {
    for (const word of token.exact) add(byWord, word)
    for (const [first] of token.runs) if (first !== undefined) add(byWord, first)
    for (const stem of token.stems) add(byStem, stem.slice(0, STEM_KEY))
    if (!token.isOptional) return
  }
}
