/** L04: characters, pictures, capitals and repetition that a channel refuses. */
import type { Check } from '../../check/gate-context.ts'
import { createFinding, type Finding } from '../../check/finding.ts'
import type { Fact, FactSheet } from '../../facts/fact.ts'
import type { Segment } from '../../drafts/segment.ts'
import type { FieldRules } from '../channel.ts'
import { shoutedWords } from './capitals.ts'
import { judgedFields } from './channel-fields.ts'
import { overusedWords } from '../words/word-uses.ts'

export const checkCharacters: Check = (document, context) =>
  judgedFields(document, context).flatMap(({ name, rules, segments }) => [
    ...segments.flatMap((segment, index) =>
      characterFaults(rules, segment.text, citedFacts(segment, context.sheet)).map((fault) =>
        createFinding('L04', { field: name, segment: index, evidence: segment.factIds, ...fault }),
      ),
    ),
    ...wordFindings(name, rules, segments),
  ])

export interface Fault {
  readonly span: { readonly start: number; readonly end: number }
  readonly text: string
  readonly fix: string
  readonly replacement: string | null
}

/** © ® ™ and signs such as ↔ are text; digits and # are emoji only in keycaps. */
const emoji =
  /\p{Emoji_Presentation}|(?![©®™↔])\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\uFE0F\u20E3]/gu
const repeatedPunctuation = /([!?*~=_#%&;:,])\1+|\.{4,}|[!?]{2,}/gu
/** Mathematical, enclosed and full-width letters: they look like type, and screen readers spell them out. */
const lookalikes =
  /[\u{1D400}-\u{1D7FF}\u{2460}-\u{24FF}\u{1F100}-\u{1F1AD}\u{FF21}-\u{FF3A}\u{FF41}-\u{FF5A}]+/gu
const falseReply = /^\s*(?:re|fwd?|aw|wg)\s*(?:\[\d{1,3}\])?\s*:/giu

/** @param cited facts of the segment; capitals that they hold are names */
export function characterFaults(rules: FieldRules, text: string, cited: readonly Fact[]): Fault[] {
  const bans = new Set(rules.bans)
  const faults: Fault[] = Array.from(rules.forbidden).flatMap((character) =>
    faultAt(
      text,
      text.indexOf(character),
      character,
      `The channel refuses ${nameOf(character)}: leave it out.`,
      null,
    ),
  )
  const each = (pattern: RegExp, fix: string, replacement: (found: string) => string | null) => {
    for (const match of text.matchAll(pattern))
      faults.push(...faultAt(text, match.index, match[0], fix, replacement(match[0])))
  }
  // Printable ASCII holds no picture and no look-alike.
  const isPlain = /^[ -~]*$/.test(text)
  if (!isPlain && bans.has('emoji')) each(emoji, 'The channel takes no emoji: leave it out.', () => '')
  if (!isPlain && bans.has('lookalikes'))
    each(lookalikes, 'Write plain letters; look-alikes are refused and cannot be read aloud.', (found) =>
      found.normalize('NFKC'),
    )
  if (bans.has('exclamation')) each(/!/g, 'No exclamation mark here: leave it out.', () => '')
  if (bans.has('repeated-punctuation') && /[!?*~=_#%&;:,.]{2}/.test(text))
    each(repeatedPunctuation, 'One mark is enough.', (found) => found.charAt(0))
  if (bans.has('false-reply'))
    each(falseReply, 'This mail answers or forwards nothing: leave the mark out.', () => '')
  if (bans.has('shouting')) {
    for (const { start, word } of shoutedWords(text, cited))
      faults.push(...faultAt(text, start, word, `"${word}" shouts: write it in small letters.`, null))
  }
  return faults
}

function wordFindings(name: string, rules: FieldRules, segments: readonly Segment[]): Finding[] {
  if (rules.wordUses === null) return []
  const text = segments.map((segment) => segment.text).join(' ')
  return overusedWords(text, rules.wordUses).map(({ word, uses }) =>
    createFinding('L04', {
      field: name,
      text: word,
      fix: `"${word}" stands ${String(uses)} times, the channel takes it ${String(rules.wordUses)} times: leave some out.`,
    }),
  )
}

function faultAt(
  text: string,
  start: number,
  found: string,
  fix: string,
  replacement: string | null,
): Fault[] {
  return start < 0 || text === ''
    ? []
    : [{ span: { start, end: start + found.length }, text: found, fix, replacement }]
}

export function citedFacts(segment: Segment, sheet: FactSheet): Fact[] {
  return segment.factIds.flatMap((id) => sheet.byId.get(id) ?? [])
}

function nameOf(character: string): string {
  return /\s/.test(character) ? (character === ' ' ? 'blanks' : 'line breaks') : `"${character}"`
}
