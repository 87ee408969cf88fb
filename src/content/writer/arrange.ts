/** Turns a run of phrases into sentences, drawing a different plan for each: aggregation without monotony. */
import type { Fact } from '../facts/fact.ts'
import type { Segment } from '../drafts/segment.ts'
import { coordinateVerbs, withAlso } from './coordinate.ts'
import type { Grammar, GroupName, SentencePlan } from './grammar.ts'
import type { Phrase } from './phrase.ts'
import type { Chooser } from './words/random.ts'
import { capitalise, listText, pluralVerbPhrase } from './words/wording.ts'

interface Spoken {
  readonly text: string
  readonly facts: readonly Fact[]
}

export interface Subject {
  readonly pronoun: Spoken
  readonly noun: Spoken
  readonly plural: boolean
}

/** Topics that may share a sentence; others keep apart, so that a warranty never follows a weight by "and". */
const topicOf: Readonly<Record<GroupName, number>> = {
  make: 1,
  size: 1,
  performance: 2,
  power: 2,
  fit: 3,
  use: 3,
  feature: 4,
  contents: 4,
  care: 5,
  origin: 5,
  assurance: 6,
}

/** "Also" binds a sentence to the one before; more than one or two make a list of afterthoughts. */
const ALSO_MAX = 1

export function arrange(
  grammar: Grammar,
  chooser: Chooser,
  subject: Subject,
  phrases: readonly Phrase[],
): Segment[] {
  const segments: Segment[] = []
  let recent: readonly string[] = []
  let sentence = 0
  let alsoLeft = ALSO_MAX
  const clauses = phrases.filter((phrase) => phrase.clause !== null)
  let left = phrases.filter((phrase) => phrase.clause === null)
  while (left[0] !== undefined) {
    const topic = topicOf[left[0].group]
    const run = left.filter((phrase) => topicOf[phrase.group] === topic).slice(0, 3)
    // Alternating "the kettle" and "it" keeps the reference clear without hammering the name.
    const spoken = sentence % 2 === 0 ? subject.noun : subject.pronoun
    const made = realise(grammar, chooser, subject, spoken, run, sentence > 0 && alsoLeft > 0, recent)
    recent = [made.plan.id, ...recent].slice(0, 2)
    if (made.plan.also) alsoLeft -= 1
    segments.push(made.segment)
    left = left.filter((phrase) => !made.used.includes(phrase))
    sentence += 1
  }
  return [...segments, ...clauseSegments(grammar, chooser, clauses)]
}

/** A sentence that makes a claim; each fact is cited once, in the order of mention. */
export function claim(text: string, facts: readonly Fact[]): Segment {
  return { text, factIds: [...new Set(facts.map((fact) => fact.id))], role: 'claim' }
}

interface Realised {
  readonly segment: Segment
  readonly plan: SentencePlan
  readonly used: readonly Phrase[]
}

interface Assignment {
  readonly plan: SentencePlan
  readonly front: Phrase | undefined
  readonly nouns: readonly Phrase[]
  readonly verbs: readonly Phrase[]
}

