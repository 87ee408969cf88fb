/** One sentence out of one to three phrases: picks a plan that fits them and differs from the sentence before. */
import type { Fact } from '../facts/fact.ts'
import type { Segment } from '../drafts/segment.ts'
import { coordinateVerbs } from './coordinate.ts'
import type { Grammar, SentencePlan } from './grammar.ts'
import type { Phrase } from './phrase.ts'
import { fillSlots } from './words/fill-slots.ts'
import type { Chooser } from './words/random.ts'
import { capitalise, listText } from './words/wording.ts'

interface Spoken {
  readonly text: string
  readonly facts: readonly Fact[]
}

export interface Subject {
  readonly pronoun: Spoken
  readonly noun: Spoken
  readonly plural: boolean
}

export interface Realised {
  readonly segment: Segment
  readonly used: readonly Phrase[]
  /** First word and plan: what the next sentence should not repeat. */
  readonly first: string
  readonly plan: string
}

interface Assignment {
  readonly plan: SentencePlan
  readonly front: Phrase | undefined
  readonly nouns: readonly Phrase[]
  readonly verbs: readonly Phrase[]
}

/** @returns the sentence and the phrases it used up; at least one of `run` */
export function realise(
  grammar: Grammar,
  chooser: Chooser,
  subject: Subject,
  run: readonly Phrase[],
  before: Pick<Realised, 'first' | 'plan'>,
): Realised {
  const [only] = run
  if (only !== undefined && run.length === 1 && only.wholes.length > 0 && chooser.below(3) > 0) {
    const text = only.fill(drawn(chooser, only.wholes))
    return { segment: claim(text, only.facts), used: run, first: firstWord(text), plan: 'whole' }
  }
  const fitting = grammar.sentencePlans.flatMap((plan) => assign(plan, run) ?? [])
  const longest = Math.max(...fitting.map(sizeOf))
  const full = fitting.filter((assignment) => sizeOf(assignment) === longest)
  const fresh = full.filter(
    (assignment) => assignment.plan.id === 'plain' || assignment.plan.id !== before.plan,
  )
  const choice = fresh.length > 0 ? fresh : full
  const picked = choice[chooser.below(choice.length)]
  if (picked === undefined) throw new Error('The grammar has no plan for a single verb phrase.')
  // The pronoun, unless the sentence before began with it: then the noun is said again.
  const spoken = capitalise(subject.pronoun.text) === before.first ? subject.noun : subject.pronoun
  const text = textOf(picked, chooser, subject, spoken)
  const used = [...(picked.front === undefined ? [] : [picked.front]), ...picked.nouns, ...picked.verbs]
  const cited = picked.plan.text.includes('{be}') ? [] : spoken.facts
  return {
    segment: claim(text, [...cited, ...used.flatMap((phrase) => phrase.facts)]),
    used,
    first: firstWord(text),
    plan: picked.plan.id,
  }
}

/** A sentence that makes a claim; each fact is cited once, in the order of mention. */
export function claim(text: string, facts: readonly Fact[]): Segment {
  return { text, factIds: [...new Set(facts.map((fact) => fact.id))], role: 'claim' }
}

/** Fronted words of a phrase, lower case: "made of stainless steel", "cordless". */
export function frontOf(phrase: Phrase, chooser: Chooser): string | null {
  if (phrase.adjective !== null) return phrase.adjective
  if (phrase.fronts.length === 0) return null
  const text = phrase.fill(drawn(chooser, phrase.fronts))
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

/** Verb phrases that go beside "with": "with a hood, it has a zip" says the same verb twice. */
export function lightVerbs(phrase: Phrase): readonly string[] {
  return phrase.verbs.filter((verb) => !/^(?:has|offers|comes with|includes|is a|uses|contains) /.test(verb))
}

export function drawn(chooser: Chooser, patterns: readonly string[]): string {
  return patterns[chooser.below(patterns.length)] ?? ''
}

function textOf(
  { plan, front, nouns, verbs }: Assignment,
  chooser: Chooser,
  subject: Subject,
  spoken: Spoken,
): string {
  const usesNouns = nouns.length > 0
  const predicates = verbs.map((phrase) =>
    phrase.fill(drawn(chooser, usesNouns ? lightVerbs(phrase) : phrase.verbs)),
  )
  const things = nouns.map((phrase) => phrase.fill(drawn(chooser, phrase.nouns)))
  return fillSlots(plan.text, {
    Front: () => capitalise(front === undefined ? '' : (frontOf(front, chooser) ?? '')),
    S: capitalise(spoken.text),
    s: spoken.text,
    be: /^an? |^1 /.test(things[0] ?? '') ? 'is' : 'are',
    vps: () => coordinateVerbs(predicates, subject.plural),
    nps: () => listText(things),
  })
}

/** Gives the phrases of the run their places in the plan; undefined when it does not fit them. */
function assign(plan: SentencePlan, run: readonly Phrase[]): Assignment | undefined {
  let free = [...run]
  let front: Phrase | undefined
  if (plan.front) {
    front = free.find((phrase) => phrase.fronts.length > 0 && !phrase.heavy)
    if (front === undefined) return undefined
    free = free.filter((phrase) => phrase !== front)
  }
  const [nounsMin, nounsMax] = plan.nounPhrases
  const [verbsMin, verbsMax] = plan.verbPhrases
  const candidates = free.filter((phrase) => phrase.nouns.length > 0 && !phrase.heavy)
  const places = Math.min(nounsMax, free.length - verbsMin)
  const nouns = places <= 0 ? [] : candidates.slice(-places)
  if (nouns.length < nounsMin) return undefined
  if (plan.id === 'there' && nouns.some((phrase) => !isCountable(phrase))) return undefined
  const verbs = fittingTogether(free.filter((phrase) => !nouns.includes(phrase))).slice(0, verbsMax)
  if (verbs.length < verbsMin || verbs.some((phrase) => phrase.verbs.length === 0)) return undefined
  if (nouns.length > 0 && verbs.some((phrase) => lightVerbs(phrase).length === 0)) return undefined
  return { plan, front, nouns, verbs }
}

/** The longest start that reads well: a phrase with commas or "and" of its own takes one companion at most. */
function fittingTogether(phrases: readonly Phrase[]): readonly Phrase[] {
  const end = phrases.findIndex((_phrase, index) => {
    const heavyCount = phrases.slice(0, index + 1).filter((phrase) => phrase.heavy).length
    return heavyCount > 1 || (heavyCount === 1 && index > 1)
  })
  return end === -1 ? phrases : phrases.slice(0, end)
}

/** "There is a hood", "there are 3 pockets"; not "there is temperature control". */
function isCountable(phrase: Phrase): boolean {
  return phrase.group === 'feature' && phrase.nouns.every((noun) => /^(?:an? |\d|\{v\} )/.test(noun))
}

function sizeOf(assignment: Assignment): number {
  return assignment.verbs.length + assignment.nouns.length + (assignment.front === undefined ? 0 : 1)
}

export function firstWord(text: string): string {
  return text.split(' ')[0] ?? ''
}
