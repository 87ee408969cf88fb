/** The plan of a description: what it is, what it does, what it is made of, its size, its care, where from, the choice. */
import type { Segment } from '../../drafts/segment.ts'
import type { GroupName } from '../grammar.ts'
import { arrange } from '../realise/arrange.ts'
import { coordinateDenials } from '../realise/coordinate.ts'
import { openBriefly, openFully } from '../realise/opening.ts'
import { claim, firstWord, withRest } from '../realise/sentence.ts'
import { fillSlots } from '../words/fill-slots.ts'
import { capitalise } from '../words/wording.ts'
import { choiceSegments } from './choice.ts'
import type { Description } from './description.ts'
import type { Phrase } from './phrase.ts'
import { isSelling, isWordedByName, leadOf, selectPhrases } from './select.ts'
import { subjectOf } from './subject.ts'

/** What sells comes before size and care; the middle may change places, so that neighbours read differently. */
const orders: readonly [readonly GroupName[], ...(readonly GroupName[])[]] = [
  ['performance', 'power', 'feature', 'fit', 'use', 'make', 'size', 'contents', 'care'],
  ['feature', 'performance', 'power', 'make', 'size', 'fit', 'use', 'contents', 'care'],
  ['make', 'performance', 'power', 'feature', 'size', 'fit', 'use', 'contents', 'care'],
  ['fit', 'use', 'feature', 'performance', 'power', 'size', 'make', 'contents', 'care'],
]

/** `pdp.long`: everything worth saying. */
export function describeFully(description: Description): Segment[] {
  const { chooser, voice, family } = description
  const { positive, negative } = selectPhrases(description.phrases, voice)
  const opening = openFully(description, leadOf(positive))
  const rest = positive.filter((phrase) => !opening.used.includes(phrase))
  const inOrder = (groups: readonly GroupName[]) =>
    groups.flatMap((group) => rest.filter((phrase) => phrase.group === group))
  const subject = subjectOf(description)
  // One closing fact alone is a stub: it joins the last facts of the body.
  const end = inOrder(['origin', 'assurance'])
  const middle = inOrder(chooser.pick(family?.orders ?? orders))
  const [body, close] =
    end.flatMap((phrase) => phrase.facts).length > 1 || middle.length === 0
      ? [middle, end]
      : [[...middle, ...end], []]
  const first = firstWord(opening.segment.text)
  const segments = arrange(description, subject, body, { first, plans: ['opening'] })
  const before = cautionSegments(description, negative)
  const lastWord = firstWord([...segments, ...before].at(-1)?.text ?? opening.segment.text)
  return [
    opening.segment,
    ...segments,
    ...before,
    ...arrange(description, subject, close, { first: lastWord, plans: ['body'] }),
    ...choiceSegments(description),
  ]
}

/** `pdp.short`: the opening, and one sentence more when there is something to say. */
export function describeBriefly(description: Description): Segment[] {
  const { positive } = selectPhrases(description.phrases, description.voice)
  const lead = leadOf(positive)
  const opening = openBriefly(description, lead) ?? openFully(description, lead)
  const rest = positive
    .filter((phrase) => !opening.used.includes(phrase) && !isWordedByName(phrase))
    .filter((phrase) => isSelling(phrase) && phrase.verbs.length > 0)
    .slice(0, 2)
  const [more] = arrange(description, subjectOf(description), sameTopicFirst(rest), {
    first: 'The',
    plans: ['opening'],
  })
  return more === undefined ? [opening.segment] : [opening.segment, more]
}

/** Where two facts cannot share a sentence, the heavier one is said. */
function sameTopicFirst(phrases: readonly Phrase[]): readonly Phrase[] {
  const [first, second] = phrases
  return first === undefined || second === undefined || (first.heavy && second.heavy)
    ? phrases.slice(0, 1)
    : phrases
}

/** What the product is not or has not, said plainly. */
function cautionSegments(description: Description, negative: readonly Phrase[]): Segment[] {
  if (negative.length === 0) return []
  const { grammar, chooser } = description
  const subject = subjectOf(description)
  const predicate = coordinateDenials(
    grammar,
    negative.map((phrase) => chooser.say(phrase.verbs)),
    subject.plural,
  )
  const [verb = '', ...rest] = predicate.split(' ')
  const text = fillSlots(withRest(chooser.say(grammar.cautionPlans), rest.length > 0), {
    it: subject.pronoun.text,
    It: capitalise(subject.pronoun.text),
    vps: predicate,
    verb,
    rest: rest.join(' '),
  })
  return [
    claim(
      text,
      negative.flatMap((phrase) => phrase.facts),
    ),
  ]
}
