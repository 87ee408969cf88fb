/** Whether a text may stand in a place: every limit, ban and mark that the gate would look at, asked before writing. */
import type { Segment } from '../../drafts/segment.ts'
import type { FactSheet } from '../../facts/fact.ts'
import type { BrandVoice } from '../../voice/brand-voice.ts'
import { joinField, type ChannelRules, type FieldRules } from '../channel.ts'
import { characterFaults, citedFacts } from '../checks/character-check.ts'
import { contactFaults, htmlFaults, namingFacts } from '../checks/markup-check.ts'
import { residueFaults } from '../checks/residue-check.ts'
import { isAllowedInUcs2 } from '../checks/sms-check.ts'
import { charactersOutsideGsm7 } from '../meters/gsm7.ts'
import { isBeyond } from '../meters/reading.ts'
import { measureSms } from '../meters/sms-parts.ts'
import { overusedWords } from '../words/word-uses.ts'

export interface Place {
  readonly channel: ChannelRules
  readonly field: string
  readonly rules: FieldRules
  readonly sheet: FactSheet
  readonly locale: string
  readonly voice: BrandVoice
  /** Texts that the gate has refused here. */
  readonly rejected: ReadonlySet<string>
  /** Texts already looked at; equal texts in one place cite equal facts. */
  readonly judged: Map<string, boolean>
}

export type PlaceOf = (field: string) => Place

/** What a channel's compiler makes; a field without text is left out of the result. */
export type FieldTexts = Readonly<Record<string, readonly Segment[] | undefined>>

/** @param aim "plan": also within what the channel plans for */
export function fits(place: Place, segments: readonly Segment[], aim: 'hard' | 'plan'): boolean {
  const { rules } = place
  if (segments.length === 0) return false
  const texts = segments.map(({ text }) => text)
  // Lengths are cheap to ask, and most candidates fail by them.
  if (isBeyond(rules, texts, 'hard') || (aim === 'plan' && isBeyond(rules, texts, 'plan'))) return false
  if (segments.some((segment) => !isAllowed(place, segment))) return false
  if (rules.wordUses !== null && overusedWords(texts.join(' '), rules.wordUses).length > 0) return false
  return (
    place.channel.sms === null ||
    measureSms(joinField(rules, texts), place.channel.sms).parts <= place.channel.sms.partsMax
  )
}

/** Nothing in the segment itself is against the rules of the place. */
export function isAllowed(place: Place, segment: Segment): boolean {
  const known = place.judged.get(segment.text)
  if (known !== undefined) return known
  const allowed = obeysRules(place, segment)
  place.judged.set(segment.text, allowed)
  return allowed
}

function obeysRules(place: Place, segment: Segment): boolean {
  const { rules, channel, sheet, rejected, voice, locale } = place
  const { text } = segment
  if (text.trim() === '' || (rejected.has(text) && !channel.ownLines.includes(text))) return false
  const cited = citedFacts(segment, sheet)
  if (rules.bans.includes('price') && cited.some(({ attribute, unit }) => isMoney(attribute, unit)))
    return false
  if (characterFaults(rules, text, cited).length > 0) return false
  if (
    contactFaults(rules, text, namingFacts(segment, sheet)).length > 0 ||
    htmlFaults(rules, text).length > 0
  )
    return false
  if (residueFaults(text, locale).length > 0) return false
  const lower = text.toLowerCase()
  if (segment.role !== 'legal' && voice.banned.some((word) => holdsWord(lower, word))) return false
  const { sms } = channel
  return sms === null || charactersOutsideGsm7(text).every((character) => isAllowedInUcs2(character, sms))
}

function isMoney(attribute: string, unit: string | null): boolean {
  return (
    /price|saving|percent_off/.test(attribute) ||
    (unit !== null && /^[A-Z]{3}$/.test(unit) && attribute !== 'option')
  )
}

/** As whole words. */
function holdsWord(lower: string, word: string): boolean {
  for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + 1)) {
    const [before, after] = [lower.charAt(at - 1), lower.charAt(at + word.length)]
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true
  }
  return false
}
