/** Sentences about chosen facts within a length: planned anew with fewer facts until they fit, never cut. */
import type { Segment } from '../../drafts/segment.ts'
import type { Description } from '../../writer/plan/description.ts'
import type { Phrase } from '../../writer/plan/phrase.ts'
import { subjectOf } from '../../writer/plan/subject.ts'
import { arrange } from '../../writer/realise/arrange.ts'
import { openBriefly, openFully } from '../../writer/realise/opening.ts'
import { claim } from '../../writer/realise/sentence.ts'
import { createChooser } from '../../writer/words/random.ts'
import { capitalise } from '../../writer/words/wording.ts'
import { fits, type Place } from './fit.ts'
import type { Material } from './material.ts'

/** Facts tried together in the first sentence; further ones are tried in sentences of their own. */
const LEAD_MAX = 4
const CHUNKS = [3, 2, 1] as const
/** Sentences tried after the first. */
const TRIES_MAX = 12

export interface Prose {
  readonly segments: readonly Segment[]
  readonly used: readonly Phrase[]
}

/** @returns undefined when not even the name fits in a sentence */
export function proseWithin(
  material: Material,
  place: Place,
  phrases: readonly Phrase[],
  suffix: readonly Segment[] = [],
): Prose | undefined {
  const positive = phrases.filter((phrase) => !phrase.negative)
  for (const aim of ['plan', 'hard'] as const) {
    const opening = openWithin(material, place, positive, suffix, aim)
    if (opening !== undefined) return extend(material, place, positive, opening, suffix, aim)
  }
  return undefined
}

/** One sentence that names the goods and says these phrases; undefined when it does not fit. */
export function sentenceOf(
  material: Material,
  place: Place,
  phrases: readonly Phrase[],
): Segment | undefined {
  const parts = partsFor(material, place, phrases)
  const subject = subjectOf(parts)
  // The pronoun counts as used, so that the sentence names its subject: it may stand anywhere.
  const before = { first: capitalise(subject.pronoun.text), plans: [] }
  const [made, more] = arrange(parts, subject, phrases, before)
  return made !== undefined && more === undefined && fits(place, [made], 'plan') ? made : undefined
}

function openWithin(
  material: Material,
  place: Place,
  phrases: readonly Phrase[],
  suffix: readonly Segment[],
  aim: 'hard' | 'plan',
): Prose | undefined {
  const leads = phrases.filter((phrase) => phrase.clause === null)
  for (let count = Math.min(LEAD_MAX, leads.length); count >= 0; count -= 1) {
    const lead = leads.slice(0, count)
    const parts = partsFor(material, place, lead)
    for (const opening of [openFully(parts, lead), openBriefly(parts, lead)]) {
      if (opening !== undefined && fits(place, [opening.segment, ...suffix], aim))
        return { segments: [opening.segment], used: opening.used }
    }
  }
  return introduction(material, place, suffix, aim)
}

/** Little more than a name. */
function introduction(
  material: Material,
  place: Place,
  suffix: readonly Segment[],
  aim: 'hard' | 'plan',
): Prose | undefined {
  for (const name of material.names) {
    for (const pattern of material.words.introductions) {
      const segment = claim(
        pattern.replace('{name}', () => name.text),
        name.facts,
      )
      if (fits(place, [segment, ...suffix], aim)) return { segments: [segment], used: [] }
    }
  }
  return undefined
}

/** Further sentences as long as they fit. */
function extend(
  material: Material,
  place: Place,
  phrases: readonly Phrase[],
  opening: Prose,
  suffix: readonly Segment[],
  aim: 'hard' | 'plan',
): Prose {
  let { segments, used } = opening
  let rest = phrases.filter((phrase) => !used.includes(phrase))
  const parts = partsFor(material, place, rest)
  for (let tries = 0; tries < TRIES_MAX && rest.length > 0; tries += 1) {
    const first = segments.at(-1)?.text.split(' ')[0] ?? ''
    const grown = CHUNKS.flatMap((size) => {
      if (size > 1 && rest.length < size) return []
      const chunk = rest.slice(0, size)
      const more = arrange(parts, subjectOf(parts), chunk, { first, plans: [first] })
      return fits(place, [...segments, ...more, ...suffix], aim) ? [{ chunk, more }] : []
    })[0]
    if (grown === undefined) rest = rest.slice(1)
    else {
      segments = [...segments, ...grown.more]
      used = [...used, ...grown.chunk]
      rest = rest.filter((phrase) => !grown.chunk.includes(phrase))
    }
  }
  return { segments: [...segments, ...suffix], used }
}

/** What a text of this place is written from; its choices are its own. */
function partsFor(
  { description, sheet, locale, seed }: Material,
  { channel, field }: Place,
  phrases: readonly Phrase[],
): Description {
  const chooser = createChooser(`${sheet.hash}|${locale}|${channel.id}.${field}|${String(seed)}`)
  return { ...description, chooser, phrases }
}
