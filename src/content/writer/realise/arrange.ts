/** Turns an ordered run of phrases into sentences of one to three facts: aggregation without monotony. */
import type { Segment } from '../../drafts/segment.ts'
import type { Grammar, GroupName } from '../grammar.ts'
import type { Description } from '../plan/description.ts'
import type { Phrase } from '../plan/phrase.ts'
import { fillSlots } from '../words/fill-slots.ts'
import type { Chooser } from '../words/random.ts'
import { capitalise } from '../words/wording.ts'
import { claim, realise, type Before, type Subject } from './sentence.ts'

/** Topics that may share a sentence; others keep apart, so that a warranty never follows a weight by "and". */
const topicOf: Readonly<Record<GroupName, number>> = {
  make: 1,
  size: 2,
  performance: 3,
  power: 3,
  feature: 3,
  fit: 4,
  use: 4,
  contents: 5,
  care: 4,
  origin: 6,
  assurance: 6,
}
const PHRASES_PER_SENTENCE = 3
/** Voices for readers of this school year and below get two facts a sentence. */
const PLAIN_GRADE = 7

/** @param before what stands before the first sentence, so that neighbours do not begin alike */
export function arrange(
  { grammar, chooser, voice }: Pick<Description, 'grammar' | 'chooser' | 'voice'>,
  subject: Subject,
  phrases: readonly Phrase[],
  before: Before = { first: '', plans: [] },
): Segment[] {
  const segments: Segment[] = []
  let soFar = before
  const perSentence = voice.gradeMax <= PLAIN_GRADE ? 2 : PHRASES_PER_SENTENCE
  for (const chunk of chunksOf(
    phrases.filter((phrase) => phrase.clause === null),
    perSentence,
    chooser,
  )) {
    let left = chunk
    while (left.length > 0) {
      const made = realise(grammar, chooser, subject, left, soFar)
      soFar = { first: made.first, plans: [...soFar.plans, made.plan] }
      segments.push(made.segment)
      left = left.filter((phrase) => !made.used.includes(phrase))
    }
  }
  const clauses = phrases.filter((phrase) => phrase.clause !== null)
  return [...segments, ...clauseSegments(grammar, chooser, subject, clauses)]
}

/** Even shares of each topic; a fact that would stand alone joins its neighbour where the topics allow it. */
function chunksOf(phrases: readonly Phrase[], perSentence: number, chooser: Chooser): Phrase[][] {
  const chunks: Phrase[][] = []
  for (let start = 0; start < phrases.length;) {
    const topic = topicOf[phrases[start]?.group ?? 'make']
    const after = phrases.findIndex((phrase, index) => index > start && topicOf[phrase.group] !== topic)
    const run = phrases.slice(start, after === -1 ? undefined : after)
    // Full sentences and short ones take turns: a text of equal lengths drones.
    for (let from = 0; from < run.length;) {
      const left = run.length - from
      const size = left <= perSentence ? left : perSentence - chooser.below(2)
      chunks.push(run.slice(from, from + size))
      from += size
    }
    start += run.length
  }
  const joined: Phrase[][] = []
  for (const chunk of chunks) {
    const last = joined.at(-1)
    if (last !== undefined && mayJoin(last, chunk, perSentence)) last.push(...chunk)
    else joined.push([...chunk])
  }
  return joined
}

function mayJoin(left: readonly Phrase[], right: readonly Phrase[], perSentence: number): boolean {
  if (left.length + right.length > perSentence) return false
  if (left.length > 1 && right.length > 1) return false
  const isLarge = (chunk: readonly Phrase[]) => chunk.filter((phrase) => phrase.heavy).length > 0
  return !(isLarge(left) && isLarge(right))
}

function clauseSegments(
  grammar: Grammar,
  chooser: Chooser,
  subject: Subject,
  phrases: readonly Phrase[],
): Segment[] {
  const { clausePlans, morphology } = grammar
  if (clausePlans === null) return []
  const segments: Segment[] = []
  const its = subject.plural ? morphology.possessive.many : morphology.possessive.one
  const be = (label: string) => (morphology.pluralLabels.test(label) ? morphology.be.many : morphology.be.one)
  for (let index = 0; index < phrases.length; index += 2) {
    const pair = phrases.slice(index, index + 2)
    const [one, two] = pair.flatMap((phrase) => phrase.clause ?? [])
    if (one === undefined) continue
    const text = fillSlots(chooser.say(two === undefined ? clausePlans.one : clausePlans.two), {
      its,
      Its: capitalise(its),
      l1: one.label,
      is1: be(one.label),
      v1: one.value,
      l2: two?.label ?? '',
      is2: be(two?.label ?? ''),
      v2: two?.value ?? '',
    })
    segments.push(
      claim(
        text,
        pair.flatMap((phrase) => phrase.facts),
      ),
    )
  }
  return segments
}
