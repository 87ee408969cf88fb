/** Turns an ordered run of phrases into sentences of two or three facts: aggregation without monotony. */
import type { Segment } from '../drafts/segment.ts'
import type { Grammar, GroupName } from './grammar.ts'
import type { Phrase } from './phrase.ts'
import { claim, realise, type Realised, type Subject } from './sentence.ts'
import type { Chooser } from './words/random.ts'
import { fillSlots } from './words/fill-slots.ts'

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

/** @param first word of the sentence before, so that two neighbours do not begin alike */
export function arrange(
  grammar: Grammar,
  chooser: Chooser,
  subject: Subject,
  phrases: readonly Phrase[],
  first = '',
): Segment[] {
  const segments: Segment[] = []
  let before: Pick<Realised, 'first' | 'plan'> = { first, plan: '' }
  for (const chunk of chunksOf(phrases.filter((phrase) => phrase.clause === null))) {
    let left = chunk
    while (left.length > 0) {
      const made = realise(grammar, chooser, subject, left, before)
      before = made
      segments.push(made.segment)
      left = left.filter((phrase) => !made.used.includes(phrase))
    }
  }
  const clauses = phrases.filter((phrase) => phrase.clause !== null)
  return [...segments, ...clauseSegments(grammar, chooser, clauses)]
}

/** Even shares of each topic; a fact that would stand alone joins its neighbour where the topics allow it. */
function chunksOf(phrases: readonly Phrase[]): Phrase[][] {
  const chunks: Phrase[][] = []
  for (let start = 0; start < phrases.length;) {
    const topic = topicOf[phrases[start]?.group ?? 'make']
    const after = phrases.findIndex((phrase, index) => index > start && topicOf[phrase.group] !== topic)
    const run = phrases.slice(start, after === -1 ? undefined : after)
    const sentences = Math.ceil(run.length / PHRASES_PER_SENTENCE)
    for (let index = 0; index < sentences; index += 1) {
      const from = Math.round((index * run.length) / sentences)
      chunks.push(run.slice(from, Math.round(((index + 1) * run.length) / sentences)))
    }
    start += run.length
  }
  const joined: Phrase[][] = []
  for (const chunk of chunks) {
    const last = joined.at(-1)
    if (last !== undefined && mayJoin(last, chunk)) last.push(...chunk)
    else joined.push([...chunk])
  }
  return joined
}

function mayJoin(left: readonly Phrase[], right: readonly Phrase[]): boolean {
  if (left.length + right.length > PHRASES_PER_SENTENCE) return false
  if (left.length > 1 && right.length > 1) return false
  const isLarge = (chunk: readonly Phrase[]) => chunk.filter((phrase) => phrase.heavy).length > 0
  return !(isLarge(left) && isLarge(right))
}

function clauseSegments(grammar: Grammar, chooser: Chooser, phrases: readonly Phrase[]): Segment[] {
  const segments: Segment[] = []
  const be = (label: string) => (/[^s]s$/.test(label) ? 'are' : 'is')
  for (let index = 0; index < phrases.length; index += 2) {
    const pair = phrases.slice(index, index + 2)
    const [one, two] = pair.flatMap((phrase) => phrase.clause ?? [])
    if (one === undefined) continue
    const { clausePlans } = grammar
    const text = fillSlots(chooser.pick(two === undefined ? clausePlans.one : clausePlans.two), {
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
