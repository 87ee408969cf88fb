/**
 * Which imported values copy must not touch, whoever writes it: orders to a machine (I01), speech where a value should
 * be, and wording that law restricts. The fact stays on the sheet; it is neither worded nor sent to a model.
 */
import type { Fact } from '../../facts/fact.ts'
import { restrictedGroupsIn } from '../claims/check-claims.ts'
import { languageOf } from '../text/function-words.ts'
import { wordsOf } from '../text/words.ts'
import { inspectInput } from './inspect-input.ts'
import { isOfOtherScript, isSpeech, isSpokenLabel } from './speech.ts'

export type Distrust = 'quarantined' | 'unlike-value' | 'restricted'

/** Longer attribute names are sentences, and read as such in copy. Shorter ones may begin with a verb ("write speed"). */
const LABEL_WORDS_MAX = 5
const LABEL_WORDS_SPOKEN = 3
/** A brand or a category of more words is none; nor is a title or the name of a variant. */
export const nameWordsMax = { brand: 10, category: 12, title: 40, option: 25 } as const
/** "PVC" and "stainless steel" cannot order anybody about. */
const VALUE_CHARS_MIN = 8

/** @param locale of the catalogue */
export function distrustOf(fact: Pick<Fact, 'attribute' | 'value'>, locale: string): Distrust | undefined {
  const ofLabel = remembered(`${locale} a ${fact.attribute}`, () => distrustOfLabel(fact.attribute, locale))
  if (ofLabel !== undefined && ofLabel !== 'restricted') return ofLabel
  const { value } = fact
  if (typeof value !== 'string' || value.length < VALUE_CHARS_MIN) return ofLabel
  const wordsMax = fact.attribute.startsWith('option.') ? nameWordsMax.option : undefined
  const judge = () => distrustOfValue(value, locale, wordsMax)
  return remembered(`${locale} ${String(wordsMax ?? 'v')} ${value}`, judge) ?? ofLabel
}

function distrustOfLabel(attribute: string, locale: string): Distrust | undefined {
  const label = attribute.replace(/^option\./, '').replaceAll('_', ' ')
  const words = wordsOf(label)
  const telling = words.flatMap(({ text }) => (isTechnical(text) ? [] : [text]))
  const length = new Set(telling).size
  const isDrumming = telling.length > LABEL_WORDS_MAX && length < telling.length * 0.6
  if (isDrumming || telling.length > LABEL_WORDS_MAX * 2) return 'unlike-value'
  if (length > LABEL_WORDS_MAX || isOfOtherScript(label, languageOf(locale))) return 'unlike-value'
  if (length >= LABEL_WORDS_SPOKEN && isSpokenLabel(words, languageOf(locale))) return 'unlike-value'
  // An English label has no accents but those of a loan word; more of them are another language.
  const accented = telling.filter((word) => /[^\p{ASCII}]/u.test(word)).length
  if (languageOf(locale) === 'en' && accented > 0 && accented * 3 >= telling.length) return 'unlike-value'
  if (inspectInput(label).isInstruction) return 'quarantined'
  return restrictedGroupsIn(words, locale).length > 0 ? 'restricted' : undefined
}

/** Versions, single letters and the words that data sheets count with make no sentence. */
function isTechnical(word: string): boolean {
  return word.length === 1 || /\d/.test(word) || countingWords.has(word)
}

const countingWords = new Set(['quantity', 'number', 'ports', 'type', 'max', 'min', 'maximum', 'minimum'])

function distrustOfValue(value: string, locale: string, wordsMax: number | undefined): Distrust | undefined {
  const asText = distrustOfText(value, locale, wordsMax)
  if (asText !== undefined) return asText
  return restrictedGroupsIn(wordsOf(value), locale).length > 0 ? 'restricted' : undefined
}

/** Catalogues repeat their attributes and most values thousands of times; judging them was half the cost of a sheet. */
const verdicts = new Map<string, Distrust | undefined>()
const VERDICTS_MAX = 20_000
const KEY_CHARS_MAX = 200

function remembered(key: string, judge: () => Distrust | undefined): Distrust | undefined {
  if (key.length > KEY_CHARS_MAX) return judge()
  const known = verdicts.get(key)
  if (known !== undefined || verdicts.has(key)) return known
  const verdict = judge()
  // Full: begin anew rather than keep what came first for ever.
  if (verdicts.size >= VERDICTS_MAX) verdicts.clear()
  verdicts.set(key, verdict)
  return verdict
}

/**
 * For names, too, where restricted wording is the shop's to change.
 *
 * @param wordsMax of what the text is given for
 */
export function distrustOfText(
  text: string,
  locale: string,
  wordsMax = Number.POSITIVE_INFINITY,
): Exclude<Distrust, 'restricted'> | undefined {
  if (inspectInput(text).isInstruction) return 'quarantined'
  return isSpeech(text, locale) || wordsOf(text).length > wordsMax ? 'unlike-value' : undefined
}
