/** `pdp.bullets`: one fact a line, weightiest first, in the short form that readers scan. */
import type { Segment } from '../../drafts/segment.ts'
import { bareOpening } from '../realise/bare-opening.ts'
import { claim, lineOf } from '../realise/sentence.ts'
import { capitalise } from '../words/wording.ts'
import type { Description } from './description.ts'
import type { Phrase } from './phrase.ts'
import { isSelling } from './select.ts'

const BULLETS_MIN = 3
const BULLETS_MAX: Readonly<Record<Description['voice']['length'], number>> = {
  short: 5,
  medium: 7,
  long: 10,
}
/** Of attributes that are worded from their names alone. */
const GENERIC_WEIGHT = 3
const GENERIC_MAX = 2
const DENIALS_MAX = 1

/** Three to ten lines; a product of which less is known has fewer, and never none. */
export function composeBullets(description: Description): Segment[] {
  const chosen = chosenFor(description.phrases, BULLETS_MAX[description.voice.length])
  const lines = chosen.flatMap((phrase) => lineSegment(description, phrase) ?? [])
  if (lines.length >= BULLETS_MIN) return lines
  const { sheet, grammar } = description
  const known = new Set(lines.flatMap((line) => line.factIds))
  const identity = ['p_brand', 'p_category'].flatMap((id) => {
    const fact = sheet.byId.get(id)
    if (fact === undefined || known.has(id)) return []
    const label = grammar.identityLabels[fact.attribute]
    return label === undefined ? [] : [claim(`${label}: ${String(fact.value)}`, [fact])]
  })
  const more = [...lines, ...identity]
  return more.length > 0 ? more : [bareOpening(description)]
}

/** A line about one phrase; undefined when it reads only as a sentence. */
export function lineSegment(description: Description, phrase: Phrase): Segment | undefined {
  const text = lineOf(description.grammar, description.chooser, phrase)
  return text === undefined ? undefined : claim(capitalise(text), phrase.facts)
}

function chosenFor(phrases: readonly Phrase[], most: number): Phrase[] {
  let generic = 0
  let denials = 0
  const chosen = phrases.filter((phrase) => {
    if (phrase.negative) return (denials += 1) <= DENIALS_MAX
    return phrase.weight > GENERIC_WEIGHT || (generic += 1) <= GENERIC_MAX
  })
  const kept = chosen.slice(0, most)
  // What sells first; then care, origin and what it is not.
  const isLast = (phrase: Phrase) => phrase.negative || !isSelling(phrase)
  return [...kept.filter((phrase) => !isLast(phrase)), ...kept.filter(isLast)]
}
