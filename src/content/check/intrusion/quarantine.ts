/**
 * Which imported values copy must not touch, whoever writes it: orders to a machine (I01), speech where a value should
 * be, and wording that law restricts. The fact stays on the sheet; it is neither worded nor sent to a model.
 */
import type { Fact } from '../../facts/fact.ts'
import { restrictedGroupsIn } from '../claims/check-claims.ts'
import { wordsOf } from '../text/words.ts'
import { inspectInput } from './inspect-input.ts'
import { isSpeech } from './speech.ts'

export type Distrust = 'quarantined' | 'unlike-value' | 'restricted'

/** Shorter attribute names are labels, even when they begin with a verb ("write speed"). */
const NAME_WORDS_MAX = 6
/** "PVC" and "stainless steel" cannot order anybody about. */
const VALUE_CHARS_MIN = 8

/** @param locale of the catalogue */
export function distrustOf(fact: Pick<Fact, 'attribute' | 'value'>, locale: string): Distrust | undefined {
  const ofLabel = remembered(`${locale} a ${fact.attribute}`, () => distrustOfLabel(fact.attribute, locale))
  if (ofLabel !== undefined && ofLabel !== 'restricted') return ofLabel
  const { value } = fact
  if (typeof value !== 'string' || value.length < VALUE_CHARS_MIN) return ofLabel
  return remembered(`${locale} v ${value}`, () => distrustOfValue(value, locale)) ?? ofLabel
}

function distrustOfLabel(attribute: string, locale: string): Distrust | undefined {
  const label = attribute.replace(/^option\./, '').replaceAll('_', ' ')
  const words = wordsOf(label)
  const asText = words.length > NAME_WORDS_MAX ? distrustOfText(label, locale) : undefined
  if (asText !== undefined) return asText
  if (inspectInput(label).isInstruction) return 'quarantined'
  return restrictedGroupsIn(words, locale).length > 0 ? 'restricted' : undefined
}

function distrustOfValue(value: string, locale: string): Distrust | undefined {
  const asText = distrustOfText(value, locale)
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

/** For names, too, where restricted wording is the shop's to change. */
export function distrustOfText(text: string, locale: string): Exclude<Distrust, 'restricted'> | undefined {
  if (inspectInput(text).isInstruction) return 'quarantined'
  return isSpeech(text, locale) ? 'unlike-value' : undefined
}