function realise(
  grammar: Grammar,
  chooser: Chooser,
  subject: Subject,
  spoken: Spoken,
  run: readonly Phrase[],
  allowsAlso: boolean,
  recent: readonly string[],
): Realised {
  const fitting = grammar.sentencePlans.flatMap((plan) =>
    plan.also && !allowsAlso ? [] : (assign(plan, run) ?? []),
  )
  const longest = Math.max(...fitting.map(sizeOf))
  // Two facts or more per sentence where there are as many: single-fact sentences read like a table.
  const full = fitting.filter((assignment) => sizeOf(assignment) >= Math.min(2, longest))
  const fresh = full.filter((assignment) => !recent.includes(assignment.plan.id))
  const choice = fresh.length > 0 ? fresh : full
  const picked = choice[chooser.below(choice.length)]
  if (picked === undefined) throw new Error('The grammar has no plan for a single verb phrase.')
  const draw = (phrase: Phrase, patterns: readonly string[]) =>
    phrase.fill(patterns[chooser.below(patterns.length)] ?? '')
  const verbs = picked.verbs.map((phrase) => draw(phrase, phrase.verbs))
  const nouns = picked.nouns.map((phrase) => draw(phrase, phrase.nouns))
  const agree = (phrase: string) => (subject.plural ? pluralVerbPhrase(phrase) : phrase)
  const [first = '', second = ''] = verbs.map(agree)
  const text = picked.plan.text
    .replace('{Front}', () =>
      picked.front === undefined ? '' : capitalise(draw(picked.front, picked.front.fronts)),
    )
    .replace('{S}', () => capitalise(spoken.text))
    .replace('{s}', () => spoken.text)
    .replace('{it}', subject.pronoun.text)
    .replace('{vps}', () => coordinateVerbs(verbs, subject.plural))
    .replace('{nps}', () => listText(nouns))
    .replace('{vp1}', () => first)
    .replace('{vp2}', () => second)
    .replace('{also1}', () => withAlso(first))
    .replace('{also2}', () => withAlso(second))
  const used = [...(picked.front === undefined ? [] : [picked.front]), ...picked.nouns, ...picked.verbs]
  return {
    segment: claim(text, [...spoken.facts, ...used.flatMap((phrase) => phrase.facts)]),
    plan: picked.plan,
    used,
  }
}

/** Gives the phrases of the run their places in the plan; undefined when it does not fit them. */
function assign(plan: SentencePlan, run: readonly Phrase[]): Assignment | undefined {
  let free = [...run]
  let front: Phrase | undefined
  if (plan.front) {
    front = free.find((phrase) => phrase.fronts.length > 0)
    if (front === undefined) return undefined
    free = free.filter((phrase) => phrase !== front)
  }
  const nounsWanted = Math.min(plan.nounPhrases[1], free.length - plan.verbPhrases[0])
  const nouns = free
    .filter((phrase) => phrase.nouns.length > 0 && !phrase.heavy)
    .slice(-Math.max(nounsWanted, 0))
  if (nounsWanted <= 0 ? plan.nounPhrases[0] > 0 : nouns.length < plan.nounPhrases[0]) return undefined
  const taken = plan.nounPhrases[1] === 0 ? [] : nouns
  const verbs = free.filter((phrase) => !taken.includes(phrase)).slice(0, plan.verbPhrases[1])
  if (verbs.length < plan.verbPhrases[0]) return undefined
  const heavyCount = verbs.filter((phrase) => phrase.heavy).length
  if (heavyCount > 1 || (heavyCount === 1 && verbs.length > 2)) return undefined
  if (heavyCount === 1 && plan.text.includes('and {vp2}')) return undefined
  return { plan, front, nouns: taken, verbs }
}

function sizeOf(assignment: Assignment): number {
  return assignment.verbs.length + assignment.nouns.length + (assignment.front === undefined ? 0 : 1)
}

function clauseSegments(grammar: Grammar, chooser: Chooser, phrases: readonly Phrase[]): Segment[] {
  const segments: Segment[] = []
  for (let index = 0; index < phrases.length; index += 2) {
    const pair = phrases.slice(index, index + 2)
    const [first, second] = pair.map((phrase) => phrase.clause)
    if (first === undefined || first === null) continue
    const be = (label: string) => (/[^s]s$/.test(label) ? 'are' : 'is')
    const plan =
      second === undefined || second === null
        ? chooser.pick(grammar.clausePlans.one)
        : chooser.pick(grammar.clausePlans.two)
    const text = plan
      .replace('{l1}', () => first.label)
      .replace('{is1}', be(first.label))
      .replace('{v1}', () => first.value)
      .replace('{l2}', () => second?.label ?? '')
      .replace('{is2}', be(second?.label ?? ''))
      .replace('{v2}', () => second?.value ?? '')
    segments.push(
      claim(
        text,
        pair.flatMap((phrase) => phrase.facts),
      ),
    )
  }
  return segments
}
