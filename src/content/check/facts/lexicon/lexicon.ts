/**
 * What the gate must know of a language to judge a text in it: words that state nothing, words of denial, number words
 * and the vocabularies that tell what kind of claim an unlicensed word makes. All of it is data (`en/`, `de/`).
 */
export interface Lexicon {
  readonly language: string
  readonly decimalPoint: '.' | ','
  /** One form for the inflections, spellings and names of a thing, lower case: "litres" and "liter" are the same. */
  readonly stem: (word: string) => string
  /** The ways to cut a compound word in two, as stems; empty where words are written apart. */
  readonly parts: (word: string) => readonly (readonly [string, string])[]
  /** Stems that state no feature, material, quality or benefit: function words, frame verbs, names for "the product". */
  readonly neutral: ReadonlySet<string>
  /** Stems that are neutral in a segment of role "legal" only: "reply", "stop". */
  readonly legal: ReadonlySet<string>
  /** Neutral as a whole, though a word of it is not: "good to know". Stems. */
  readonly idioms: readonly (readonly string[])[]
  readonly denial: DenialWords
  readonly numberWords: ReadonlyMap<string, number>
  /** Words that count without being numbers: "dual", "pair". Lower case. */
  readonly multiples: ReadonlyMap<string, number>
  /** Words that make a number approximate, lower case. */
  readonly hedges: ReadonlySet<string>
  /** Letters of "W × D × H" by the attributes they stand for. */
  readonly axes: ReadonlyMap<string, readonly string[]>
  /** Of two words the better known: what kind of claim a word makes when no fact licenses it. Stems. */
  readonly kinds: Readonly<Record<WordKind, ReadonlySet<string>>>
  /** Other words for what an attribute says, by stems of its name: "weight" → "heavy", "scales". */
  readonly concepts: ReadonlyMap<string, readonly string[]>
  /** Stems too common to tell one attribute from another: articles, "is", "has". */
  readonly common: ReadonlySet<string>
  /** Articles that stand for one of a thing, lower case. */
  readonly indefinite: ReadonlySet<string>
  /** Definite articles, lower case: a name follows them. */
  readonly definite: ReadonlySet<string>
  /** Stems that join the items of a list. */
  readonly joins: ReadonlySet<string>
}

export type WordKind = 'material' | 'origin' | 'certificate' | 'assurance' | 'contents'

/** Lower case, as written. */
export interface DenialWords {
  /** They deny what follows: "no", "without". */
  readonly forward: ReadonlySet<string>
  /** They deny their clause: "not", "cannot". */
  readonly clause: ReadonlySet<string>
  /** They deny what stands before them: "missing". */
  readonly backward: ReadonlySet<string>
  /** "free" denies in "lint-free" and "free of lint", unless the fact itself says so. */
  readonly suffix: ReadonlySet<string>
  /** Phrases that deny a word of their own: "out of stock". */
  readonly phrases: readonly (readonly string[])[]
  /** Phrases that deny nothing: "not only". */
  readonly exempt: readonly (readonly string[])[]
  /** A clause ends before them: "but", "while". */
  readonly breakers: ReadonlySet<string>
  /** Words that begin a new predicate after "and" or a comma: "has", "comes", "with". */
  readonly predicates: ReadonlySet<string>
}

/** Words of a list written as prose, with what `|`-less whitespace separates. */
export function wordsOf(list: string): string[] {
  return list.trim().split(/\s+/)
}

/** Items of a list that are separated by commas, each of one or more words. */
export function phrasesOf(list: string): string[][] {
  return list
    .trim()
    .split(/\s*,\s*/)
    .filter((phrase) => phrase !== '')
    .map((phrase) => phrase.split(/\s+/))
}

export function stemsOf(stem: (word: string) => string, list: string): ReadonlySet<string> {
  return new Set(wordsOf(list).map(stem))
}
