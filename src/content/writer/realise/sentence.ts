/** One sentence out of one to three phrases: picks a plan that fits them and differs from the sentences before. */
import type { Fact } from '../../facts/fact.ts'
import type { Segment } from '../../drafts/segment.ts'
import type { Grammar } from '../grammar.ts'
import type { Phrase } from '../plan/phrase.ts'
import { fillSlots } from '../words/fill-slots.ts'
import type { Chooser } from '../words/random.ts'
import { capitalise, listText, pluralVerb, pluralVerbPhrase } from '../words/wording.ts'
import { assign, sizeOf, type Assignment } from './assign.ts'
import { coordinateVerbs } from './coordinate.ts'
import { lightVerbs } from './light-verbs.ts'

interface Spoken {
  readonly text: string
  readonly facts: readonly Fact[]
}

export interface Subject {
  readonly pronoun: Spoken
  /** "the kettle", "this kettle"; the pronoun where no noun is certain. */
  readonly nouns: readonly Spoken[]
  readonly plural: boolean
}

/** What the sentences so far looked like: what the next one should not repeat. */
export interface Before {
  readonly first: string
  readonly plans: readonly string[]
}

export interface Realised {
  readonly segment: Segment
  readonly used: readonly Phrase[]
  readonly first: string
  readonly plan: string
}

/** @returns the sentence and the phrases it used up; at least one of `run` */
export function realise(
  grammar: Grammar,
  chooser: Chooser,
  subject: Subject,
  run: readonly Phrase[],
  before: Before,
): Realised {
  const [only] = run
  if (only !== undefined && run.length === 1 && only.wholes.length > 0 && chooser.below(3) > 0) {
    const text = capitalise(only.fill(chooser.say(only.wholes)))
    return { segment: claim(text, only.facts), used: run, first: firstWord(text), plan: 'whole' }
  }
  const hasNoun = subject.nouns.some((noun) => noun !== subject.pronoun)
  const fitting = grammar.sentencePlans.flatMap((plan) =>
    (plan.later === true && before.plans.length === 0) || (plan.named === true && !hasNoun)
      ? []
      : (assign(grammar, plan, run) ?? []),
  )
  const longest = Math.max(...fitting.map(sizeOf))
  const full = fitting.filter((assignment) => sizeOf(assignment) === longest)
  const fresh = full.filter(({ plan }) => !before.plans.includes(plan.id))
  const picked = drawPlan(chooser, fresh.length > 0 ? fresh : exceptLast(full, before))
  // The pronoun, unless the sentence before began with it: then the noun is said again, in one of its ways.
  const isNamed = picked.plan.named === true || capitalise(subject.pronoun.text) === before.first
  const nouns = isNamed || chooser.below(3) === 0 ? subject.nouns : [subject.pronoun]
  const spoken = nouns[chooser.below(nouns.length)] ?? subject.pronoun
  const text = textOf(grammar, picked, chooser, subject, spoken)
  const used = [...(picked.front === undefined ? [] : [picked.front]), ...picked.nouns, ...picked.verbs]
  const cited = /\{[sS]\}/.test(picked.plan.text) ? spoken.facts : []
  return {
    segment: claim(text, [...cited, ...used.flatMap((phrase) => phrase.facts)]),
    used,
    first: firstWord(text),
    plan: picked.plan.id,
  }
}

/** Every plan that fits has been used: any but the last one is better than a break of rhythm. */
function exceptLast(full: readonly Assignment[], before: Before): readonly Assignment[] {
  const others = full.filter(({ plan }) => plan.id !== before.plans.at(-1))
  return others.length > 0 ? others : full
}

function drawPlan(chooser: Chooser, choice: readonly Assignment[]): Assignment {
  const id = chooser.draw(choice.map(({ plan }) => plan.text))
  const picked = choice.find(({ plan }) => plan.text === id) ?? choice[0]
  if (picked === undefined) throw new Error('The grammar has no plan for a single verb phrase.')
  return picked
}

