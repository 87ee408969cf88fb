/** What a text says of all that could be said: how much, what opens it, what is left to the specification. */
import type { BrandVoice } from '../../voice/brand-voice.ts'
import type { GroupName } from '../grammar.ts'
import type { Phrase } from './phrase.ts'

/** A text that says more than this is a specification in disguise. */
const PHRASES_MAX: Readonly<Record<BrandVoice['length'], number>> = { short: 7, medium: 14, long: 26 }
/** Attributes that are worded from their names alone; a few are enough. */
const GENERIC_WEIGHT = 3
const GENERIC_MAX: Readonly<Record<BrandVoice['length'], number>> = { short: 1, medium: 4, long: 8 }
const CLAUSES_MAX = 2
/** A stated No spares a return; a list of them spares the sale. */
const DENIALS_MAX = 2
/** Facts an opening chooses from. */
const LEAD_MAX = 6
/** Groups that never open a text: they reassure, they do not sell. */
const closing: ReadonlySet<GroupName> = new Set(['origin', 'assurance', 'care', 'contents'])

export interface Selection {
  readonly positive: readonly Phrase[]
  readonly negative: readonly Phrase[]
}

export function selectPhrases(phrases: readonly Phrase[], { length }: BrandVoice): Selection {
  const demanded = phrases.filter((phrase) => phrase.mustSay)
  const open = phrases.filter((phrase) => !phrase.mustSay)
  const known = open.filter((phrase) => phrase.weight > GENERIC_WEIGHT)
  const generic = open.filter((phrase) => phrase.weight <= GENERIC_WEIGHT && !phrase.negative)
  const kept = [
    ...demanded,
    ...known,
    ...generic.filter((phrase) => phrase.clause === null).slice(0, GENERIC_MAX[length]),
    ...generic.filter((phrase) => phrase.clause !== null).slice(0, CLAUSES_MAX),
  ]
  return {
    positive: kept
      .filter((phrase) => !phrase.negative)
      .slice(0, PHRASES_MAX[length])
      .sort((a, b) => b.weight - a.weight),
    negative: kept.filter((phrase) => phrase.negative).slice(0, DENIALS_MAX),
  }
}

/** What may open a text: facts that sell, the weightiest of each group before seconds. */
export function leadOf(phrases: readonly Phrase[]): Phrase[] {
  const telling = phrases.filter((phrase) => isSelling(phrase) && phrase.clause === null)
  const spoken = telling.filter((phrase) => phrase.weight > GENERIC_WEIGHT)
  const candidates = (spoken.length > 0 ? spoken : telling).slice(0, LEAD_MAX)
  const seen = new Set<GroupName>()
  const firsts = candidates.filter((phrase) => {
    if (seen.has(phrase.group)) return false
    seen.add(phrase.group)
    return true
  })
  return [...firsts, ...candidates.filter((phrase) => !firsts.includes(phrase))]
}

/** True for facts with words of their own about what the product is or does. */
export function isSelling(phrase: Phrase): boolean {
  return !closing.has(phrase.group)
}

export function isWordedByName(phrase: Phrase): boolean {
  return phrase.weight <= GENERIC_WEIGHT
}
