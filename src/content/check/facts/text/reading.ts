/** Reads a sentence against the facts it cites: which of its tokens each of them, or the language itself, accounts for. */
import { combinedWords } from '../licence/attribute-words.ts'
import type { Licence } from '../licence/licence.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Token } from './text-tokens.ts'

/** Tokens of the text that stand in this order in a value or label. */
export interface Run {
  readonly licence: Licence
  readonly begin: number
  /** Exclusive. */
  readonly end: number
  /** Words and numbers matched. */
  readonly length: number
  /** Where in the value it begins. */
  readonly from: number
  /** Of a value; else of the attribute's name. */
  readonly isValue: boolean
}

export interface Reading {
  readonly tokens: readonly Token[]
  readonly cited: readonly Licence[]
  /** The longest run each token is part of. */
  readonly runs: readonly (Run | undefined)[]
  /** Part of the product's name as the title gives it. */
  readonly inName: readonly boolean[]
  /** Neutral in the language, by itself or in an idiom or frame. */
  readonly isNeutral: readonly boolean[]
  /** A cited fact licenses the word. */
  readonly isLicensed: readonly boolean[]
}

export interface NeutralWords {
  readonly lexicon: Lexicon
  /** By their first stem: idioms and frames that are neutral as a whole. */
  readonly phrases: ReadonlyMap<string, readonly (readonly string[])[]>
}

export function readSegment(
  tokens: readonly Token[],
  cited: readonly Licence[],
  { lexicon, phrases }: NeutralWords,
  { isLegal, nameMin }: { readonly isLegal: boolean; readonly nameMin: number },
): Reading {
  const runs = runsOf(tokens, cited, lexicon)
  const inName = nameMarks(tokens, cited, runs, { lexicon, nameMin })
  const shared = new Set(combinedWords(new Set(cited.map(({ fact }) => fact.attribute)), lexicon))
  const isWordLicensed = (stem: string) =>
    shared.has(stem) ||
    cited.some(({ valueStems, attribute }) => valueStems.has(stem) || attribute.licensed.has(stem))
  const isLicensed = tokens.map(
    ({ stem, lower }) =>
      isWordLicensed(stem) ||
      lexicon.parts(lower).some(([left, right]) => isWordLicensed(left) && isWordLicensed(right)),
  )
  const isNeutral = tokens.map((token) => isNeutralWord(token, lexicon, isLegal))
  markPhrases(tokens, phrases, isNeutral)
  return { tokens, cited, runs, inName, isNeutral, isLicensed }
}

/** "A" within a sentence is a class or a plug, not the article. */
function isNeutralWord(token: Token, { neutral, legal }: Lexicon, isLegal: boolean): boolean {
  if (token.number !== null) return false
  const isLetter = token.raw.length === 1 && token.raw !== token.lower && !token.beginsSentence
  return !isLetter && (neutral.has(token.stem) || (isLegal && legal.has(token.stem)))
}

function markPhrases(tokens: readonly Token[], phrases: NeutralWords['phrases'], isNeutral: boolean[]): void {
  for (let begin = 0; begin < tokens.length; begin += 1) {
    for (const phrase of phrases.get(tokens[begin]?.stem ?? '') ?? []) {
      if (!phrase.every((stem, offset) => tokens[begin + offset]?.stem === stem)) continue
      for (let offset = 0; offset < phrase.length; offset += 1) isNeutral[begin + offset] = true
    }
  }
}

/**
 * A name is quoted from the title's beginning; single words of it name nothing. Where a value reads like it, the
 * definite article or the sentence's beginning tells the name: "the Intel Xeon runs on an Intel Xeon processor".
 */
function nameMarks(
  tokens: readonly Token[],
  cited: readonly Licence[],
  runs: readonly (Run | undefined)[],
  { lexicon, nameMin }: { readonly lexicon: Lexicon; readonly nameMin: number },
): boolean[] {
  const marks = tokens.map(() => false)
  const title = cited.find(({ fact }) => fact.id === 'p_title')
  const source = title === undefined ? undefined : sourcesOf(title)[0]
  if (source === undefined) return marks
  tokens.forEach(({ stem, beginsSentence }, begin) => {
    if (stem !== source.stems[0] || marks[begin] === true) return
    const run = runFrom(tokens, begin, source, 0, lexicon)
    const rival = runs[begin]
    const isLonger = rival === undefined || rival.licence.isName || run.length > rival.length
    const followsArticle = lexicon.definite.has(tokens[begin - 1]?.lower ?? '')
    const isDefinite = beginsSentence || followsArticle
    // A brand alone is a name where it stands for the product: "the Tripp Lite", "Tripp Lite, €58.95".
    const next = tokens[run.end]
    const goesOn = next !== undefined && beginsSentence && lexicon.neutral.has(next.stem)
    const ends = goesOn || /^\s*[,:.]/.test(next?.gap ?? '.')
    const standsAlone = run.length >= 2 ? followsArticle || ends : followsArticle && ends
    const isName = run.length >= nameMin || standsAlone
    if (isName && (isLonger || isDefinite)) marks.fill(true, run.begin, run.end)
  })
  return marks
}

interface Source {
  readonly licence: Licence
  readonly isValue: boolean
  readonly stems: readonly string[]
}

function runsOf(tokens: readonly Token[], cited: readonly Licence[], lexicon: Lexicon): (Run | undefined)[] {
  const places = new Map<string, { readonly source: Source; readonly at: number }[]>()
  for (const source of cited.flatMap(sourcesOf)) {
    source.stems.forEach((stem, at) => {
      const list = places.get(stem)
      if (list === undefined) places.set(stem, [{ source, at }])
      else list.push({ source, at })
    })
  }
  const best = new Array<Run | undefined>(tokens.length).fill(undefined)
  for (let begin = 0; begin < tokens.length; begin += 1) {
    let longest: Run | undefined
    for (const { source, at } of places.get(tokens[begin]?.stem ?? '') ?? []) {
      const run = runFrom(tokens, begin, source, at, lexicon)
      if (longest === undefined || isBetter(run, longest)) longest = run
    }
    if (longest === undefined) continue
    for (let index = longest.begin; index < longest.end; index += 1) {
      const before = best[index]
      if (before === undefined || isBetter(longest, before)) best[index] = longest
    }
  }
  return best
}

/** Longer wins; of two equal ones that which states something wins over that which names. */
function isBetter(run: Run, other: Run): boolean {
  return (
    run.length > other.length || (run.length === other.length && other.licence.isName && !run.licence.isName)
  )
}

function sourcesOf(licence: Licence): Source[] {
  const values = licence.forms.map((items) => ({ licence, isValue: true, stems: items.flat() }))
  return licence.attribute.label.length > 1
    ? [...values, { licence, isValue: false, stems: licence.attribute.label }]
    : values
}

/** Follows text and value together; "and" may stand in one where the other has a comma. */
function runFrom(
  tokens: readonly Token[],
  begin: number,
  { licence, isValue, stems }: Source,
  from: number,
  { joins }: Lexicon,
): Run {
  let [index, at, length] = [begin, from, 0]
  for (;;) {
    const stem = tokens[index]?.stem
    if (stem === undefined || at >= stems.length) break
    if (stem === stems[at]) {
      index += 1
      at += 1
      length += 1
    } else if (joins.has(stem) && tokens[index + 1]?.stem === stems[at]) index += 1
    else break
  }
  return { licence, begin, end: index, length, from, isValue }
}
