/** Which phrase plays which part in a sentence plan. */
import type { Grammar, SentencePlan } from '../grammar.ts'
import type { Phrase } from '../plan/phrase.ts'
import { lightVerbs } from './light-verbs.ts'

export interface Assignment {
  readonly plan: SentencePlan
  readonly front: Phrase | undefined
  readonly nouns: readonly Phrase[]
  readonly verbs: readonly Phrase[]
}

/** Gives the phrases of the run their places in the plan; undefined when it does not fit them. */
export function assign(grammar: Grammar, plan: SentencePlan, run: readonly Phrase[]): Assignment | undefined {
  const { groups } = plan
  if (groups !== undefined && !run.every((phrase) => groups.includes(phrase.group))) return undefined
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
  if (plan.countable === true && nouns.some((phrase) => !isCountable(grammar, phrase))) return undefined
  const verbs = fittingTogether(free.filter((phrase) => !nouns.includes(phrase))).slice(0, verbsMax)
  if (verbs.length < verbsMin || verbs.some((phrase) => phrase.verbs.length === 0)) return undefined
  // A single verb behind a comma is read as one more of the list: "…, which has a back of bouclé, swivels".
  if (plan.named === true && verbs.some((phrase) => phrase.verbs.some((verb) => !verb.includes(' '))))
    return undefined
  if (nouns.length > 0 && verbs.some((phrase) => !goesWithThings(grammar, phrase))) return undefined
  return { plan, front, nouns, verbs }
}

/** "With a hood, it weighs 2 kg"; not "With a hood, it has a zip", nor "With a weight of 2 kg, it is cordless". */
function goesWithThings(grammar: Grammar, phrase: Phrase): boolean {
  return phrase.adjective === null && lightVerbs(grammar, phrase).length > 0
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
function isCountable({ morphology }: Grammar, phrase: Phrase): boolean {
  return phrase.group === 'feature' && phrase.nouns.every((noun) => morphology.countableThing.test(noun))
}

export function sizeOf(assignment: Assignment): number {
  return assignment.verbs.length + assignment.nouns.length + (assignment.front === undefined ? 0 : 1)
}
