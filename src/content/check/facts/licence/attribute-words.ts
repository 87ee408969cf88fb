/**
 * The words that belong to an attribute: its name, the grammar's wordings for it, and other words for the same thing.
 * A fact licenses them, because a writer says them only of that fact. Driven by the grammar, so new wording is known.
 */
import { grammarFor } from '../../../writer/languages.ts'
import type { AttributeWording, Grammar } from '../../../writer/grammar.ts'
import { everyWording } from '../../../writer/words/open-words.ts'
import { labelOf } from '../../../writer/words/generic-wording.ts'
import { tokensOf } from '../text/text-tokens.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'

export interface AttributeWords {
  /** Every stem a fact of this attribute licenses. */
  readonly licensed: ReadonlySet<string>
  /** Stems that point to this attribute and state something: none of them neutral. */
  readonly telling: ReadonlySet<string>
  /** All stems of its wordings with the neutral ones: where a value stands is judged by them. */
  readonly cues: ReadonlySet<string>
  /** The grammar has wordings of its own for it. */
  readonly isWorded: boolean
  /** The name as stems in order: "usb 2 ports". */
  readonly label: readonly string[]
  /** Values the grammar words differently, lower case: "female" → "women". */
  readonly valueWords: ReadonlyMap<string, string>
}

const known = new Map<string, AttributeWords>()
const KNOWN_MAX = 10_000

export function attributeWords(attribute: string, lexicon: Lexicon): AttributeWords {
  const key = `${lexicon.language} ${attribute}`
  const found = known.get(key)
  if (found !== undefined) return found
  const made = collect(attribute, lexicon)
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(key, made)
  return made
}

/** Words of combinations ("after … of charging") that all of these attributes together license. */
export function combinedWords(attributes: ReadonlySet<string>, lexicon: Lexicon): readonly string[] {
  const words: string[] = []
  for (const { of, stems } of combinationsOf(lexicon)) {
    if (of.every((attribute) => attributes.has(attribute))) words.push(...stems)
  }
  return words
}

/** A derived attribute speaks like the one it was derived from. */
function wordedName(attribute: string): string {
  return attribute.replace(/^(?:option|count)\./, '')
}

function collect(attribute: string, lexicon: Lexicon): AttributeWords {
  const grammar = grammarFor(lexicon.language)
  const name = wordedName(attribute)
  const stems = (text: string) => tokensOf(text, lexicon).map((token) => token.stem)
  const spokenLabel = labelOf(name)
  const label = stems(spokenLabel)
  const wording = grammar.attributes.get(name)
  const patterns = wording === undefined ? [] : patternsOf(wording)
  const noun = grammar.optionNouns.get(name)
  const optionWords = noun === undefined ? [] : [noun.one, noun.many]
  const offerWords = isPriceLike(name) ? stringsIn(grammar.offer) : []
  const stockWords = name === 'in_stock' ? grammar.offer.outOfStock : []
  const generic = grammar.generic.flatMap(({ when, wording: own }) =>
    own !== null && when.test(spokenLabel) ? patternsOf(own) : [],
  )
  const worded = [...patterns, ...generic, ...optionWords, ...offerWords, ...stockWords].flatMap((pattern) =>
    stems(withoutSlots(pattern)),
  )
  const names = spokenLabel.toLowerCase().split(' ').map(lexicon.stem)
  const concepts = [...new Set([...names, ...(attribute.startsWith('option.') ? ['option'] : [])])].flatMap(
    (stem) => lexicon.concepts.get(stem) ?? [],
  )
  const all = [...label, ...worded, ...concepts]
  return {
    licensed: new Set(all),
    telling: new Set(all.filter((stem) => !lexicon.neutral.has(stem))),
    cues: new Set(
      [...all, ...placeWords(name, grammar, stems)].filter(
        (stem) => !lexicon.common.has(stem) && !/^[\d.]+$/.test(stem),
      ),
    ),
    label,
    // Names of promotion facts are English; another language says them by its offers alone.
    isWorded:
      wording !== undefined || stockWords.length > 0 || (offerWords.length > 0 && grammar.language !== 'en'),
    valueWords: new Map(
      Object.entries(wording?.values ?? {}).flatMap(([value, words]) =>
        words === null ? [] : [[value.toLowerCase(), words] as const],
      ),
    ),
  }
}

export function isPriceLike(attribute: string): boolean {
  return /price|saving|percent|promotion/.test(attribute)
}

function patternsOf(wording: AttributeWording): string[] {
  const { say, yes, no, with: withs, front, whole, line, quality } = wording
  const patterns = [say, yes, no, withs, front, whole, line].flatMap((some) => some ?? [])
  // A quality before a noun takes the endings of the language, where it has any.
  return quality === undefined ? patterns : [...patterns, ...inflected(quality)]
}

/** A quality with the endings an adjective may take. */
export function inflected(stem: string): string[] {
  return ['', 'e', 'en', 'er', 'es', 'em'].map((ending) => `${stem}${ending}`)
}

/** What stands before an attribute's slot in wordings of several: "to" of "connects {connector_1} to {connector_2}". */
function placeWords(name: string, grammar: Grammar, stems: (text: string) => string[]): string[] {
  const slot = new RegExp(`([^{}]*)\\{(?:\\p{L}+ )?${name}[#~]?(?:\\|\\w+)?\\}`, 'u')
  return grammar.combinations
    .filter(({ of }) => of.includes(name))
    .flatMap((combination) =>
      patternsOf(combination).flatMap((pattern) => stems(slot.exec(pattern)?.[1] ?? '')),
    )
}

const combinations = new Map<
  string,
  readonly { readonly of: readonly string[]; readonly stems: readonly string[] }[]
>()

function combinationsOf(lexicon: Lexicon) {
  const found = combinations.get(lexicon.language)
  if (found !== undefined) return found
  const made = grammarFor(lexicon.language).combinations.map((combination) => ({
    of: combination.of,
    stems: patternsOf(combination).flatMap((pattern) =>
      tokensOf(withoutSlots(pattern), lexicon).map((token) => token.stem),
    ),
  }))
  combinations.set(lexicon.language, made)
  return made
}

export function withoutSlots(pattern: string): string {
  return pattern.replace(/^\w+\|/, '').replace(/\{[^}]*\}|\$\d/g, ' ; ')
}

/** Every text in a part of the grammar, whatever its shape. */
export function stringsIn(part: unknown): string[] {
  if (typeof part === 'string') return [part]
  if (Array.isArray(part)) return part.flatMap(stringsIn)
  if (typeof part !== 'object' || part === null) return []
  return Object.values(part).flatMap(stringsIn)
}

/** Sequences of words that stand between the slots of sentence frames and are not neutral by themselves. */
export function framePhrases(grammar: Grammar, lexicon: Lexicon): (readonly string[])[] {
  const { sentencePlans, clausePlans, cautionPlans, openings, optionPlans, offer } = grammar
  const frames = [
    sentencePlans.map((plan) => plan.text),
    clausePlans,
    cautionPlans,
    openings,
    optionPlans,
    offer.noPrice,
  ]
  return stringsIn(frames)
    .flatMap(everyWording)
    .flatMap((frame) =>
      withoutSlots(frame)
        .split(';')
        .map((chunk) => tokensOf(chunk, lexicon).map((token) => token.stem))
        .filter((chunk) => chunk.some((stem) => !lexicon.neutral.has(stem))),
    )
}
