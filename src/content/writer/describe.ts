/** The plan of a description: what it is, what it does, what it is made of, its size, its care, where from, the choice. */
import type { Segment } from '../drafts/segment.ts'
import { arrange } from './arrange.ts'
import { choiceSegments } from './choice.ts'
import { coordinateDenials } from './coordinate.ts'
import type { Description } from './description.ts'
import type { GroupName } from './grammar.ts'
import { openBriefly, openFully } from './opening.ts'
import type { Phrase } from './phrase.ts'
import { claim, drawn, firstWord, type Subject } from './sentence.ts'
import { fillSlots } from './words/fill-slots.ts'
import type { ProductName } from './words/noun.ts'
import { capitalise } from './words/wording.ts'

/** A text that says more than this is a specification in disguise. */
const PHRASES_MAX = 20
/** Attributes that are worded from their names alone; a few are enough. */
const GENERIC_WEIGHT = 3
const GENERIC_MAX = 4
/** A stated No spares a return; a list of them spares the sale. */
const DENIALS_MAX = 2
/** Groups that never open a text: they reassure, they do not sell. */
const closing: ReadonlySet<GroupName> = new Set(['origin', 'assurance', 'care', 'contents'])
/** What sells comes before size and care; the middle may change places, so that neighbours read differently. */
const orders: readonly [readonly GroupName[], ...(readonly GroupName[])[]] = [
  ['performance', 'power', 'feature', 'fit', 'use', 'make', 'size', 'contents', 'care'],
  ['feature', 'performance', 'power', 'make', 'size', 'fit', 'use', 'contents', 'care'],
  ['make', 'performance', 'power', 'feature', 'size', 'fit', 'use', 'contents', 'care'],
  ['fit', 'use', 'feature', 'performance', 'power', 'size', 'make', 'contents', 'care'],
]

/** `pdp.long`: everything worth saying. */
export function describeFully(description: Description): Segment[] {
  const { grammar, chooser } = description
  const { positive, negative } = selected(description.phrases)
  const opening = openFully(description, leadOf(positive))
  const rest = positive.filter((phrase) => !opening.used.includes(phrase))
  const inOrder = (groups: readonly GroupName[]) =>
    groups.flatMap((group) => rest.filter((phrase) => phrase.group === group))
  const subject = subjectOf(description.name)
  // One closing fact alone is a stub: it joins the last facts of the body.
  const end = inOrder(['origin', 'assurance'])
  const middle = inOrder(chooser.pick(orders))
  const [body, close] =
    end.flatMap((phrase) => phrase.facts).length > 1 || middle.length === 0
      ? [middle, end]
      : [[...middle, ...end], []]
  const segments = arrange(grammar, chooser, subject, body, firstWord(opening.segment.text))
  const before = cautionSegments(description, negative)
  const lastWord = firstWord([...segments, ...before].at(-1)?.text ?? opening.segment.text)
  return [
    opening.segment,
    ...segments,
    ...before,
    ...arrange(grammar, chooser, subject, close, lastWord),
    ...choiceSegments(description),
  ]
}

/** `pdp.short`: the opening, and one sentence more when there is something to say. */
export function describeBriefly(description: Description): Segment[] {
  const { grammar, chooser } = description
  const { positive } = selected(description.phrases)
  const lead = leadOf(positive)
  const opening = openBriefly(description, lead) ?? openFully(description, lead)
  const rest = positive
    .filter((phrase) => !opening.used.includes(phrase) && phrase.weight > GENERIC_WEIGHT)
    .filter((phrase) => !closing.has(phrase.group) && phrase.verbs.length > 0)
    .slice(0, 2)
  const more = arrange(grammar, chooser, subjectOf(description.name), sameTopicFirst(rest), 'The')
  return [opening.segment, ...more.slice(0, 1)]
}

/** Where two facts cannot share a sentence, the heavier one is said. */
function sameTopicFirst(phrases: readonly Phrase[]): readonly Phrase[] {
  const [first, second] = phrases
  return first === undefined || second === undefined || (first.heavy && second.heavy)
    ? phrases.slice(0, 1)
    : phrases
}

function selected(phrases: readonly Phrase[]): { positive: Phrase[]; negative: Phrase[] } {
  const known = phrases.filter((phrase) => phrase.weight > GENERIC_WEIGHT)
  const generic = phrases
    .filter((phrase) => phrase.weight <= GENERIC_WEIGHT && !phrase.negative)
    .slice(0, GENERIC_MAX)
  const kept = [...known, ...generic]
  return {
    positive: kept.filter((phrase) => !phrase.negative).slice(0, PHRASES_MAX),
    negative: kept.filter((phrase) => phrase.negative).slice(0, DENIALS_MAX),
  }
}

/** What may open a text: facts that sell, the weightiest of each group before seconds. */
function leadOf(phrases: readonly Phrase[]): Phrase[] {
  const telling = phrases.filter((phrase) => !closing.has(phrase.group) && phrase.clause === null)
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

const LEAD_MAX = 6

/** What the product is not or has not, said plainly. */
function cautionSegments({ grammar, name, chooser }: Description, negative: readonly Phrase[]): Segment[] {
  if (negative.length === 0) return []
  const subject = subjectOf(name)
  const predicate = coordinateDenials(
    negative.map((phrase) => drawn(chooser, phrase.verbs)),
    subject.plural,
  )
  const plan = chooser.pick(grammar.cautionPlans)
  const text = fillSlots(plan, {
    S: capitalise(subject.noun.text),
    it: subject.pronoun.text,
    vps: predicate,
  })
  return [
    claim(text, [
      ...(plan.includes('{S}') ? subject.noun.facts : []),
      ...negative.flatMap((phrase) => phrase.facts),
    ]),
  ]
}

function subjectOf(name: ProductName): Subject {
  const pronoun = { text: name.plural ? 'they' : 'it', facts: [] }
  if (name.noun === null || !name.noun.inTitle) return { pronoun, noun: pronoun, plural: name.plural }
  return { pronoun, noun: { text: `the ${name.noun.text}`, facts: [name.noun.fact] }, plural: name.plural }
}
