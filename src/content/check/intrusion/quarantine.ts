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
  const label = fact.attribute.replace(/^option\./, '').replaceAll('_', ' ')
  const words = wordsOf(label)
  const ofLabel = words.length > NAME_WORDS_MAX ? distrustOfText(label, locale) : undefined
  if (ofLabel !== undefined) return ofLabel
  if (inspectInput(label).isInstruction) return 'quarantined'
  if (typeof fact.value === 'string' && fact.value.length >= VALUE_CHARS_MIN) {
    const ofValue = distrustOfText(fact.value, locale)
    if (ofValue !== undefined) return ofValue
    if (restrictedGroupsIn(wordsOf(fact.value), locale).length > 0) return 'restricted'
  }
  return restrictedGroupsIn(words, locale).length > 0 ? 'restricted' : undefined
}

/** For names, too, where restricted wording is the shop's to change. */
export function distrustOfText(text: string, locale: string): Exclude<Distrust, 'restricted'> | undefined {
  if (inspectInput(text).isInstruction) return 'quarantined'
  return isSpeech(text, locale) ? 'unlike-value' : undefined
}