/** A sentence that makes a claim; each fact is cited once, in the order of mention. */
export function claim(text: string, facts: readonly Fact[]): Segment {
  return { text, factIds: [...new Set(facts.map((fact) => fact.id))], role: 'claim' }
}

/** Fronted words of a phrase, lower case: "made of stainless steel", "cordless". */
export function frontOf(phrase: Phrase, chooser: Chooser): string | null {
  if (phrase.adjective !== null) return phrase.adjective
  if (phrase.fronts.length === 0) return null
  const text = phrase.fill(chooser.say(phrase.fronts))
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

function textOf(
  grammar: Grammar,
  { plan, front, nouns, verbs }: Assignment,
  chooser: Chooser,
  subject: Subject,
  spoken: Spoken,
): string {
  const usesNouns = nouns.length > 0
  const predicates = verbs.map((phrase) =>
    phrase.fill(chooser.say(usesNouns ? lightVerbs(grammar, phrase) : phrase.verbs)),
  )
  const things = nouns.map((phrase) => phrase.fill(chooser.say(phrase.nouns)))
  const { morphology } = grammar
  const predicate = coordinateVerbs(grammar, predicates, subject.plural)
  const agreed = subject.plural ? predicates.map((phrase) => pluralVerbPhrase(grammar, phrase)) : predicates
  const space = predicate.indexOf(' ')
  const text = fillSlots(
    withRest(agreeing(grammar, chooser.close(plan.text), subject.plural), space !== -1),
    {
      Front: () => capitalise(front === undefined ? '' : (frontOf(front, chooser) ?? '')),
      S: capitalise(spoken.text),
      s: spoken.text,
      it: subject.pronoun.text,
      be: isSingular(grammar, things) ? morphology.be.one : morphology.be.many,
      vps: predicate,
      vp1: agreed[0] ?? '',
      vp2: agreed[1] ?? '',
      verb: space === -1 ? predicate : predicate.slice(0, space),
      rest: space === -1 ? '' : predicate.slice(space + 1),
      nps: listText(grammar, things),
      Nps: () => capitalise(listText(grammar, things)),
    },
  )
  return morphology.repairs.reduce((words, [wrong, right]) => words.replace(wrong, right), text)
}

/** A predicate of one word leaves no rest: its slot goes with the blank before it. */
export function withRest(pattern: string, hasRest: boolean): string {
  return hasRest ? pattern : pattern.replace(' {rest}', '')
}

function isSingular({ morphology }: Grammar, things: readonly string[]): boolean {
  return morphology.singularThing.test(things[0] ?? '')
}

/** Fills the verbs of a pattern that agree with the subject: "{=comes}" → "comes" or "come". */
export function agreeing({ morphology }: Grammar, pattern: string, plural: boolean): string {
  return pattern.replace(/\{=([^}]+)\}/g, (_slot, verb: string) =>
    plural ? pluralVerb(morphology, verb) : verb,
  )
}

/** A line of a list: without subject and full stop. Undefined when the phrase reads only as a sentence. */
export function lineOf(grammar: Grammar, chooser: Chooser, phrase: Phrase): string | undefined {
  if (phrase.lines.length > 0) return phrase.fill(chooser.say(phrase.lines))
  if (phrase.clause !== null) return undefined
  // "Weighing 16 g" opens a sentence; a line says "Weighs 16 g".
  const front = phrase.group === 'size' ? null : frontOf(phrase, chooser)
  if (front !== null) return front
  const [verb] = phrase.verbs
  if (verb === undefined) return undefined
  const text = phrase.fill(chooser.close(verb))
  const rule = grammar.morphology.lineRules.find(([pattern]) => pattern.test(text))
  return rule === undefined ? text : text.replace(rule[0], rule[1])
}

export function firstWord(text: string): string {
  return text.split(' ')[0] ?? ''
}
