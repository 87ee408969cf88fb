/**
 * A document read once for all families of checks: its words, the facts each segment cites, and which words are data.
 * Names (title, brand, model) are data wherever they stand; a value is data where the segment cites it.
 */
import type { Fact, FactSheet } from '../../facts/fact.ts'
import type { Segment } from '../../drafts/segment.ts'
import type { CopyDocument, GateContext } from '../gate-context.ts'
import { wordsOf, type Word } from './words.ts'

export interface Reading {
  readonly field: string
  readonly index: number
  readonly segment: Segment
  readonly text: string
  readonly words: readonly Word[]
  readonly cited: readonly Fact[]
  /** By word: part of a name, of a cited value, or said by the writer. */
  readonly origins: readonly WordOrigin[]
}

export type WordOrigin = 'name' | 'value' | 'said'

/** Reading is pure; the same document and sheet need no second one. */
const known = new WeakMap<
  CopyDocument,
  { readonly sheet: FactSheet; readonly readings: readonly Reading[] }
>()

export function readDocument(
  document: CopyDocument,
  { sheet }: Pick<GateContext, 'sheet'>,
): readonly Reading[] {
  const earlier = known.get(document)
  if (earlier?.sheet === sheet) return earlier.readings
  const names = namesOf(sheet)
  const readings = Object.entries(document.fields).flatMap(([field, segments]) =>
    segments.map((segment, index) => readSegment(field, index, segment, sheet, names)),
  )
  known.set(document, { sheet, readings })
  return readings
}

/** The readings of each field, in order. */
export function byField(readings: readonly Reading[]): ReadonlyMap<string, readonly Reading[]> {
  const fields = new Map<string, Reading[]>()
  for (const reading of readings) {
    const field = fields.get(reading.field)
    if (field === undefined) fields.set(reading.field, [reading])
    else field.push(reading)
  }
  return fields
}

/** Whether every word of a phrase is data of one of these kinds; articles belong to whatever follows them. */
export function isData(reading: Reading, from: number, to: number, origins: readonly WordOrigin[]): boolean {
  let seen = 0
  for (let at = from; at < to; at += 1) {
    const origin = reading.origins[at]
    if (origin !== undefined && origins.includes(origin)) seen += 1
    else if (!articles.has(reading.words[at]?.text ?? '')) return false
  }
  return seen > 0
}

const articles = new Set([
  'the',
  'a',
  'an',
  'our',
  'its',
  'of',
  'in',
  'der',
  'die',
  'das',
  'den',
  'dem',
  'ein',
  'eine',
])

function readSegment(
  field: string,
  index: number,
  segment: Segment,
  sheet: FactSheet,
  names: ReadonlyMap<string, readonly NameEntry[]>,
): Reading {
  const words = wordsOf(segment.text)
  const cited = segment.factIds.flatMap((id) => sheet.byId.get(id) ?? [])
  const origins: WordOrigin[] = words.map(() => 'said')
  for (const fact of cited) markFact(origins, words, fact)
  markNames(origins, words, names)
  return { field, index, segment, text: segment.text, words, cited, origins }
}

interface NameEntry {
  readonly words: readonly string[]
  readonly at: number
  /** A part of it counts when it is this long. */
  readonly wordsMin: number
}

const nameAttributes =
  /^(?:title|brand|category|manufacturer|series|collection|product_(?:family|name|line)|model(?:_.*)?)$/
const namesBySheet = new WeakMap<FactSheet, ReadonlyMap<string, readonly NameEntry[]>>()

/** Every word of every name with its place, so that a part of a long title is recognised, too. */
function namesOf(sheet: FactSheet): ReadonlyMap<string, readonly NameEntry[]> {
  const earlier = namesBySheet.get(sheet)
  if (earlier !== undefined) return earlier
  const names = new Map<string, NameEntry[]>()
  for (const fact of sheet.facts) {
    if (typeof fact.value !== 'string' || !nameAttributes.test(fact.attribute)) continue
    const words = wordsOf(fact.value).map((word) => word.text)
    // Copy shortens a title to some of its words; two in a row are a quotation, one alone could be chance.
    const wordsMin = fact.attribute === 'title' ? Math.min(2, words.length) : words.length
    words.forEach((word, at) => {
      const entry = { words, at, wordsMin }
      const entries = names.get(word)
      if (entries === undefined) names.set(word, [entry])
      else entries.push(entry)
    })
  }
  namesBySheet.set(sheet, names)
  return names
}

function markNames(
  origins: WordOrigin[],
  words: readonly Word[],
  names: ReadonlyMap<string, readonly NameEntry[]>,
): void {
  for (let from = 0; from < words.length; from += 1) {
    const entries = names.get(words[from]?.text ?? '')
    if (entries === undefined) continue
    let best = 0
    for (const entry of entries) {
      let length = 0
      while (
        entry.at + length < entry.words.length &&
        words[from + length]?.text === entry.words[entry.at + length]
      )
        length += 1
      if (length >= entry.wordsMin && length > best) best = length
    }
    for (let at = from; at < from + best; at += 1) origins[at] = 'name'
    if (best > 0) from += best - 1
  }
}

const VALUE_WORDS_MAX = 60
/** Facts are cited by several sentences; their words are cut once. */
const wordsByFact = new WeakMap<
  Fact,
  { readonly value: readonly string[]; readonly label: readonly string[] }
>()

function wordsOfFact(fact: Fact): { readonly value: readonly string[]; readonly label: readonly string[] } {
  const earlier = wordsByFact.get(fact)
  if (earlier !== undefined) return earlier
  const value = typeof fact.value === 'string' ? wordsOf(fact.value.slice(0, 500)) : []
  const words = {
    value: value.slice(0, VALUE_WORDS_MAX).map((word) => word.text),
    label: fact.attribute.includes('_') ? fact.attribute.split(/_+/) : [],
  }
  wordsByFact.set(fact, words)
  return words
}

function markFact(origins: WordOrigin[], words: readonly Word[], fact: Fact): void {
  const { value, label } = wordsOfFact(fact)
  if (value.length === 0 && label.length === 0) return
  for (let from = 0; from < words.length; from += 1) {
    const word = words[from]?.text ?? ''
    if (word === value[0] && isRun(words, from, value)) origins.fill('value', from, from + value.length)
    // Two words in a row of an attribute's name are its label: the "best quality" of "print speed best quality".
    const at = label.length === 0 ? -1 : label.indexOf(word)
    if (at !== -1 && at + 1 < label.length && words[from + 1]?.text === label[at + 1])
      origins.fill('value', from, from + 2)
  }
}

function isRun(words: readonly Word[], from: number, wanted: readonly string[]): boolean {
  for (let at = 1; at < wanted.length; at += 1) if (words[from + at]?.text !== wanted[at]) return false
  return true
}
